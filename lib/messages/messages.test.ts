import { createTranslator, IntlErrorCode } from "next-intl";
import { describe, expect, it } from "vitest";
import { FAILURE_REASONS } from "@/lib/daraja/result-codes";
import { LANGUAGES, LOCALES } from "@/lib/i18n/model";
import { english } from "./en";
import englishFatal from "./en/fatal.json";
import { messageTexts } from "./fixtures/message-texts";
import { messageValues } from "./fixtures/message-values";
import { swahili } from "./sw";
import swahiliFatal from "./sw/fatal.json";

/** Each language is said by one column: the same keys, the same values, other words. */
const TEXTS = {
  en: new Map(messageTexts({ ...english, fatal: englishFatal })),
  sw: new Map(messageTexts({ ...swahili, fatal: swahiliFatal })),
} as const;

const ALL = LANGUAGES.flatMap((language) =>
  [...TEXTS[language]].map(([key, text]) => ({ language, key, text })),
);

/** Names and patterns that are the same in every language. */
const SAME_IN_BOTH: readonly string[] = [
  "common.productName",
  // Things of a duka have one name.
  ...["chai", "unga", "sukuma", "kikoi", "kiondo"].map((id) => `shop.items.${id}.name`),
  // As Safaricom's portal and posters name them.
  ...["consumerKey", "consumerSecret", "passKey"].map((field) => `shortcodeForm.${field}`),
  ...["name.paybill", "name.till", "environment.sandbox"].map((name) => `shortcodes.${name}`),
  "dashboard.timeline.withReason",
  "dashboard.timeline.withAmount",
  "mail.summary.heading",
  "mail.settings.languages.sw",
];

describe("messages", () => {
  it("have the same keys in both languages", () => {
    expect([...TEXTS.sw.keys()].toSorted()).toEqual([...TEXTS.en.keys()].toSorted());
  });

  it.each([...TEXTS.en])("%s asks for the same values in both languages", (key, text) => {
    expect(messageValues(TEXTS.sw.get(key) ?? "")).toEqual(messageValues(text));
  });

  it("leave no English in the Swahili", () => {
    const same = [...TEXTS.en].filter(([key, text]) => TEXTS.sw.get(key) === text);
    expect(same.map(([key]) => key).filter((key) => !SAME_IN_BOTH.includes(key))).toEqual([]);
  });

  it.each(ALL)("$language $key is well-formed and not empty", ({ language, key, text }) => {
    expect(text.trim()).toBe(text);
    expect(text).not.toBe("");
    expect(text, "a straight apostrophe quotes in ICU: write ’").not.toContain("'");
    const failed: string[] = [];
    const t = createTranslator({
      locale: LOCALES[language],
      messages: { text },
      onError: (error) => {
        // Values are not given here; what counts is that the text itself can be read.
        if (error.code === IntlErrorCode.INVALID_MESSAGE) failed.push(error.message);
      },
      getMessageFallback: () => key,
    });
    t("text");
    expect(failed).toEqual([]);
  });
});

describe.each([
  {
    language: "en",
    messages: english,
    youCancelled: /you (have )?cancelled/i,
    doNotPay: /do not pay again/i,
  },
  {
    language: "sw",
    messages: swahili,
    youCancelled: /ume(li)?(ghairi|sitisha|katisha)/i,
    doNotPay: /usilipe tena/i,
  },
])("the words of a payment ($language)", ({ language, messages, youCancelled, doNotPay }) => {
  const reasons: Readonly<Record<string, { title?: string; next?: string } | undefined>> =
    messages.checkout.failed.reasons;

  it.each(FAILURE_REASONS)("tell the customer what %s means and what to do", (reason) => {
    expect(reasons[reason]?.title).toMatch(/\S/);
    expect(reasons[reason]?.next).toMatch(/\S/);
  });

  it("name no reason that does not exist", () => {
    expect(Object.keys(reasons).toSorted()).toEqual([...FAILURE_REASONS].toSorted());
  });

  it("never claim that somebody cancelled (1032 also means an ignored prompt)", () => {
    for (const said of ALL.filter((message) => message.language === language)) {
      expect(said.text, said.key).not.toMatch(youCancelled);
    }
  });

  it("say 'do not pay again' wherever money may be under way", () => {
    const { checking, review } = messages.checkout;
    expect(checking.doNotPay).toMatch(doNotPay);
    expect(checking.announcement).toMatch(doNotPay);
    expect(review.announcement).toMatch(doNotPay);
  });
});
