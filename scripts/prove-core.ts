import { FEWER_LETTERS, LETTERS } from "@/lib/payments/fixtures/proof-letters";
import { proveCommutation } from "@/lib/payments/fixtures/prove-commutation";

/**
 * `npm run prove:core [-- --quick]`: proves that stored evidence comes to the same state in whatever
 * order it is applied, for every set of some fifty pieces. Prints what was looked at; ends with 1 when
 * something does not hold. The quick one is a part of the tests.
 */

const isQuick = process.argv.includes("--quick");
const startedMs = performance.now();
const { broken, ...counts } = proveCommutation(isQuick ? FEWER_LETTERS : LETTERS);
const figures = { ...counts, seconds: Math.round((performance.now() - startedMs) / 1_000) };
for (const [name, figure] of Object.entries(figures)) {
  console.log(`${name.padEnd(16)}${figure.toLocaleString("en-US").padStart(14)}`);
}
console.log(`${"broken".padEnd(16)}${String(broken.length).padStart(14)}`);
for (const line of broken) console.error(line);
process.exitCode = broken.length === 0 ? 0 : 1;
