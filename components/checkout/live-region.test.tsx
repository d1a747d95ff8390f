import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { LOCALES } from "@/lib/i18n/model";
import { english } from "@/lib/messages/en";
import type { AttemptState, CheckoutView, OrderStatus } from "@/lib/payments/model";
import { Checkout } from "./checkout-card";
import { UNSENT_PAY_FORM } from "./pay-form-state";

const WAIT = { endsAt: "2026-11-25T11:34:00.000Z", secondsLeft: 120 };

type Case = { order: OrderStatus; state: AttemptState | null; changes?: Partial<CheckoutView> };

function draw({ order, state, changes }: Case): string {
  const view: CheckoutView = {
    status: {
      orderId: "ord_1",
      version: 3,
      status: order,
      amountKes: 1250,
      paidKes: order === "paid" ? 1250 : 0,
      attempt: state && {
        state,
        reason: state === "failed" ? "too_soon" : null,
        promptEndsAt: "2026-11-25T11:33:00.000Z",
      },
      pollAfterMs: 5000,
    },
    merchantName: "Mama Njeri",
    merchantColour: null,
    merchantLogo: null,
    environment: "live",
    title: "Two bags of unga",
    accountReference: "Q7RT21",
    successUrl: null,
    cancelUrl: null,
    expiresAt: "2026-11-25T20:00:00.000Z",
    flags: [],
    dueKes: 1250,
    canStart: true,
    despiteAttemptId: null,
    promptedPhone: null,
    ownAttemptId: null,
    attemptStartedAt: "2026-11-25T11:32:00.000Z",
    isAnswerSeen: false,
    reportedKes: null,
    retryWait: null,
    unresolvedFromAt: "2026-11-25T11:37:00.000Z",
    receipts: [],
    ...changes,
  };
  return renderToStaticMarkup(
    <NextIntlClientProvider locale={LOCALES.en} messages={english} timeZone="Africa/Nairobi">
      <Checkout
        rendering={{ view, renderedAt: "2026-11-25T11:32:10.000Z", submissionId: "s" }}
        ask={() => Promise.resolve()}
        action={() => Promise.resolve(UNSENT_PAY_FORM)}
        share={null}
      />
    </NextIntlClientProvider>,
  );
}

const CASES: [string, Case][] = [
  ["to be paid", { order: "open", state: null }],
  ["being sent", { order: "open", state: "sending" }],
  ["waiting for a PIN", { order: "open", state: "waiting" }],
  ["being checked", { order: "open", state: "checking" }],
  ["unresolved", { order: "open", state: "checking", changes: { despiteAttemptId: "att_1" } }],
  ["failed", { order: "open", state: "failed" }],
  ["failed, with a wait", { order: "open", state: "failed", changes: { retryWait: WAIT } }],
  [
    "failed, after a wait",
    { order: "open", state: "failed", changes: { retryWait: { ...WAIT, secondsLeft: 0 } } },
  ],
  ["in review", { order: "open", state: "review" }],
  ["paid", { order: "paid", state: "succeeded" }],
  ["expired", { order: "expired", state: null }],
  ["cancelled", { order: "cancelled", state: null }],
];

describe("what speaks on the page", () => {
  it.each(CASES)("is one region where the order is %s", (_what, one) => {
    const html = draw(one);
    expect(html.match(/role="(status|log|alert)"/g)).toEqual(['role="status"']);
    expect(html).not.toContain("aria-live");
  });

  it("says once that a wait is over, and is silent while it lasts", () => {
    const spoken = (secondsLeft: number) =>
      /role="status"[^>]*>([^<]*)</.exec(
        draw({
          order: "open",
          state: "failed",
          changes: { retryWait: { ...WAIT, secondsLeft } },
        }),
      )?.[1];
    expect(spoken(120)).toBe("");
    expect(spoken(1)).toBe("");
    expect(spoken(0)).toBe("You can try again now.");
  });
});
