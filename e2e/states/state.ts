import type { Page } from "@playwright/test";
import type { MerchantApi, NewOrder, Order } from "../support/api";
import type { DatabaseLine } from "../support/database-line";
import type { PayPage } from "../support/pay-page";
import type { Phone } from "../support/phone";
import type { Simulator } from "../support/simulator";
import type { Stack } from "../support/stack";
import type { Witness } from "../support/witness";

export type Language = "en" | "sw";

/** Whoever looks at a state: a page that speaks one language, and all that can be done around it. */
export type Visit = {
  page: Page;
  pay: PayPage;
  language: Language;
  stack: Stack;
  api: MerchantApi;
  simulator: Simulator;
  witness: Witness;
  /** Between the app of `stack` and its database. */
  line: DatabaseLine;
  newPhone: () => Phone;
  letTimePass: (orderId: string, seconds: number) => Promise<void>;
};

/** One state of the customer's pages, and how a customer gets there. */
export type CustomerState = {
  /** Short and unique, as in a file name. */
  name: string;
  heading: Readonly<Record<Language, string>>;
  /** Brings the visitor's page there; the heading is waited for afterwards. */
  show: (visit: Visit) => Promise<void>;
  /** Not to be had again by its address alone: an error in a form, something unfolded. */
  isFleeting?: boolean;
  /** Puts right what `show` left broken. */
  leave?: (visit: Visit) => Promise<void>;
};

export type StateGroup = { name: string; title: string; states: readonly CustomerState[] };

/** What is on offer, in the language of the page's reader. */
const TITLES = { en: "Kiondo basket, handwoven", sw: "Kiondo, kimesukwa kwa mkono" };

export const createOrder = (
  { api, language }: Visit,
  changes: Partial<NewOrder> = {},
): Promise<Order> => api.createOrder({ amountKes: 1_250, title: TITLES[language], ...changes });

/** An order with a prompt on a phone, as somebody else asked for it. */
export async function startedOrder(visit: Visit, changes: Partial<NewOrder> = {}) {
  const order = await createOrder(visit, changes);
  const phone = visit.newPhone();
  await visit.api.startAttempt(order.id, phone.typed);
  const prompt = await visit.simulator.openPrompt(phone.msisdn);
  return { order, phone, prompt };
}

/** As `startedOrder`, but asked for on the visitor's own page. */
export async function prompted(visit: Visit, changes: Partial<NewOrder> = {}) {
  const order = await createOrder(visit, changes);
  const phone = visit.newPhone();
  await visit.pay.open(order.id);
  await visit.pay.pay(phone.typed);
  const prompt = await visit.simulator.openPrompt(phone.msisdn);
  return { order, phone, prompt };
}

/** Opens what stands behind a fold of this name. */
export async function unfold({ page, language }: Visit, names: Record<Language, string>) {
  await page.locator("summary").filter({ hasText: names[language] }).click();
}

/** What a person who settled for less leaves, in one statement where the desk takes a dozen clicks. */
export async function writeUnderpaid(
  { witness }: Visit,
  orderId: string,
  { isRestAsked }: { isRestAsked: boolean },
): Promise<void> {
  await witness.sql`
    update orders set status = 'underpaid', paid_kes = 400, rest_asked = ${isRestAsked}
    where id = ${orderId}`;
}

/** Takes it back, so that no order contradicts its payments. */
export async function unwriteUnderpaid({ witness }: Visit, status: "open" | "expired") {
  await witness.sql`
    update orders set status = ${status}, paid_kes = 0, rest_asked = false
    where status = 'underpaid'`;
}
