import { allSteps } from "./testing/steps";
import { runTestCommand } from "./testing/test-command";

/** `npm test`, `npm run verify`: every check that CI needs. */
await runTestCommand(allSteps);
