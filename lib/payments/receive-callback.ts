import { eq } from "drizzle-orm";
import { attempts } from "@/db/schema/payments";
import { readStkCallback, type StkCallback } from "@/lib/daraja/stk-callback";
import { failpoint } from "@/lib/failpoints";
import type { LogFields } from "@/lib/log";
import type { Runtime } from "@/lib/runtime";
import { sha256 } from "@/lib/sealing";
import { sealRaw } from "./attempt-secrets";
import { isOwnCallbackToken } from "./callback-token";
import { applyEvidence } from "./record-evidence";
import { storeEvidence, type NewEvidence } from "./store-evidence";

/** The attempt that a callback token belongs to. */
export type CallbackTarget = {
  attemptId: string;
  orderId: string;
  merchantId: string;
  dataKeySealed: Buffer | null;
};

/** The attempt whose token this is, whoever made the token; null if there is none. */
export async function readCallbackTarget(
  { moneyDb }: Pick<Runtime, "moneyDb">,
  token: string,
): Promise<CallbackTarget | null> {
  const [target] = await moneyDb
    .select({
      attemptId: attempts.id,
      orderId: attempts.orderId,
      merchantId: attempts.merchantId,
      dataKeySealed: attempts.dataKeySealed,
    })
    .from(attempts)
    .where(eq(attempts.tokenSha256, sha256(token)));
  return target ?? null;
}

/**
 * Authenticates a callback by the secret in its address: the token's tag first, then the database.
 * Null for every token that is not one of ours. Reads nothing of the body.
 */
export async function findCallbackTarget(
  runtime: Runtime,
  token: string,
): Promise<CallbackTarget | null> {
  if (!isOwnCallbackToken(runtime.env.APP_SECRET, token)) return null;
  return readCallbackTarget(runtime, token);
}

type Reading = Omit<NewEvidence, "merchantId" | "orderId" | "attemptId" | "source">;

function toReading(callback: StkCallback): Reading {
  switch (callback.kind) {
    case "success": {
      const { amountKes, receipt, merchantRequestId, checkoutRequestId } = callback;
      return {
        kind: "callback_success",
        code: "0",
        amountKes,
        receipt,
        merchantRequestId,
        checkoutRequestId,
      };
    }
    case "failure": {
      const { code, reason, merchantRequestId, checkoutRequestId } = callback;
      return { kind: "callback_failure", code, reason, merchantRequestId, checkoutRequestId };
    }
    case "undetermined": {
      const { code, merchantRequestId, checkoutRequestId } = callback;
      return { kind: "callback_undetermined", code, merchantRequestId, checkoutRequestId };
    }
    case "unreadable":
      return { kind: "callback_unreadable" };
    default:
      return callback satisfies never;
  }
}

/** A lost key must not lose the money: then the columns alone are kept, and the log says so. */
function sealOrNothing(runtime: Runtime, target: CallbackTarget, body: Buffer): Buffer | null {
  try {
    return sealRaw(runtime.env, target, body);
  } catch (error) {
    runtime.log.error("a callback's raw body cannot be sealed", {
      attemptId: target.attemptId,
      error,
    });
    return null;
  }
}

/** Never rejects: what is not applied now the sweeper applies. */
async function applyLater(runtime: Runtime, evidenceId: string, fields: LogFields): Promise<void> {
  try {
    await applyEvidence(runtime, evidenceId);
  } catch (error) {
    runtime.log.error("callback is stored and not applied yet", { ...fields, error });
  }
}

/**
 * Stores an authenticated callback with its raw body, and begins to apply it. Resolves once it is
 * stored: from then on it may be acknowledged. `applied` settles, and never rejects, when it is
 * applied, or when that is left to the sweeper. Throws if it could not be stored. The same body again
 * is the same evidence. `receivedAgoMs` is how long ago it arrived, if it was kept meanwhile.
 */
export async function receiveCallback(
  runtime: Runtime,
  target: CallbackTarget,
  body: Buffer,
  { receivedAgoMs = null }: { receivedAgoMs?: number | null } = {},
): Promise<{ applied: Promise<void> }> {
  const { attemptId, orderId, merchantId } = target;
  const reading = toReading(readStkCallback(body));
  const evidenceId = await storeEvidence(runtime.moneyDb, {
    merchantId,
    orderId,
    attemptId,
    source: "callback",
    ...reading,
    rawSealed: sealOrNothing(runtime, target, body),
    rawSha256: sha256(body),
    receivedAgoMs,
  });
  await failpoint("callback:stored");
  const fields = { attemptId, orderId, evidenceId, kind: reading.kind, code: reading.code ?? null };
  runtime.log.info("callback", fields);
  return { applied: applyLater(runtime, evidenceId, fields) };
}
