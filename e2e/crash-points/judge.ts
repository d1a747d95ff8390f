import { createHash } from "node:crypto";
import { z } from "zod";
import type { Trial } from "./trial";

/** What one trial came to; every count but the first two must be 0. */
export type Verdict = {
  debits: number;
  withoutWitness: number;
  doublePrompts: number;
  latePushes: number;
  acknowledgedLost: number;
  wrongSums: number;
  leftOver: number;
  stuck: number;
  unexplained: number;
};

const attemptShape = z.object({
  id: z.string(),
  tokenSha256: z.string(),
  push: z.string(),
  outcome: z.string(),
  checkoutRequestId: z.string().nullable(),
  pushKinds: z.array(z.string()),
});
const orderShape = z.object({
  status: z.string(),
  paidKes: z.number(),
  counted: z.array(z.object({ amountKes: z.number(), receipt: z.string().nullable() })),
  unapplied: z.number(),
  callbackIds: z.array(z.string()),
});

async function readRows({ lane, orderId }: Trial) {
  const attempts = await lane.sql`
    select id, encode(token_sha256, 'hex') as "tokenSha256", push, outcome,
      checkout_request_id as "checkoutRequestId",
      coalesce((select jsonb_agg(e.kind) from evidence e
        where e.attempt_id = attempts.id and e.source = 'push'), '[]') as "pushKinds"
    from attempts where order_id = ${orderId} order by created_at, id`;
  const [order] = await lane.sql`
    select o.status, o.paid_kes as "paidKes",
      coalesce((select jsonb_agg(jsonb_build_object('amountKes', p.amount_kes, 'receipt', p.receipt))
        from payments p where p.order_id = o.id and p.counted), '[]') as counted,
      (select count(*)::int from evidence e
        where e.order_id = o.id and e.applied_at is null) as unapplied,
      coalesce((select jsonb_agg(e.checkout_request_id) from evidence e
        where e.order_id = o.id and e.source = 'callback'), '[]') as "callbackIds"
    from orders o where o.id = ${orderId}`;
  return { attempts: z.array(attemptShape).parse(attempts), order: orderShape.parse(order) };
}

/** Pushes of which it is certain that nobody was prompted: they never left, or with a dead token. */
const UNSENT: ReadonlySet<string> = new Set(["push_not_sent", "push_token_rejected"]);

const sentOf = (kinds: string[]) => kinds.filter((kind) => !UNSENT.has(kind)).length;
const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");
const sum = (amounts: { amountKes: number }[]) =>
  amounts.reduce((total, { amountKes }) => total + amountKes, 0);

/** Holds what the database says of an order against what Safaricom's side saw of it. */
export async function judge(trial: Trial): Promise<Verdict> {
  const { simulator } = trial.lane;
  const isOurs = ({ accountReference }: { accountReference: string }) =>
    accountReference === trial.accountReference;
  const debits = (await simulator.ledger()).filter(isOurs);
  const prompts = (await simulator.prompts()).filter(isOurs);
  const promptIds = new Set(prompts.map(({ checkoutRequestId }) => checkoutRequestId));
  const deliveries = (await simulator.deliveries()).filter(({ checkoutRequestId }) =>
    promptIds.has(checkoutRequestId),
  );
  const { attempts, order } = await readRows(trial);

  const attemptOf = (checkoutRequestId: string) => {
    const url = deliveries.find((d) => d.checkoutRequestId === checkoutRequestId)?.url ?? "";
    const token = sha256(url.split("/").at(-1) ?? "");
    return attempts.find(
      (attempt) => attempt.tokenSha256 === token || attempt.checkoutRequestId === checkoutRequestId,
    );
  };
  const acknowledged = deliveries.filter(({ status }) => status === 200);
  const hasWitness = (checkoutRequestId: string) =>
    acknowledged.some((delivery) => delivery.checkoutRequestId === checkoutRequestId) ||
    order.callbackIds.includes(checkoutRequestId) ||
    attempts.some((attempt) => attempt.checkoutRequestId === checkoutRequestId);
  const witnessed = debits.filter(({ checkoutRequestId }) => hasWitness(checkoutRequestId));
  const unwitnessed = debits.filter(({ checkoutRequestId }) => !hasWitness(checkoutRequestId));

  const prompted = [...promptIds].map((id) => attemptOf(id)?.id ?? `none:${id}`);
  const expected = sum(witnessed);
  const receipts = new Set(witnessed.map(({ receipt }) => receipt));
  const isPaidRight =
    order.paidKes === expected &&
    sum(order.counted) === expected &&
    order.counted.every(({ receipt }) => receipt === null || receipts.has(receipt)) &&
    order.counted.length === witnessed.length;
  const isStatusRight = (order.status === "paid") === (expected === trial.amountKes);
  return {
    debits: debits.length,
    withoutWitness: unwitnessed.length,
    doublePrompts:
      prompted.length -
      new Set(prompted).size +
      Math.max(0, prompts.length - attempts.length) +
      attempts.reduce((extra, { pushKinds }) => extra + Math.max(0, sentOf(pushKinds) - 1), 0),
    // The frozen process's attempt is the oldest. A busy phone may refuse a second prompt, so what
    // counts here is that it was sent at all.
    latePushes:
      trial.hangsBeforeSend && trial.plan.name !== "claim:before"
        ? sentOf(attempts[0]?.pushKinds ?? [])
        : 0,
    acknowledgedLost: acknowledged.filter(
      ({ checkoutRequestId }) => !order.callbackIds.includes(checkoutRequestId),
    ).length,
    wrongSums: isPaidRight && isStatusRight ? 0 : 1,
    leftOver:
      order.unapplied +
      attempts.filter(({ push, outcome }) => push === "sending" || outcome === "pending").length,
    // The customer tried again: what is still open must have an attempt without a result to show.
    stuck:
      order.status === "open" && !attempts.some(({ outcome }) => outcome === "unresolved") ? 1 : 0,
    // Money that left no trace here must show as unresolved, never as failed.
    unexplained: unwitnessed.filter(
      ({ checkoutRequestId }) => attemptOf(checkoutRequestId)?.outcome !== "unresolved",
    ).length,
  };
}
