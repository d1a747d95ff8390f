import { expect, it } from "vitest";
import { createWorld } from "../world";
import type { Transaction } from "./transaction";
import { newCheckoutRequestId, newMerchantRequestId, newReceipt } from "./ids";

const AT = Date.parse("2026-10-02T22:04:05.678Z"); // already the third in Nairobi

it("makes a CheckoutRequestID of Nairobi's time and the phone's last nine digits", () => {
  const world = createWorld([], () => AT);
  expect(newCheckoutRequestId(world, "254712345678")).toBe("ws_CO_03102026010405678712345678");
});

it("never gives one CheckoutRequestID twice", () => {
  const world = createWorld([], () => AT);
  const ids = Array.from({ length: 500 }, () => {
    const id = newCheckoutRequestId(world, "254712345678");
    world.transactions.set(id, taken);
    return id;
  });
  expect(new Set(ids).size).toBe(500);
  for (const id of ids) expect(id).toMatch(/^ws_CO_031020260104\d{5}712345678$/);
});

it("makes a MerchantRequestID of four hex groups with digits appended", () => {
  const world = createWorld([], () => AT);
  const ids = Array.from({ length: 200 }, () => newMerchantRequestId(world, "ABC"));
  for (const id of ids) {
    expect(id).toMatch(/^[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\d{5}$/);
  }
  expect(new Set(ids).size).toBe(200);
});

it("makes receipts of ten capitals and digits, from seed, reference and count alone", () => {
  const receipts = () => {
    const world = createWorld([], () => AT);
    world.faults = { seed: 42 };
    return Array.from({ length: 200 }, () => newReceipt(world, "ABC"));
  };
  const first = receipts();
  expect(new Set(first).size).toBe(200);
  for (const receipt of first) expect(receipt).toMatch(/^[A-Z][A-Z0-9]{9}$/);
  expect(receipts()).toEqual(first);
});

it("gives other receipts for another seed, and for no seed at all", () => {
  const receiptOf = (seed: number | undefined) => {
    const world = createWorld([], () => AT);
    world.faults = { seed };
    return newReceipt(world, "ABC");
  };
  const receipts = [receiptOf(1), receiptOf(2), receiptOf(undefined), receiptOf(undefined)];
  expect(new Set(receipts).size).toBe(4);
});

const taken: Transaction = {
  checkoutRequestId: "",
  merchantRequestId: "",
  msisdn: "",
  amountKes: 1,
  accountReference: "",
  shortcode: { businessShortCode: "174379", passKey: "x", type: "paybill" },
  callbackUrl: "",
  createdAt: 0,
  prompt: "open",
  promptEndsAt: 0,
  shown: true,
  resultCode: null,
  paid: null,
  callbackBody: undefined,
  deliveryCount: 0,
  stopTimers: () => undefined,
};
