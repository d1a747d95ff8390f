import { z } from "zod";
import type { Dice } from "../support/dice";
import { readPayForm, type PayForm } from "../support/pay-form";
import { headingOf, postPayForm } from "./pay-form";
import type { RaceShop } from "./shop";
import { ask, type Answer } from "./tally";

/** Somebody about to ask for a prompt: through one of the two apps, by page or by API. */
export type Starter = {
  appUrl: string;
  orderId: string;
  phoneNumber: string;
  address: string;
  /** Sent a little later than the others, so that races are won in turn. */
  delayMs: number;
} & ({ by: "page"; form: PayForm } | { by: "api"; despiteAttemptId?: string });

export type Started = { starter: Starter; answer: Answer };

const conflictShape = z.object({
  error: z.object({ code: z.string(), attemptId: z.string().optional() }),
});
const attemptShape = z.object({ id: z.string() });

/** What an API start came to: its attempt, or why not and which attempt stands in the way. */
export type ApiOutcome =
  | { kind: "started"; attemptId: string }
  | { kind: "refused"; code: string; attemptId: string | null }
  | { kind: "other" };

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

export function readApiOutcome({ status, body }: Answer): ApiOutcome {
  const value = parse(body);
  const started = attemptShape.safeParse(value);
  if (status === 201 && started.success) return { kind: "started", attemptId: started.data.id };
  const conflict = conflictShape.safeParse(value);
  if (status !== 409 || !conflict.success) return { kind: "other" };
  const { code, attemptId = null } = conflict.data.error;
  return { kind: "refused", code, attemptId };
}

/** An address of the documentation nets, by the dice. */
export const drawAddress = (draw: Dice): string =>
  `203.0.${draw.between(0, 255)}.${draw.between(1, 254)}`;

/** Opens the order's page on one app and takes its form; null when it shows none. */
export async function openForm(
  { tally }: Pick<RaceShop, "tally">,
  appUrl: string,
  orderId: string,
): Promise<PayForm | null> {
  const page = await ask(`${appUrl}/pay/${orderId}`);
  const form = readPayForm(page.body);
  tally.count("the page with the form", page, page.status === 200);
  return form;
}

/** What heads a page whose attempt is under way. */
export const UNDER_WAY = new Set([
  "Sending the request to your phone",
  "Check your phone",
  "We are still checking",
]);

export async function start(shop: RaceShop, starter: Starter): Promise<Started> {
  const { appUrl, orderId, phoneNumber } = starter;
  if (starter.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, starter.delayMs));
  if (starter.by === "page") {
    return { starter, answer: await postPayForm(starter, starter.form, phoneNumber) };
  }
  const { despiteAttemptId } = starter;
  const answer = await ask(`${appUrl}/api/v1/orders/${orderId}/attempts`, {
    method: "POST",
    headers: { authorization: `Bearer ${shop.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ phoneNumber, ...(despiteAttemptId ? { despiteAttemptId } : {}) }),
  });
  return { starter, answer };
}

/** Whether the form's answer leads to the order's page, as a browser would follow it. */
export const leadsToOrder = ({ status, location }: Answer, orderId: string): boolean =>
  status === 303 &&
  location !== null &&
  new URL(location, "http://x").pathname === `/pay/${orderId}`;

/** Follows a posted form to the page, and answers what heads it. */
export async function followToHeading(shop: RaceShop, { starter }: Started): Promise<string> {
  const page = await ask(`${starter.appUrl}/pay/${starter.orderId}`);
  shop.tally.count("the page after the form", page, page.status === 200);
  return headingOf(page.body);
}
