import type { CounterField } from "@/lib/counter/model";

/** What the counter's action answers to its form: what was typed, and why nothing was sent. */
export type SaleFormState = {
  values: { amount: string; phoneNumber: string; title: string };
  wrong: CounterField[];
  problem: "no_shortcode" | "unavailable" | null;
};

export const UNSENT_SALE: SaleFormState = {
  values: { amount: "", phoneNumber: "", title: "" },
  wrong: [],
  problem: null,
};

export type SaleAction = (previous: SaleFormState, form: FormData) => Promise<SaleFormState>;
