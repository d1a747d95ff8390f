import { expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { recogniseSearch, type Sought } from "./recognise-search";

const nothing = { orderId: null, attemptId: null, receipt: null, msisdn: null, last4: null };
const kinds = (text: string): Partial<Sought> => {
  const { orderId, attemptId, receipt, msisdn, last4 } = recogniseSearch(text);
  return { orderId, attemptId, receipt, msisdn, last4 };
};

it.each(["0712 345 678", "+254 (0) 712-345-678", "254712345678", "712345678", "00254712345678"])(
  "a whole phone number: %s",
  (text) => {
    expect(kinds(text)).toMatchObject({ msisdn: "254712345678", last4: null });
  },
);

it.each(["5678", "••• 5678", "***5678", "…5678", " 5678 "])("its last digits: %s", (text) => {
  expect(kinds(text)).toEqual({ ...nothing, last4: "5678" });
});

it("a receipt, whatever its case", () => {
  expect(kinds("nlj7rt61sv")).toEqual({ ...nothing, receipt: "NLJ7RT61SV" });
});

it("an order's id, alone and in the address of its page", () => {
  const orderId = makeId("order");
  for (const text of [orderId, `https://pay.example/pay/${orderId}`, `${orderId}/receipt`]) {
    expect(kinds(text)).toEqual({ ...nothing, orderId });
  }
  expect(kinds("ord_zzzzzzzzzzzzzzzzzzzzzzzzzz").orderId).toBeNull();
});

it("an attempt's id", () => {
  const attemptId = makeId("attempt");
  expect(kinds(attemptId)).toEqual({ ...nothing, attemptId });
});

it("digits that could be several things are looked for as all of them", () => {
  expect(kinds("712345678")).toMatchObject({ receipt: "712345678", msisdn: "254712345678" });
});

it("references in the spellings that people type, and titles from their beginning", () => {
  expect(recogniseSearch(" inv-7 ")).toEqual({
    ...nothing,
    references: ["inv-7", "INV-7"],
    titleStart: "inv-7",
  });
});

it.each(["Two crates of soda", "12345", "=1+1", "%", "07123"])("nothing but text: %s", (text) => {
  expect(kinds(text)).toEqual(nothing);
});
