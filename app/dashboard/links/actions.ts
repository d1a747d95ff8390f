"use server";

import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import type { NewLinkState } from "@/components/links/new-link-state";
import { createLink } from "@/lib/payment-links/create-link";
import { switchLink } from "@/lib/payment-links/switch-link";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { isDatabaseAway } from "@/lib/sql-errors";
import { currentOrderMaker } from "../current-order-maker";

const LIMIT_MS = 4_000;

const text = z.string().max(400).catch("");
const newLinkForm = z.object({
  title: text,
  kind: text,
  amount: text,
  min: text,
  max: text,
  uses: text,
  stock: text,
  expiry: text,
});

/** Makes a payment link and goes to its page, or answers what is wrong with the form. */
export async function createLinkAction(
  _previous: NewLinkState,
  form: FormData,
): Promise<NewLinkState> {
  const { maker } = await currentOrderMaker("/dashboard/links/new");
  const values = newLinkForm.parse(Object.fromEntries(form));
  try {
    const creating = createLink(runtime(), maker, values, form.get("formId"));
    const result = await settleWithin(LIMIT_MS, creating);
    if (!result.ok) return { values, wrong: result.wrong, isUnavailable: false };
    redirect(`/dashboard/links/${result.linkId}`);
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    runtime().log.error("the database was away for a new payment link", { error });
    return { values, wrong: [], isUnavailable: true };
  }
}

const switchForm = z.object({ linkId: z.string().max(64), isActive: z.enum(["yes", "no"]) });

/** Switches a link on or off, and comes back to its page, which says how it stands. */
export async function switchLinkAction(form: FormData): Promise<void> {
  const { maker } = await currentOrderMaker("/dashboard/links");
  const parsed = switchForm.safeParse(Object.fromEntries(form));
  if (!parsed.success) redirect("/dashboard/links");
  const { linkId, isActive } = parsed.data;
  const switching = switchLink(runtime(), maker, linkId, isActive === "yes");
  if (!(await settleWithin(LIMIT_MS, switching))) notFound();
  redirect(`/dashboard/links/${linkId}`);
}
