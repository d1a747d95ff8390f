"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { NO_SUCH_LINK } from "@/app/not-found-addresses";
import { clientAddress } from "@/lib/http/client-address";
import { isIdOf } from "@/lib/ids";
import { orderByLink } from "@/lib/payment-links/order-by-link";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { isDatabaseAway } from "@/lib/sql-errors";
import { keepLinkCookie } from "./link-cookie";

const ORDER_LIMIT_MS = 4_000;
/** Longer than any spelling of an amount; the rest is not looked at and not given back. */
const MAX_ECHO_LENGTH = 20;

const linkForm = z.object({
  linkId: z.custom<string>((id) => isIdOf("paymentLink", id)),
  submissionId: z.uuid().nullable().catch(null),
  amount: z.string().max(64).catch(""),
});

type LinkForm = z.infer<typeof linkForm>;

/**
 * Makes the order of a link and goes to its payment page. However often the same form is sent, it makes
 * one order. Whatever is wrong is said on the link's own page, to which it redirects: a reload never
 * sends the form again.
 */
export async function orderByLinkAction(form: FormData): Promise<void> {
  const parsed = linkForm.safeParse({
    linkId: form.get("linkId"),
    submissionId: form.get("submissionId"),
    amount: form.get("amount"),
  });
  if (!parsed.success) redirect(NO_SUCH_LINK);
  const { linkId, amount } = parsed.data;
  const result = await orderOrUnavailable(parsed.data);
  if (result.ok) {
    await keepLinkCookie(linkId, result.orderId);
    redirect(`/pay/${result.orderId}`);
  }
  // The page itself tells why.
  if (result.reason === "closed" || result.reason === "unknown") redirect(`/l/${linkId}`);
  const echo = result.reason === "amount" ? { amount: amount.slice(0, MAX_ECHO_LENGTH) } : {};
  const query = new URLSearchParams({ problem: result.reason, ...echo });
  redirect(`/l/${linkId}?${query.toString()}`);
}

async function orderOrUnavailable(form: LinkForm) {
  const { env, log } = runtime();
  try {
    const address = clientAddress(await headers(), env.TRUSTED_PROXY_HOPS);
    return await settleWithin(ORDER_LIMIT_MS, orderByLink(runtime(), { ...form, address }));
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    log.error("the database was away for a payment link", { error });
    return { ok: false, reason: "unavailable" } as const;
  }
}
