import type { Messages } from "next-intl";
import type { AmountFormState } from "./amount-form-state";

export const SHOP_PROBLEMS = [
  "shop_closed",
  "unknown_item",
  "empty_basket",
  "unavailable",
  "invalid",
] as const;
/** Why the last thing that was asked of the shop was not done. */
export type ShopProblem = (typeof SHOP_PROBLEMS)[number];

/** A thing of the shop; its words are in the messages, its picture in public/shop. */
export type ShopItemView = {
  id: keyof Messages["shop"]["items"];
  amountKes: number;
  /** How many of it are in the basket. */
  quantity: number;
};

export type BasketView = {
  lines: readonly ShopItemView[];
  /** How many things, all lines together. */
  count: number;
  totalKes: number;
  /** Tells a form that is sent twice from two forms. */
  submissionId: string;
};

export type ShopActions = {
  changeBasket: (form: FormData) => Promise<void>;
  payBasket: (form: FormData) => Promise<void>;
  buyAmount: (previous: AmountFormState, form: FormData) => Promise<AmountFormState>;
};
