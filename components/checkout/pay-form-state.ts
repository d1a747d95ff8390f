/** Refusals that the form itself explains; after any other one the page shows how things stand. */
export type PayFormRefusal =
  | { reason: "invalid_phone" }
  | { reason: "mpesa_unavailable" }
  | { reason: "service_unavailable" }
  | { reason: "too_many_prompts"; retryAfterMinutes: number };

/** What the pay action answers to its form. `phoneNumber` is what was typed, given back to be corrected. */
export type PayFormState = { refusal: PayFormRefusal | null; phoneNumber: string };

export const UNSENT_PAY_FORM: PayFormState = { refusal: null, phoneNumber: "" };

export type PayAction = (previous: PayFormState, form: FormData) => Promise<PayFormState>;
