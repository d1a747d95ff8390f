import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { writeCallback } from "@/lib/callback-spool/write-callback";
import { openRuntime, type Runtime } from "@/lib/runtime";
import { isDatabaseAway } from "@/lib/sql-errors";
import { makeCallbackToken } from "./callback-token";
import { drainSpool } from "./drain-spool";
import { failureBody, newReceipt, successBody } from "./fixtures/callback-bodies";
import { idsOf } from "./fixtures/fake-daraja";
import { brokenRules, only, openTestShop, type TestShop } from "./fixtures/test-shop";
import { sweep } from "./sweep";

let shop: TestShop;
let folder: string;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "malipo-spool-")), "spool");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

const withSpool = (runtime: Runtime = shop.runtime): Runtime => ({
  ...runtime,
  env: { ...runtime.env, CALLBACK_SPOOL: folder },
});

async function spool(token: string, body: string, arrivedAt = new Date(), env = shop.env) {
  const place = { folder, keys: env.ENCRYPTION_KEYS };
  expect(await writeCallback(place, { token, body: Buffer.from(body), arrivedAt })).toBe(true);
}

/** An order with an open prompt, and the callback that pays it. */
async function prompted(options: Parameters<TestShop["makeOrder"]>[0] = {}) {
  const orderId = await shop.makeOrder(options);
  const token = (await shop.startedPush(orderId)).call.callbackToken;
  const receipt = newReceipt();
  return { orderId, token, receipt, body: successBody(idsOf(token), { amountKes: 100, receipt }) };
}

const files = () => readdirSync(folder).filter((name) => name.endsWith(".callback"));
const asideFiles = () => readdirSync(join(folder, "set-aside"));
const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1_000);

async function receivedAgoSeconds(orderId: string): Promise<number> {
  const rows = await shop.witness<{ age: number }[]>`
    select extract(epoch from clock_timestamp() - received_at)::float8 as age
    from evidence where order_id = ${orderId} and source = 'callback'`;
  return only(rows).age;
}

describe("drainSpool", () => {
  it("stores, applies, and only then removes", async () => {
    const { orderId, token, receipt, body } = await prompted();
    await spool(token, body);
    expect(await drainSpool(withSpool())).toEqual({ drained: 1, setAside: 0, failed: 0 });
    expect(files()).toEqual([]);
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
    expect(await shop.readPayments(orderId)).toMatchObject([{ receipt, late: false }]);
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("stays on the disk when it cannot be stored, for the next pass", async () => {
    const { orderId, token, body } = await prompted();
    await spool(token, body);
    await shop.witness`alter table evidence add constraint never check (source <> 'callback') not valid`;
    const refused = await drainSpool(withSpool());
    await shop.witness`alter table evidence drop constraint never`;
    expect(refused).toEqual({ drained: 0, setAside: 0, failed: 1 });
    expect(files()).toHaveLength(1);
    expect(await drainSpool(withSpool())).toMatchObject({ drained: 1 });
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
  });

  it("a crash between store and removal drains twice: the same evidence, the same money", async () => {
    const { orderId, token, body } = await prompted();
    await spool(token, body);
    await drainSpool(withSpool());
    await spool(token, body);
    expect(await drainSpool(withSpool())).toMatchObject({ drained: 1 });
    expect(await shop.readPayments(orderId)).toHaveLength(1);
    const sources = (await shop.readEvidence(orderId)).map(({ source }) => source);
    expect(sources.filter((source) => source === "callback")).toHaveLength(1);
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("several processes drain the same folder at once", async () => {
    const merchant = await shop.makeMerchant();
    const all = [];
    for (let n = 0; n < 12; n += 1) all.push(await prompted({ merchant }));
    for (const { token, body } of all) await spool(token, body);
    const processes = [shop.runtime, shop.openProcess(), shop.openProcess()].map(withSpool);
    const counts = await Promise.all(processes.map(drainSpool));
    expect(counts.reduce((sum, { drained }) => sum + drained, 0)).toBeGreaterThanOrEqual(12);
    expect(counts.every(({ failed, setAside }) => failed + setAside === 0)).toBe(true);
    expect(files()).toEqual([]);
    for (const { orderId } of all) {
      expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 100 });
      expect(await shop.readPayments(orderId)).toHaveLength(1);
      expect(await brokenRules(shop, orderId)).toEqual([]);
    }
  });

  it("keeps the files while the database is away", async () => {
    const { token, body } = await prompted();
    await spool(token, body);
    const env = { ...shop.env, DATABASE_URL: "postgres://nobody:x@127.0.0.1:1/none" };
    const away = openRuntime(env);
    await expect(drainSpool(withSpool(away))).rejects.toSatisfy(isDatabaseAway);
    expect(files()).toHaveLength(1);
    await away.close();
  });

  it("finds nothing where nothing was ever spooled, or no spool is configured", async () => {
    const none = { drained: 0, setAside: 0, failed: 0 };
    expect(await drainSpool(withSpool())).toEqual(none);
    expect(await drainSpool(shop.runtime)).toEqual(none);
  });
});

describe("rule 14: the time of a spooled callback is that of its arrival, by the database's clock", () => {
  it("money that arrived before the order expired is not late, however late it is drained", async () => {
    const { orderId, token, body } = await prompted();
    // The order expired, and the attempt's window ended, half an hour ago.
    await shop.age(orderId, 86_400 + 1_800);
    await spool(token, body, secondsAgo(3_600));
    await drainSpool(withSpool());
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", flags: [] });
    expect(await shop.readPayments(orderId)).toMatchObject([{ late: false }]);
    expect(Math.round((await receivedAgoSeconds(orderId)) / 60)).toBe(60);
  });

  it("money that arrived after that is late", async () => {
    const { orderId, token, body } = await prompted();
    await shop.age(orderId, 86_400 + 1_800);
    await spool(token, body, secondsAgo(60));
    await drainSpool(withSpool());
    expect(await shop.readPayments(orderId)).toMatchObject([{ late: true }]);
  });

  it("is never before what is stored of its attempt already: evidence comes one by one", async () => {
    const { orderId, token, body } = await prompted();
    await shop.age(orderId, 120);
    await spool(token, failureBody(idsOf(token)), secondsAgo(60));
    expect((await shop.callBack({ callbackToken: token }, body)).status).toBe(200);
    await drainSpool(withSpool());
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", flags: [] });
    const kinds = (await shop.readEvidence(orderId)).map(({ kind }) => kind);
    expect(kinds).toEqual(["push_accepted", "callback_success", "callback_failure"]);
  });

  it("callbacks of one attempt are stored as they arrived, whoever drains", async () => {
    const { orderId, token, body } = await prompted();
    await shop.age(orderId, 120);
    await spool(token, failureBody(idsOf(token)), secondsAgo(60));
    await spool(token, body, secondsAgo(30));
    await spool(token, failureBody(idsOf(token), 1037), secondsAgo(10));
    const processes = [shop.runtime, shop.openProcess(), shop.openProcess()].map(withSpool);
    await Promise.all(processes.map(drainSpool));
    const kinds = (await shop.readEvidence(orderId)).map(({ kind }) => kind);
    const expected = ["push_accepted", "callback_failure", "callback_success", "callback_failure"];
    expect(kinds).toEqual(expected);
    expect(await shop.readOrder(orderId)).toMatchObject({
      status: "paid",
      flags: ["after_failure"],
    });
  });

  it("is later than what was stored while it waited for its turn", async () => {
    const { orderId, token, body } = await prompted();
    await shop.age(orderId, 120);
    await spool(token, body, secondsAgo(60));
    const { id } = await shop.readAttempt(orderId);
    let draining: Promise<unknown> = Promise.resolve();
    await shop.witness.begin(async (sql) => {
      await sql`select pg_advisory_xact_lock(hashtextextended(${id}, 0))`;
      draining = drainSpool(withSpool());
      await expect
        .poll(() => shop.witness`select from pg_locks where locktype = 'advisory' and not granted`)
        .toHaveLength(1);
      await sql`insert into evidence (id, merchant_id, order_id, attempt_id, source, kind, applied_at)
        select 'evd_meanwhile', merchant_id, order_id, id, 'push', 'push_token_rejected',
          clock_timestamp()
        from attempts where id = ${id}`;
    });
    await draining;
    const kinds = (await shop.readEvidence(orderId)).map(({ kind }) => kind);
    expect(kinds).toEqual(["push_accepted", "push_token_rejected", "callback_success"]);
  });

  it.each([
    ["ahead of now, it is now", -7_200, 0],
    ["before the attempt, it is the attempt's", 86_400, 600],
  ])("a clock of ours that moved decides nothing: %s", async (_name, ago, expected) => {
    const { orderId, token, body } = await prompted();
    await shop.age(orderId, 600);
    await spool(token, body, secondsAgo(ago));
    await drainSpool(withSpool());
    const age = await receivedAgoSeconds(orderId);
    expect(age).toBeGreaterThanOrEqual(expected);
    expect(age).toBeLessThan(expected + 60);
  });
});

describe("what nobody can apply is set aside, never deleted", () => {
  it("a damaged file, an unknown key, a token that the database does not know", async () => {
    const good = await prompted();
    mkdirSync(folder, { mode: 0o700 });
    writeFileSync(join(folder, "damaged.callback"), randomBytes(300));
    const k9 = { activeId: "k9", byId: new Map([["k9", randomBytes(32)]]) };
    await spool(good.token, "other key", new Date(), { ...shop.env, ENCRYPTION_KEYS: k9 });
    await spool(makeCallbackToken(shop.env.APP_SECRET), "nobody's");
    await spool(good.token, good.body);
    const counts = await sweep(withSpool());
    expect(counts).toMatchObject({ spoolDrained: 1, spoolSetAside: 3 });
    expect(files()).toEqual([]);
    expect(asideFiles()).toHaveLength(3);
    expect(await shop.readOrder(good.orderId)).toMatchObject({ status: "paid" });
    expect(await sweep(withSpool())).toMatchObject({ spoolDrained: 0, spoolSetAside: 0 });
    const told = shop.logLines.filter((line) => line.includes("set aside"));
    expect(told).toHaveLength(3);
    for (const secret of [good.token, good.receipt, "nobody's"]) {
      expect(shop.logLines.join("\n")).not.toContain(secret);
    }
  });
});

it("a spool that cannot be read stops nothing else of a sweep", async () => {
  const { orderId, token, body } = await prompted();
  expect((await shop.callBack({ callbackToken: token }, body)).status).toBe(200);
  writeFileSync(folder, "a file where the folder should be");
  expect(await sweep(withSpool())).toMatchObject({ spoolDrained: 0 });
  expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid" });
  expect(shop.logLines.join("\n")).toContain("the callback spool cannot be read");
});

it("a sweep of one order leaves the spool to the whole pass", async () => {
  const { orderId, token, body } = await prompted();
  await spool(token, body);
  expect(await sweep(withSpool(), orderId)).toMatchObject({ spoolDrained: 0 });
  expect(await sweep(withSpool())).toMatchObject({ spoolDrained: 1 });
});
