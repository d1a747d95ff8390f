import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { LoadReport } from "./load-report";
import { LOAD_VARIABLE, loadShape, openPairWriter } from "./write-pair";

/**
 * A program of its own, so that an uncaught exception or a hang is seen as such: writes pairs over
 * one pool until a line comes in on stdin, then prints what became of every request.
 * Its environment holds the load as JSON (write-pair.ts).
 */

/** No request may take longer, whatever happens to its connection. */
const REQUEST_DEADLINE_MS = 10_000;
/** More writers than connections, so that some always wait for one. */
const WRITERS_PER_CONNECTION = 2;
/** Written in peace at the end: a pool that came through works again. */
const LAST_WRITES = 10;

const load = loadShape.parse(JSON.parse(process.env[LOAD_VARIABLE] ?? ""));
const report: LoadReport = {
  acknowledged: [],
  refused: 0,
  hung: 0,
  lastWritesFailed: 0,
  connectionErrors: 0,
  longestMs: 0,
  isClosed: false,
};
const writer = openPairWriter(load, () => (report.connectionErrors += 1));
let isStopping = false;
let nextId = 0;

/** What the work came to, or "hung" when it is not settled in time. */
async function within<T>(work: Promise<T>): Promise<T | "hung"> {
  const patience = new AbortController();
  const late = sleep(REQUEST_DEADLINE_MS, "hung" as const, { signal: patience.signal });
  try {
    return await Promise.race([work, late]);
  } finally {
    late.catch(() => undefined);
    patience.abort();
  }
}

/** One request; a hung one ends the whole load. */
async function request(): Promise<"done" | "refused" | "hung"> {
  nextId += 1;
  const id = nextId;
  const startedMs = performance.now();
  const result = await within(
    writer.writePair(id).then(
      () => "done" as const,
      () => "refused" as const,
    ),
  );
  if (result === "hung") {
    report.hung += 1;
    isStopping = true;
    return result;
  }
  report.longestMs = Math.max(report.longestMs, performance.now() - startedMs);
  if (result === "done") report.acknowledged.push(id);
  else report.refused += 1;
  return result;
}

async function writeOn(): Promise<void> {
  while (!isStopping) {
    // A refusal may come at once, again and again, while the server forks a new backend.
    if ((await request()) === "refused") await sleep(1);
  }
}

void once(process.stdin, "data").then(() => (isStopping = true));
console.log("started");
await Promise.all(Array.from({ length: load.poolSize * WRITERS_PER_CONNECTION }, writeOn));
// The pool may still hold connections that ended while nobody looked: one refusal each is theirs.
for (let left = load.poolSize; left > 0 && report.hung === 0; left -= 1) await request();
for (let left = LAST_WRITES; left > 0 && report.hung === 0; left -= 1) {
  if ((await request()) !== "done") report.lastWritesFailed += 1;
}
const closing = writer.close().then(
  () => true,
  () => false,
);
report.isClosed = report.hung === 0 && (await within(closing)) === true;
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
