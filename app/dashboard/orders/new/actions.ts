"use server";

import { redirect } from "next/navigation";
import { z } from "zod";
import type { NewOrderState } from "@/components/orders/new-order-state";
import { createDeskOrder } from "@/lib/orders/desk-order";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { isDatabaseAway } from "@/lib/sql-errors";
import { currentOrderMaker } from "../../current-order-maker";

const LIMIT_MS = 4_000;

const text = z.string().max(400).catch("");
const orderForm = z.object({ amount: text, title: text, reference: text, expiry: text });
const submissionId = z.uuid().catch(() => crypto.randomUUID());

/** Makes an order and goes to its payment link, or answers what is wrong with the form. */
export async function createOrderAction(
  _previous: NewOrderState,
  form: FormData,
): Promise<NewOrderState> {
  const { maker } = await currentOrderMaker("/dashboard/orders/new");
  const values = orderForm.parse(Object.fromEntries(form));
  const sent = { ...values, submissionId: submissionId.parse(form.get("submissionId")) };
  try {
    const result = await settleWithin(LIMIT_MS, createDeskOrder(runtime(), maker, sent));
    if (!result.ok && "wrong" in result) return { values, wrong: result.wrong, problem: null };
    if (!result.ok) return { values, wrong: [], problem: result.reason };
    redirect(`/dashboard/orders/${result.orderId}/link`);
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    runtime().log.error("the database was away for a new order", { error });
    return { values, wrong: [], problem: "unavailable" };
  }
}
