import type { SECRET_FIELDS, ShortcodeField } from "@/lib/shortcodes/model";

/** What the form of a new shortcode answers; the secrets are never among its values. */
export type NewShortcodeState = {
  values: Record<Exclude<ShortcodeField, (typeof SECRET_FIELDS)[number]>, string>;
  wrong: ShortcodeField[];
  /** What is wrong beside the fields, in the reader's words. */
  problem: string | null;
};

export const UNSENT_SHORTCODE: NewShortcodeState = {
  values: { environment: "", type: "paybill", shortCode: "", tillNumber: "" },
  wrong: [],
  problem: null,
};

export type NewShortcodeAction = (
  previous: NewShortcodeState,
  form: FormData,
) => Promise<NewShortcodeState>;
