"use server";

import { cookies, headers } from "next/headers";
import { RedirectType, redirect } from "next/navigation";
import { after } from "next/server";
import { z } from "zod";
import { NO_SUCH_ORDER } from "@/app/not-found-addresses";
import type { PayFormState } from "@/components/checkout/pay-form-state";
import { isDatabaseAway } from "@/lib/sql-errors";
import { clientAddress } from "@/lib/http/client-address";
import { ORDER_COOKIE_NAME } from "@/lib/payments/order-cookie";
import { readOwnNumber } from "@/lib/payments/read-own-number";
import { startPayment } from "@/lib/payments/start-payment";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { holdOrder } from "./hold-order";

/** Longer than any spelling of a number; the rest is not looked at and not given back. */
const MAX_ECHO_LENGTH = 40;

const payForm = z.object({
  orderId: z.string().min(1).max(64),
  phoneNumber: z.string().catch(""),
  submissionId: z.uuid().nullable().catch(null),
  despiteAttemptId: z.string().min(1).max(64).nullable().catch(null),
  sameNumberAs: z.string().min(1).max(64).nullable().catch(null),
});

type PayForm = z.infer<typeof payForm>;

/**
 * Sends one prompt for an order. After a start, and after every refusal that the page itself
 * explains (in progress, paid, expired …), it redirects to the page, which shows how things stand;
 * so a reload never sends the form again. The other refusals are answered to the form.
 */
export async function startPaymentAction(
  _previous: PayFormState,
  form: FormData,
): Promise<PayFormState> {
  const parsed = payForm.safeParse({
    orderId: form.get("orderId"),
    phoneNumber: form.get("phoneNumber"),
    submissionId: form.get("submissionId"),
    despiteAttemptId: form.get("despiteAttemptId"),
    sameNumberAs: form.get("sameNumberAs"),
  });
  if (!parsed.success) redirect(NO_SUCH_ORDER);
  const result = await startOrUnavailable(parsed.data);
  const phoneNumber = parsed.data.phoneNumber.slice(0, MAX_ECHO_LENGTH);
  if (result.ok) await holdOrder(parsed.data.orderId);
  else if (result.reason === "order_not_found") redirect(NO_SUCH_ORDER);
  else if (
    result.reason === "invalid_phone" ||
    result.reason === "mpesa_unavailable" ||
    result.reason === "service_unavailable"
  ) {
    return { refusal: { reason: result.reason }, phoneNumber };
  } else if (result.reason === "too_many_prompts") {
    const retryAfterMinutes = Math.max(1, Math.ceil(result.retryAfterSeconds / 60));
    return { refusal: { reason: result.reason, retryAfterMinutes }, phoneNumber };
  }
  redirect(`/pay/${parsed.data.orderId}`, RedirectType.replace);
}

/** Sent again, the same form finds the attempt it made, if it made one: trying again is harmless. */
async function startOrUnavailable({ sameNumberAs, ...fields }: PayForm) {
  const { env } = runtime();
  try {
    // What was typed counts; only a form without a number asks for the one it was sent to before.
    const isSame = sameNumberAs !== null && fields.phoneNumber === "";
    return await startPayment(runtime(), {
      ...fields,
      phoneNumber: isSame ? await ownNumber(fields.orderId, sameNumberAs) : fields.phoneNumber,
      address: clientAddress(await headers(), env.TRUSTED_PROXY_HOPS),
      origin: "page",
      defer: after,
    });
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    runtime().log.error("the database was away for a start", { error });
    return { ok: false, reason: "service_unavailable" } as const;
  }
}

const OWN_NUMBER_LIMIT_MS = 2_000;

/** The number of an attempt of this browser's; none of anybody else's. */
async function ownNumber(orderId: string, attemptId: string): Promise<string> {
  const cookie = (await cookies()).get(ORDER_COOKIE_NAME)?.value;
  const reading = readOwnNumber(runtime(), { orderId, attemptId, cookie });
  return (await settleWithin(OWN_NUMBER_LIMIT_MS, reading)) ?? "";
}
