/** What a form's action answers, in the reader's words; passwords are never given back. */
export type FormAnswer = {
  problem: string | null;
  notice: string | null;
  /** Shown this once, each to be copied. */
  secrets: string[];
  /** A QR code of a secret, as a picture's address. */
  picture: string | null;
  /** What was typed, by field. */
  values: Record<string, string>;
};

export const UNSENT_FORM: FormAnswer = {
  problem: null,
  notice: null,
  secrets: [],
  picture: null,
  values: {},
};

export type FormAction = (previous: FormAnswer, form: FormData) => Promise<FormAnswer>;

export type Field = {
  name: string;
  label: string;
  type: "text" | "email" | "password";
  autoComplete: string;
  maxLength: number;
  hint?: string;
  minLength?: number;
  isOptional?: boolean;
};
