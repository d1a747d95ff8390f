import { longSteps } from "./testing/long-steps";
import { runTestCommand } from "./testing/test-command";

/** `npm run test:long`: the proofs at full size. */
await runTestCommand(longSteps);
