import { getTranslations } from "next-intl/server";
import { type FormAnswer, UNSENT_FORM } from "@/components/dashboard/settings/form-answer";
import { isIdOf } from "@/lib/ids";
import type { AddShortcodeResult } from "@/lib/shortcodes/add-shortcode";
import type { TestPushRefusal } from "@/lib/shortcodes/send-test-push";
import { refused } from "../form-result";

export const LIST_PATH = "/dashboard/settings/shortcodes";

/** Which shortcode a form is about, and where its page is. */
export function pathOf(form: FormData): { id: unknown; path: string } {
  const id = form.get("shortcodeId");
  return { id, path: isIdOf("shortcode", id) ? `${LIST_PATH}/${id}` : LIST_PATH };
}

type Refusal = Extract<AddShortcodeResult, { reason: string }>["reason"] | TestPushRefusal;

/** What a form about a shortcode says of a refusal. */
export async function refusedHere(
  reason: Refusal,
  path: string,
  values: Record<string, string> = {},
): Promise<FormAnswer> {
  switch (reason) {
    case "not_allowed":
    case "confirm_first":
    case "not_found":
    case "too_many_tries":
      return refused(reason, path, values);
    default: {
      const t = await getTranslations("shortcodes.problems");
      return { ...UNSENT_FORM, problem: t(reason), values };
    }
  }
}
