import { randomBytes } from "node:crypto";
import { describe, expect, it } from "vitest";
import { ORDER_STATUSES, OUTCOMES } from "@/db/vocabulary";
import { makeId } from "@/lib/ids";
import { waysBack } from "./ways-back";

const env = { APP_SECRET: randomBytes(32) };
const row = {
  merchantId: makeId("merchant"),
  successUrl: "https://shop.example/thanks",
  cancelUrl: "https://shop.example/basket",
};

const EVERY = ORDER_STATUSES.flatMap((status) =>
  [null, ...OUTCOMES].map((outcome) => ({ status, outcome })),
);

const viewOf = (status: (typeof ORDER_STATUSES)[number]) => ({
  ...{ orderId: makeId("order"), version: 1, status, amountKes: 100, paidKes: 100 },
  ...{ attempt: null, pollAfterMs: null },
});

describe("the ways back to the shop", () => {
  it.each(EVERY)("of an order $status with an attempt $outcome", (state) => {
    const { successUrl, cancelUrl } = waysBack(
      env,
      row,
      viewOf(state.status),
      (outcome) => outcome === state.outcome,
    );
    const isFinal = state.status === "paid" || state.status === "overpaid";
    if (isFinal) expect(successUrl).toMatch(/^https:\/\/shop\.example\/thanks\?malipo_order=ord_/);
    else expect(successUrl).toBeNull();
    const isQuiet =
      state.outcome === null ||
      state.outcome === "failed" ||
      (state.outcome === "succeeded" && state.status === "underpaid");
    expect(cancelUrl).toBe(!isFinal && isQuiet ? row.cancelUrl : null);
  });

  it("are none where the shop gave none", () => {
    const none = { successUrl: null, cancelUrl: null };
    for (const state of EVERY) {
      expect(waysBack(env, { ...row, ...none }, viewOf(state.status), () => false)).toEqual(none);
    }
  });
});
