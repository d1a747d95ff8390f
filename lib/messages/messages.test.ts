import { createTranslator, IntlErrorCode } from "next-intl";
import { describe, expect, it } from "vitest";
import { FAILURE_REASONS } from "@/lib/daraja/result-codes";
import { english } from "./en";

const reasons: Readonly<Record<string, { title?: string; next?: string } | undefined>> =
  english.checkout.failed.reasons;

type Tree = { [key: string]: string | Tree };

function texts(tree: Tree, path = ""): [string, string][] {
  return Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" ? [[path + key, value]] : texts(value, `${path}${key}.`),
  );
}

const ALL: [string, string][] = texts(english);

describe("messages", () => {
  it.each(FAILURE_REASONS)("tell the customer what %s means and what to do", (reason) => {
    expect(reasons[reason]?.title).toMatch(/\S/);
    expect(reasons[reason]?.next).toMatch(/\S/);
  });

  it("name no reason that does not exist", () => {
    expect(Object.keys(reasons).toSorted()).toEqual([...FAILURE_REASONS].toSorted());
  });

  it("never claim that somebody cancelled (1032 also means an ignored prompt)", () => {
    for (const [key, text] of ALL) expect(text, key).not.toMatch(/you (have )?cancelled/i);
  });

  it("say 'do not pay again' wherever money may be under way", () => {
    const { checking, review } = english.checkout;
    expect(checking.doNotPay).toMatch(/do not pay again/i);
    expect(checking.announcement).toMatch(/do not pay again/i);
    expect(review.announcement).toMatch(/do not pay again/i);
  });

  it.each(ALL)("%s is well-formed and not empty", (key, text) => {
    expect(text.trim()).not.toBe("");
    const failed: string[] = [];
    const t = createTranslator({
      locale: "en",
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
