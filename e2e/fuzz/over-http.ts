import { readFileSync } from "node:fs";
import fc from "fast-check";
import postgres from "postgres";
import { rollDice } from "../forgery/dice";
import { holdCallbacksBack, openDoors } from "../forgery/doors";
import { inParallel } from "../support/in-parallel";
import { scaled, type Figure, type ProofContext } from "../proofs/proof";
import { MerchantApi } from "../support/api";
import { startOwnStack, type OwnStack } from "../support/own-stack";
import { Simulator } from "../support/simulator";
import { fetchPayForm } from "./pay-form";
import { fuzzKinds, type FuzzRequest, type Targets } from "./requests";

const FULL_REQUESTS = 20_000;
const DOORS = 8;
const OPEN_ORDERS = 8;
const FORMS = 6;
const AT_ONCE = 8;
const REQUEST_TIMEOUT_MS = 20_000;
/** A server takes memory while it warms up: what it grows is measured from this share on. */
const WARM_FROM = 0.2;
const MOST_GROWN_MB = 200;
const MOST_TOLD = 8;

/** Attempts, orders in every state, and forms, for the requests to be about. */
async function makeTargets(own: OwnStack, simulator: Simulator): Promise<Targets> {
  const { stack } = own;
  const sql = postgres(stack.databaseUrl, { max: 2, onnotice: () => undefined });
  const doors = await openDoors(stack, { sql, simulator, count: DOORS });
  await sql.end({ timeout: 5 });
  const api = new MerchantApi(stack.appUrl, stack.access.apiKey);
  const open = await Promise.all(
    Array.from({ length: OPEN_ORDERS + FORMS }, () => api.createOrder({ amountKes: 70 })),
  );
  const forms = await Promise.all(
    open.slice(0, FORMS).map(async ({ id }) => ({
      orderId: id,
      fields: await fetchPayForm(stack.appUrl, id),
    })),
  );
  return {
    apiKey: stack.access.apiKey,
    callbackPaths: doors.map(({ url }) => new URL(url).pathname),
    orderIds: [...doors.map(({ orderId }) => orderId), ...open.map(({ id }) => id)],
    forms,
  };
}

/** The app's resident memory in MB, as the kernel counts it; null where there is no /proc. */
function residentMb(pid: number): number | null {
  try {
    const text = readFileSync(`/proc/${pid}/status`, "utf8");
    return Number(/VmRSS:\s+(\d+)/.exec(text)?.[1] ?? 0) / 1_024;
  } catch {
    return null;
  }
}

/** Answers the status, or null when there was none. */
async function send(
  appUrl: string,
  { method, path, headers, body }: FuzzRequest,
): Promise<number | null> {
  try {
    const response = await fetch(`${appUrl}${path}`, {
      method,
      headers,
      redirect: "manual",
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      ...(body === null ? {} : { body: Uint8Array.from(body) }),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

/** Every public way in, with everything that may come: no 5xx, no silence, and the app as it was. */
export async function fuzzOverHttp(context: ProofContext): Promise<Figure[]> {
  const stack = await context.stack();
  const simulator = new Simulator(stack.simulatorUrl);
  await simulator.reset();
  await holdCallbacksBack(simulator, context.seed);
  const own = await startOwnStack(stack, { processes: 1 });
  try {
    return await fuzzApp(context, own, simulator);
  } finally {
    await own.stop();
    await simulator.reset();
  }
}

async function fuzzApp(
  context: ProofContext,
  own: OwnStack,
  simulator: Simulator,
): Promise<Figure[]> {
  const { appUrl } = own.stack;
  const total = scaled(FULL_REQUESTS, context);
  const targets = await makeTargets(own, simulator);
  const pid = own.apps[0]?.service.pid ?? 0;
  const memory: { before: number | null } = { before: null };
  const counts = { sent: 0, fiveHundreds: 0, frameworks: 0, silent: 0, told: 0 };
  const lines: Figure[] = [];
  const kinds = fuzzKinds(targets);
  const judgedShare = kinds
    .filter(({ isFrameworks }) => isFrameworks !== true)
    .reduce((sum, { share }) => sum + share, 0);
  for (const { name, share, requests, isFrameworks = false } of kinds) {
    const seed = rollDice(context.seed, `fuzz ${name}`).below(2_147_483_647);
    const drawn = fc.sample(requests, { seed, numRuns: Math.ceil((total * share) / judgedShare) });
    context.progress(`${drawn.length} × ${name}`);
    await inParallel(drawn, AT_ONCE, async (request) => {
      const status = await send(appUrl, request);
      if (!isFrameworks) counts.sent += 1;
      if (memory.before === null && counts.sent >= total * WARM_FROM) {
        memory.before = residentMb(pid);
      }
      if (status !== null && status < 500) return;
      if (status === null) counts.silent += 1;
      else if (isFrameworks) counts.frameworks += 1;
      else counts.fiveHundreds += 1;
      if (isFrameworks || (counts.told += 1) > MOST_TOLD) return;
      const body = request.body?.toString("latin1").slice(0, 900);
      context.progress(`${status ?? "SILENT"} ${request.method} ${request.path} ${body ?? ""}`);
    });
    lines.push({ name: `  ${name}`, value: drawn.length });
  }
  const after = residentMb(pid);
  const health = await fetch(`${appUrl}/api/health`);
  const grownMb = memory.before === null || after === null ? Number.NaN : after - memory.before;
  return [
    { name: "requests over HTTP", value: counts.sent, must: { beAtLeast: total } },
    ...lines,
    { name: "  answered 5xx", value: counts.fiveHundreds, must: { be: 0 } },
    { name: "  answered 5xx by Next, whose own fields were broken", value: counts.frameworks },
    { name: "  not answered", value: counts.silent, must: { be: 0 } },
    { name: "  the app is well afterwards", value: health.status, must: { be: 200 } },
    {
      name: "  more memory resident in the app",
      value: grownMb,
      unit: "MB",
      must: { beAtMost: MOST_GROWN_MB },
    },
  ];
}
