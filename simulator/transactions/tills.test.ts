import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { credentials, startBench, until, type Bench } from "../test-bench";

const TILL = {
  businessShortCode: "600222",
  passKey: "till-pass-key",
  type: "till",
  tillNumber: "555666",
  businessName: "MAMA MBOGA",
} as const;
const RIGHT = {
  ...credentials(TILL),
  TransactionType: "CustomerBuyGoodsOnline",
  PartyB: TILL.tillNumber,
};
let bench: Bench;
beforeAll(async () => void (bench = await startBench([TILL])));
afterAll(() => bench.close());
beforeEach(() => bench.reset());

it("pays into a till: the store number pushes, PartyB is the till", async () => {
  await bench.answer(await bench.accepted(RIGHT), "pay");
  expect(await bench.debits()).toMatchObject([{ businessShortCode: "600222" }]);
  const { headers } = await until(() => bench.merchant.received[0]);
  expect(headers.businessshortcode).toBe("600222");
});

it.each([
  ["the store number as PartyB", { ...RIGHT, PartyB: "600222" }, "SFC_IC0003"],
  ["the paybill type on a till", { ...RIGHT, TransactionType: "CustomerPayBillOnline" }, 2028],
  ["the till type on a paybill", { TransactionType: "CustomerBuyGoodsOnline" }, 2028],
  ["another PartyB on a paybill", { PartyB: "600222" }, "SFC_IC0003"],
])("accepts %s and fails it later without a prompt", async (_, fields, ResultCode) => {
  const id = await bench.accepted(fields);
  const { body } = await until(() => bench.merchant.received[0]);
  expect(body).toMatchObject({ Body: { stkCallback: { CheckoutRequestID: id, ResultCode } } });
  expect(await bench.prompts()).toEqual([]);
  expect(await bench.debits()).toEqual([]);
});
