"use server";

import { notFound, redirect, RedirectType } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { after } from "next/server";
import { z } from "zod";
import type { SaleFormState } from "@/components/counter/sale-form-state";
import type { SendFormState } from "@/components/counter/send-form-state";
import { sendAgain } from "@/lib/counter/send-again";
import { takePayment } from "@/lib/counter/take-payment";
import { runtime } from "@/lib/runtime";
import { isDatabaseAway } from "@/lib/sql-errors";
import { currentOrderMaker } from "../current-order-maker";
import { problemOf, problemQuery } from "./counter-problem";

/** A form that comes this long after its order was made is no double click. */
const REPEATED_AFTER_MS = 30_000;

const text = z.string().max(400).catch("");
const submissionId = z.uuid().catch(() => crypto.randomUUID());
const saleForm = z.object({ amount: text, phoneNumber: text, title: text, submissionId });

/** Makes an order at the counter, sends its prompt and goes to its page, or says what is wrong. */
export async function takePaymentAction(
  _previous: SaleFormState,
  form: FormData,
): Promise<SaleFormState> {
  const { maker } = await currentOrderMaker("/dashboard/counter");
  const { submissionId, ...values } = saleForm.parse(Object.fromEntries(form));
  const t = await getTranslations("cashier");
  try {
    const sale = { ...values, submissionId };
    const options = { defaultTitle: t("defaultTitle"), defer: after };
    const result = await takePayment(runtime(), maker, sale, options);
    if (!result.ok && "wrong" in result) return { values, wrong: result.wrong, problem: null };
    if (!result.ok) return { values, wrong: [], problem: result.reason };
    const { start, orderId } = result;
    const isRepeated = Date.now() - Date.parse(result.createdAt) > REPEATED_AFTER_MS;
    const query = { ...problemQuery(problemOf(start)), ...(isRepeated ? { repeated: "1" } : {}) };
    redirect(`/dashboard/counter/${orderId}?${new URLSearchParams(query).toString()}`);
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    runtime().log.error("the database was away for the counter", { error });
    return { values, wrong: [], problem: "unavailable" };
  }
}

const sendForm = z.object({
  orderId: z.string().min(1).max(64),
  phoneNumber: z.string().max(400).catch(""),
  sameNumberAs: z.string().min(1).max(64).nullable().catch(null),
  submissionId,
});

/**
 * Sends one more prompt for an order. Refusals that the order's page shows by itself (in progress,
 * paid, not known yet …) lead there; the others are answered to the form.
 */
export async function sendAgainAction(
  _previous: SendFormState,
  form: FormData,
): Promise<SendFormState> {
  const { maker, merchant } = await currentOrderMaker("/dashboard/counter");
  const parsed = sendForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) notFound();
  const { orderId, phoneNumber } = parsed.data;
  try {
    const start = await sendAgain(runtime(), maker, merchant, parsed.data, { defer: after });
    if (!start.ok && start.reason === "order_not_found") notFound();
    const problem = problemOf(start);
    if (problem !== null) return { problem, phoneNumber: phoneNumber.slice(0, 40) };
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    runtime().log.error("the database was away for the counter", { error });
    return { problem: { reason: "unavailable" }, phoneNumber: phoneNumber.slice(0, 40) };
  }
  redirect(`/dashboard/counter/${orderId}`, RedirectType.replace);
}
