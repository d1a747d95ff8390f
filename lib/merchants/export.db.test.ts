import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openLog } from "@/lib/log";
import { asMerchant, type MerchantReads } from "./as-merchant";
import { countOrders, countPayments } from "./count-rows";
import { exportOrders, exportPayments } from "./export-rows";
import { makeManyRows } from "./fixtures/many-rows";
import { NO_FILTER } from "./no-filter";
import { makeTestMerchant, openTestRuntime } from "./fixtures/test-merchant";
import { streamCsv } from "./stream-csv";

/** More than two batches, and no whole number of them. */
const ROWS = 1_234;

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
let merchant: MerchantReads;

beforeAll(async () => {
  runtime = await openTestRuntime();
  const { merchantId } = await makeTestMerchant(runtime);
  await makeManyRows(runtime, merchantId, { count: ROWS, letter: "a" });
  merchant = asMerchant(runtime, { merchantId });
});
afterAll(() => runtime.close());

async function collect<Row>(batches: AsyncGenerator<Row[]>): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}

const numbers = Array.from({ length: ROWS }, (_, n) => ROWS - n);
const orderId = (n: number) => `ord_01a${String(n).padStart(23, "0")}`;

describe("a file of many rows", () => {
  it("has every row once, newest first", async () => {
    const orders = await collect(exportOrders(runtime, merchant, NO_FILTER));
    expect(orders.map((row) => row.orderId)).toEqual(numbers.map(orderId));
    const payments = await collect(exportPayments(runtime, merchant, NO_FILTER));
    expect(payments.map((row) => row.orderId)).toEqual(numbers.map(orderId));
  });

  it("has what the filters let through, as many as were counted before", async () => {
    const failed = { ...NO_FILTER, status: "failed", search: "tea" } as const;
    const expected = numbers.filter((n) => n % 10 === 0 && n % 3 === 0).map(orderId);
    const rows = await collect(exportPayments(runtime, merchant, failed));
    expect(rows.map((row) => row.orderId)).toEqual(expected);
    const isMore = false;
    expect(await countPayments(runtime, merchant, failed)).toEqual({
      count: expected.length,
      isMore,
    });
    const expired = { ...NO_FILTER, status: "expired" } as const;
    expect(await countOrders(runtime, merchant, expired)).toEqual({ count: 123, isMore });
    expect(await countOrders(runtime, merchant, NO_FILTER)).toEqual({ count: ROWS, isMore });
  });

  it("holds no transaction between two batches, and reads none before it is wanted", async () => {
    let readings = 0;
    const counting: MerchantReads = {
      ...merchant,
      read: (reading) => {
        readings += 1;
        return merchant.read(reading);
      },
    };
    const stream = streamCsv(runtime, {
      header: ["id"],
      batches: exportOrders(runtime, counting, NO_FILTER),
      cellsOf: (row) => [row.orderId],
      hasMark: true,
    });
    const reader = stream.getReader();
    const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
    expect(decoder.decode((await reader.read()).value)).toBe("\ufeffid\r\n");
    expect(readings).toBeLessThanOrEqual(1);
    const first = decoder.decode((await reader.read()).value);
    expect(first.split("\r\n").slice(0, 2)).toEqual([orderId(ROWS), orderId(ROWS - 1)]);
    expect(readings).toBeLessThanOrEqual(2);
    await reader.cancel();
  });

  it("breaks off where the database fails, so that it does not look whole", async () => {
    let readings = 0;
    const failing: MerchantReads = {
      ...merchant,
      read: (reading) => {
        readings += 1;
        return readings === 1 ? merchant.read(reading) : Promise.reject(new Error("secret"));
      },
    };
    const stream = streamCsv(
      { log: openLog("silent") },
      {
        header: ["id"],
        batches: exportOrders(runtime, failing, NO_FILTER),
        cellsOf: (row) => [row.orderId],
        hasMark: false,
      },
    );
    await expect(new Response(stream).text()).rejects.toThrow(/could not be written to its end/);
  });
});
