import type { DeskField } from "@/lib/orders/model";

/** What the action answers to the form of a new order: what was typed, and what cannot stay. */
export type NewOrderState = {
  values: { amount: string; title: string; reference: string; expiry: string };
  wrong: DeskField[];
  problem: "no_shortcode" | "unavailable" | null;
};

export const UNSENT_NEW_ORDER: NewOrderState = {
  values: { amount: "", title: "", reference: "", expiry: "day" },
  wrong: [],
  problem: null,
};

export type NewOrderAction = (previous: NewOrderState, form: FormData) => Promise<NewOrderState>;
