import { sql } from "drizzle-orm";
import { withAudit } from "@/lib/audit/record-audit";
import { isIdOf, makeId } from "@/lib/ids";
import { authorise, type AuthoriseRefusal } from "@/lib/merchants/authorise";
import type { Actor } from "@/lib/merchants/session";
import { createOrder } from "@/lib/orders/create-order";
import { startPayment, type StartInput } from "@/lib/payments/start-payment";
import { parseMsisdn } from "@/lib/phone";
import type { Runtime } from "@/lib/runtime";
import { takeCheck } from "./check-shortcode";
import { readEnvironment } from "./read-environment";

/** The smallest amount there is. */
const AMOUNT_KES = 1;
/** Whoever checks has the phone in hand. */
const EXPIRES_IN_SECONDS = 3_600;

export type TestPush = {
  shortcodeId: unknown;
  /** As typed. */
  phoneNumber: string;
  /** Minted with the form: the same form again is the same order and the same prompt. */
  submissionId: string;
  /** Whether it was said that KES 1 is really taken; without effect where it is not. */
  isAgreed: boolean;
  /** What the order is called, in the reader's language. */
  title: string;
};

export type TestPushRefusal =
  | AuthoriseRefusal
  | "not_found"
  | "not_agreed"
  | "invalid_phone"
  | "too_many_tries"
  | "mpesa_unavailable"
  | "prompt_refused";

export type TestPushResult = { ok: true; orderId: string } | { ok: false; reason: TestPushRefusal };

/**
 * Sends a prompt for KES 1 by way of an order of the merchant like any other, on this very shortcode:
 * so the rules of money hold, and its callback shows that callbacks arrive. Anywhere but on a simulator
 * the shilling is real, and somebody has to say so first.
 */
export async function sendTestPush(
  runtime: Runtime,
  actor: Actor,
  test: TestPush,
  options: Pick<StartInput, "defer"> = {},
): Promise<TestPushResult> {
  const { merchantId, userId } = actor;
  const { shortcodeId, phoneNumber, submissionId } = test;
  if (!isIdOf("shortcode", shortcodeId)) return { ok: false, reason: "not_found" };
  const authorised = await authorise(runtime, actor, "manage_shortcodes");
  if (!authorised.ok) return authorised;
  const environment = await readEnvironment(runtime, merchantId, shortcodeId);
  if (environment === null) return { ok: false, reason: "not_found" };
  if (environment !== "simulator" && !test.isAgreed) return { ok: false, reason: "not_agreed" };
  if (parseMsisdn(phoneNumber) === null) return { ok: false, reason: "invalid_phone" };
  if (!(await takeCheck(runtime, merchantId))) return { ok: false, reason: "too_many_tries" };
  const made = await createOrder(
    runtime,
    merchantId,
    { amountKes: AMOUNT_KES, title: test.title, expiresInSeconds: EXPIRES_IN_SECONDS },
    { idempotencyKey: `check ${shortcodeId} ${submissionId}`, shortcodeId },
  );
  if (!made.ok) throw new Error(`a check makes no order: ${made.reason}`);
  const orderId = made.order.id;
  const kept = sql`
    insert into shortcode_checks (id, merchant_id, shortcode_id, kind, order_id, checked_by)
    select ${makeId("shortcodeCheck")}, ${merchantId}, ${shortcodeId}, 'push', ${orderId}, ${userId}
    where not exists (select from shortcode_checks
      where merchant_id = ${merchantId} and order_id = ${orderId})
    returning id`;
  await runtime.db.execute(
    withAudit(kept, {
      merchantId,
      by: actor,
      action: "shortcode_checked",
      about: { kind: "shortcode", id: shortcodeId },
      after: { environment, amountKes: AMOUNT_KES },
    }),
  );
  const start = await startPayment(runtime, {
    orderId,
    merchantId,
    phoneNumber,
    submissionId,
    despiteAttemptId: null,
    address: null,
    origin: "api",
    ...options,
  });
  if (start.ok) return { ok: true, orderId };
  const isDown = start.reason === "mpesa_unavailable";
  return { ok: false, reason: isDown ? "mpesa_unavailable" : "prompt_refused" };
}
