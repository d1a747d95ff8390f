import type { LinkField } from "@/lib/payment-links/model";

/** What was typed into the form of a new link, by the names of its fields. */
export type NewLinkValues = {
  title: string;
  kind: string;
  amount: string;
  min: string;
  max: string;
  uses: string;
  stock: string;
  expiry: string;
};

/** What the action answers to the form: what was typed, and which of it cannot stay. */
export type NewLinkState = {
  values: NewLinkValues;
  wrong: LinkField[];
  isUnavailable: boolean;
};

export const UNSENT_NEW_LINK: NewLinkState = {
  values: {
    title: "",
    kind: "fixed",
    amount: "",
    min: "",
    max: "",
    uses: "many",
    stock: "",
    expiry: "",
  },
  wrong: [],
  isUnavailable: false,
};

export type NewLinkAction = (previous: NewLinkState, form: FormData) => Promise<NewLinkState>;
