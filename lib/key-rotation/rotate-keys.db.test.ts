import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attempts } from "@/db/schema/payments";
import { writeCallback } from "@/lib/callback-spool/write-callback";
import { startDeadline } from "@/lib/clock";
import { openMsisdn, openRaw } from "@/lib/payments/attempt-secrets";
import { failureBody, newReceipt, successBody } from "@/lib/payments/fixtures/callback-bodies";
import { idsOf } from "@/lib/payments/fixtures/fake-daraja";
import {
  brokenRules,
  CONSUMER_SECRET,
  openTestShop,
  PASS_KEY,
  testEnv,
  type TestShop,
} from "@/lib/payments/fixtures/test-shop";
import { dataKeyColumn } from "@/lib/payments/rewrap-data-keys";
import type { Runtime } from "@/lib/runtime";
import { sharedAccessToken } from "@/lib/shortcodes/access-token";
import { loadShortcode } from "@/lib/shortcodes/load-shortcode";
import { rotateKeys } from "./rotate-keys";

const newKey = () => randomBytes(32).toString("base64");
const [K1, K2, K3] = [newKey(), newKey(), newKey()];
const keysOf = (list: string) =>
  testEnv("postgres://a:b@127.0.0.1/c", { ENCRYPTION_KEYS: list }).ENCRYPTION_KEYS;

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop({ ENCRYPTION_KEYS: `k1:${K1}` });
});
afterAll(() => shop.close());

const rotate = (list: string, onRows?: Parameters<typeof rotateKeys>[2]) =>
  rotateKeys(shop.runtime.db, { ENCRYPTION_KEYS: keysOf(list), CALLBACK_SPOOL: null }, onRows);

/** The same process with other keys. */
const withKeys = (list: string): Runtime => ({
  ...shop.runtime,
  env: { ...shop.env, ENCRYPTION_KEYS: keysOf(list) },
});

/** An order that was prompted for, by a process with these keys, and paid or cancelled. */
async function pay(list: string, isPaid = true) {
  const merchant = await shop.makeMerchant();
  const by = withKeys(list);
  const orderId = await shop.makeOrder({ merchant });
  const started = await shop.start(orderId, {}, by);
  const call = shop.daraja.calls.push.at(-1);
  if (!started.ok || !call) throw new Error("not started");
  const ids = idsOf(call.callbackToken);
  const paid = { amountKes: 100, receipt: newReceipt() };
  await shop.callBack(call, isPaid ? successBody(ids, paid) : failureBody(ids), by);
  return { ...merchant, orderId, attemptId: started.attemptId, msisdn: call.msisdn };
}

/** Everything that is stored, but for the columns that are sealed anew. */
async function digestOfTheRest(): Promise<string> {
  const [row] = await shop.witness<{ digest: string }[]>`
    select md5(concat(
      (select string_agg((to_jsonb(t) - 'data_key_sealed')::text, ' ' order by id) from attempts t),
      (select string_agg(t::text, ' ' order by id) from orders t),
      (select string_agg(t::text, ' ' order by id) from payments t),
      (select string_agg(t::text, ' ' order by id) from evidence t),
      (select string_agg(t::text, ' ' order by order_id, seq) from timeline_events t),
      (select string_agg((to_jsonb(t) - 'consumer_key_sealed' - 'consumer_secret_sealed'
        - 'pass_key_sealed')::text, ' ' order by id) from shortcodes t)
    )) as digest`;
  return row?.digest ?? "";
}

async function readAttempt(attemptId: string) {
  const [row] = await shop.runtime.db.select().from(attempts).where(eq(attempts.id, attemptId));
  if (!row) throw new Error("no such attempt");
  return row;
}

describe("keys:rotate", () => {
  it("makes the older key needless, and leaves everything else as it was", async () => {
    const before = [await pay(`k1:${K1}`), await pay(`k1:${K1}`, false)];
    const digest = await digestOfTheRest();
    const report = await rotate(`k2:${K2},k1:${K1}`);
    expect(report.stillNamed).toEqual(new Map());
    for (const { name, resealed, unopened } of report.columns) {
      expect([name, resealed > 0, unopened]).toEqual([name, true, []]);
    }
    expect(await digestOfTheRest()).toBe(digest);

    const later = withKeys(`k2:${K2}`);
    for (const { orderId, attemptId, shortcodeId, msisdn } of before) {
      const { config, ...rest } = await loadShortcode(later, shortcodeId);
      expect(config).toMatchObject({ consumerSecret: CONSUMER_SECRET, passKey: PASS_KEY });
      const calls = shop.daraja.calls.oauth.length;
      const token = await sharedAccessToken(later, { config, ...rest }, startDeadline(2_000));
      expect([token.ok, shop.daraja.calls.oauth.length]).toEqual([true, calls]);
      const attempt = await readAttempt(attemptId);
      expect(openMsisdn(later.env, attempt)).toBe(msisdn);
      const [{ raw } = { raw: null }] = await shop.witness<{ raw: Buffer }[]>`
        select raw_sealed as raw from evidence where attempt_id = ${attemptId} and source = 'callback'`;
      expect(openRaw(later.env, { ...attempt, rawSealed: raw })).toContain("stkCallback");
      expect(await brokenRules(shop, orderId)).toEqual([]);
    }
    const again = await rotate(`k2:${K2},k1:${K1}`);
    expect(again.columns.map(({ resealed }) => resealed)).toEqual([0, 0, 0, 0, 0]);
  });

  it("says which key is missing and where, and does the rest", async () => {
    const { attemptId } = await pay(`k3:${K3},k1:${K1}`);
    const report = await rotate(`k2:${K2},k1:${K1}`);
    const column = report.columns.find(({ name }) => name === "attempts.data_key_sealed");
    expect(column?.unopened).toEqual([{ keyId: "k3", rows: 1, examples: [attemptId] }]);
    expect(report.stillNamed.get("k3")).toContain("1 of attempts.data_key_sealed");
    expect(report.stillNamed.has("k1")).toBe(false);
    expect((await rotate(`k2:${K2},k3:${K3},k1:${K1}`)).stillNamed).toEqual(new Map());
  });

  it("goes on where it was stopped", async () => {
    await pay(`k1:${K1}`);
    let columns = 0;
    const stop = () => {
      columns += 1;
      if (columns === 2) throw new Error("stopped");
    };
    await expect(rotate(`k2:${K2},k1:${K1}`, stop)).rejects.toThrow("stopped");
    const [first, ...others] = (await rotate(`k2:${K2},k1:${K1}`)).columns;
    expect(first?.resealed).toBe(0);
    expect(others.at(-1)?.resealed).toBe(1);
  });

  it("runs beside the product: nothing is lost, no start and no callback fails", async () => {
    for (let n = 0; n < 10; n += 1) await pay(`k1:${K1}`, n % 2 === 0);
    const both = `k2:${K2},k1:${K1}`;
    const state = { isOver: false };
    const rotating = (async () => {
      const reports = [];
      while (!state.isOver) reports.push(await rotate(both));
      return reports;
    })();
    const paid: Awaited<ReturnType<typeof pay>>[] = [];
    // Processes that have the new key already, and those that seal with the old one still.
    for (let n = 0; n < 12; n += 1) {
      paid.push(await pay(n % 2 === 0 ? both : `k1:${K1},k2:${K2}`));
    }
    state.isOver = true;
    await rotating;
    expect((await rotate(both)).stillNamed).toEqual(new Map());
    for (const { orderId, attemptId, msisdn } of paid) {
      expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
      expect(openMsisdn(withKeys(`k2:${K2}`).env, await readAttempt(attemptId))).toBe(msisdn);
      expect(await brokenRules(shop, orderId)).toEqual([]);
    }
  });

  it("never brings back a key that was destroyed meanwhile, and waits for nobody's row", async () => {
    const { attemptId: erased } = await pay(`k1:${K1}`);
    const { attemptId: held } = await pay(`k1:${K1}`);
    const column = dataKeyColumn(shop.runtime.db);
    const replacements = (await column.readPage("", 500))
      .filter(({ id }) => id === erased || id === held)
      .map(({ id, sealed }) => ({ id, was: sealed, becomes: Buffer.from("another") }));
    expect(replacements).toHaveLength(2);
    await shop.witness`update attempts set data_key_sealed = null where id = ${erased}`;
    await shop.witness.begin(async (transaction) => {
      await transaction`select from attempts where id = ${held} for update`;
      expect(await column.replace(replacements)).toBe(0);
    });
    expect((await readAttempt(erased)).dataKeySealed).toBeNull();
    expect((await readAttempt(held)).dataKeySealed?.toString()).not.toBe("another");
  });

  it("tells of callbacks on the disk that need an older key", async () => {
    const folder = mkdtempSync(join(tmpdir(), "malipo-spool-"));
    try {
      const callback = { token: "token", body: Buffer.from("{}"), arrivedAt: new Date() };
      await writeCallback({ folder, keys: keysOf(`k1:${K1}`) }, callback);
      const env = { ENCRYPTION_KEYS: keysOf(`k2:${K2},k1:${K1}`), CALLBACK_SPOOL: folder };
      const report = await rotateKeys(shop.runtime.db, env);
      expect(report.stillNamed).toEqual(new Map([["k1", ["1 of callback spool"]]]));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
