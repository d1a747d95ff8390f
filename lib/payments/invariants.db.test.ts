import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { INVARIANTS } from "@/db/vocabulary";
import { makeId } from "@/lib/ids";
import { checkInvariants } from "./check-invariants";
import { liveThroughStories } from "./fixtures/busy-shop";
import { newReceipt, successBody } from "./fixtures/callback-bodies";
import { idsOf } from "./fixtures/fake-daraja";
import { only, openTestShop, type TestShop } from "./fixtures/test-shop";
import { countBrokenInvariants } from "./invariants";
import type { Invariant } from "./model";

let shop: TestShop;
let merchant: Awaited<ReturnType<TestShop["makeMerchant"]>>;

beforeAll(async () => {
  shop = await openTestShop();
  merchant = await shop.makeMerchant();
});
afterAll(() => shop.close());

type Offender = { merchant_id: string; order_id: string; attempt_id: string | null; what: string };
const readView = (name: Invariant) =>
  shop.witness<Offender[]>`select * from ${shop.witness(`invariant_${name}`)}`;

/** Which rules are broken, with the orders that break them. */
async function brokenRules(): Promise<Partial<Record<Invariant, string[]>>> {
  const broken: Partial<Record<Invariant, string[]>> = {};
  for (const name of INVARIANTS) {
    const rows = await readView(name);
    if (rows.length > 0) broken[name] = rows.map(({ order_id }) => order_id);
  }
  return broken;
}

/** Lets every rule be checked again, whenever that was done last. */
async function check(): Promise<number> {
  await shop.witness`update leases set taken_at = taken_at - interval '1 day'`;
  return checkInvariants(shop.runtime);
}

async function paidOrder(target = merchant) {
  const orderId = await shop.makeOrder({ merchant: target });
  const { attemptId, call } = await shop.startedPush(orderId);
  const receipt = newReceipt();
  const body = successBody(idsOf(call.callbackToken), { amountKes: 100, receipt });
  await shop.callBack(call, body);
  return { orderId, attemptId, receipt };
}

async function failedAttempt(orderId: string) {
  const { attemptId } = await shop.startedPush(orderId);
  await plant(`update attempts set outcome = 'failed' where id = '${attemptId}'`);
  return attemptId;
}

/** Breaks what the schema forbids: no triggers, no foreign keys. */
async function plant(statement: string): Promise<void> {
  await shop.witness.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    await sql.unsafe(statement);
  });
}

/** Takes an index or constraint away while `work` runs, and what it forbids afterwards. */
async function without(
  drop: string,
  restore: string,
  work: () => Promise<void>,
  clean: string,
): Promise<void> {
  await shop.witness.unsafe(drop);
  try {
    await work();
  } finally {
    await plant(clean);
    await shop.witness.unsafe(restore);
  }
}

it("every rule has its view, and every view its rule", async () => {
  const views = await shop.witness<{ name: string }[]>`
    select viewname as name from pg_views where schemaname = 'public' and viewname like 'invariant%' order by viewname`;
  expect(views.map(({ name }) => name)).toEqual(INVARIANTS.map((n) => `invariant_${n}`).sort());
  for (const { name } of views) {
    const columns = await shop.witness<{ name: string }[]>`
      select column_name as name from information_schema.columns
      where table_name = ${name} order by ordinal_position`;
    const names = columns.map((column) => column.name);
    expect(names, name).toEqual(["merchant_id", "order_id", "attempt_id", "what"]);
  }
});

describe("a healthy shop", () => {
  it("breaks no rule, whatever its orders went through", async () => {
    await liveThroughStories(shop, merchant);
    expect(await brokenRules()).toEqual({});
    expect(await check()).toBe(INVARIANTS.length);
    expect(await countBrokenInvariants(shop.runtime)).toBe(0);
  });
});

/** Each breaks one order; answers it, with the rules that see it, and how to undo it. */
type Violation = () => Promise<{ orderId: string; undo: string; alsoBroken?: Invariant[] }>;

const VIOLATIONS: Record<
  Exclude<Invariant, "receipt_once" | "one_live_attempt" | "callbacks_arrive">,
  Violation
> = {
  paid_is_counted_sum: async () => {
    const { orderId } = await paidOrder();
    await plant(`update orders set paid_kes = 99, status = 'underpaid' where id = '${orderId}'`);
    const undo = `update orders set paid_kes = 100, status = 'paid' where id = '${orderId}'`;
    return { orderId, undo };
  },
  status_follows_sum: async () => {
    const { orderId } = await paidOrder();
    await plant(`update orders set status = 'open' where id = '${orderId}'`);
    return { orderId, undo: `update orders set status = 'paid' where id = '${orderId}'` };
  },
  flags_follow_payments: async () => {
    const { orderId } = await paidOrder();
    await plant(`update orders set flags = '{receipt_pending}' where id = '${orderId}'`);
    return { orderId, undo: `update orders set flags = '{}' where id = '${orderId}'` };
  },
  success_has_payment: async () => {
    const { orderId, attemptId } = await paidOrder();
    await plant(`update attempts set outcome = 'failed' where id = '${attemptId}'`);
    const undo = `update attempts set outcome = 'succeeded' where id = '${attemptId}'`;
    return { orderId, undo };
  },
  counted_amount_as_asked: async () => {
    const { orderId, attemptId } = await paidOrder();
    await plant(`update attempts set amount_kes = 99 where id = '${attemptId}'`);
    const undo = `update attempts set amount_kes = 100 where id = '${attemptId}'`;
    return { orderId, undo };
  },
  payment_has_evidence: async () => {
    const { orderId, attemptId, receipt } = await paidOrder();
    await plant(`update payments set receipt = 'SJINVENTED' where attempt_id = '${attemptId}'`);
    const undo = `update payments set receipt = '${receipt}' where attempt_id = '${attemptId}'`;
    return { orderId, undo };
  },
  payment_of_own_order: async () => {
    const { orderId, attemptId } = await paidOrder();
    const other = await shop.makeOrder({ merchant });
    await plant(`update payments set order_id = '${other}' where attempt_id = '${attemptId}'`);
    const undo = `update payments set order_id = '${orderId}' where attempt_id = '${attemptId}'`;
    return { orderId: other, undo, alsoBroken: ["paid_is_counted_sum"] };
  },
  evidence_of_own_order: async () => {
    const { orderId, attemptId } = await paidOrder();
    const other = await shop.makeOrder({ merchant });
    const only = `attempt_id = '${attemptId}' and source = 'push'`;
    await plant(`update evidence set order_id = '${other}' where ${only}`);
    return { orderId: other, undo: `update evidence set order_id = '${orderId}' where ${only}` };
  },
  attempts_counted: async () => {
    const { orderId } = await paidOrder();
    await plant(`update orders set attempt_count = 2 where id = '${orderId}'`);
    return { orderId, undo: `update orders set attempt_count = 1 where id = '${orderId}'` };
  },
  timeline_dense: async () => {
    const { orderId } = await paidOrder();
    await plant(`update timeline_events set seq = 100 where order_id = '${orderId}' and seq = 2`);
    const undo = `update timeline_events set seq = 2 where order_id = '${orderId}' and seq = 100`;
    return { orderId, undo };
  },
  sending_is_short: async () => {
    const { orderId, attemptId } = await paidOrder();
    const set = (push: string, sign: string) => `update attempts
      set push = '${push}', created_at = created_at ${sign} interval '61 seconds'
      where id = '${attemptId}'`;
    await plant(set("sending", "-"));
    return { orderId, undo: set("accepted", "+") };
  },
  evidence_applied: async () => {
    const { orderId, attemptId } = await paidOrder();
    const its = `attempt_id = '${attemptId}' and source = 'callback'`;
    await plant(`update evidence set applied_at = null,
      received_at = received_at - interval '61 seconds' where ${its}`);
    return { orderId, undo: `update evidence set applied_at = received_at where ${its}` };
  },
  decisions_are_evidence: async () => {
    const { orderId, attemptId } = await paidOrder();
    await plant(`update attempts set decision = 'accepted' where id = '${attemptId}'`);
    return { orderId, undo: `update attempts set decision = null where id = '${attemptId}'` };
  },
};

describe("a broken rule", () => {
  it.each(Object.entries(VIOLATIONS))("%s is seen, alone", async (name, violate) => {
    const { orderId, undo, alsoBroken = [] } = await violate();
    const broken = await brokenRules();
    expect(Object.keys(broken).sort()).toEqual([name, ...alsoBroken].sort());
    expect(Object.entries(broken).find(([rule]) => rule === name)?.[1]).toEqual([orderId]);
    await plant(undo);
    expect(await brokenRules()).toEqual({});
  });

  it("success_has_payment sees a success without money", async () => {
    const { orderId, attemptId } = await paidOrder();
    await plant(`update payments set counted = false where attempt_id = '${attemptId}'`);
    expect(await brokenRules()).toEqual({
      success_has_payment: [orderId],
      paid_is_counted_sum: [orderId],
    });
    await plant(`update payments set counted = true where attempt_id = '${attemptId}'`);
  });

  it("payment_has_evidence sees money that nobody told us of", async () => {
    const orderId = await shop.makeOrder({ merchant });
    const attemptId = await failedAttempt(orderId);
    await plant(`insert into payments (id, merchant_id, order_id, attempt_id, kind, amount_kes,
      counted, late, after_failure) values ('${makeId("payment")}', '${merchant.merchantId}',
      '${orderId}', '${attemptId}', 'stk', 99, false, false, false)`);
    expect(await brokenRules()).toEqual({ payment_has_evidence: [orderId] });
    await plant(`delete from payments where attempt_id = '${attemptId}'`);
  });

  it("receipt_once is seen, alone", async () => {
    const [first, second] = [await paidOrder(), await paidOrder()];
    const elsewhere = await paidOrder(await shop.makeMerchant());
    const copyReceipt = (attemptId: string, receipt: string) =>
      plant(`update payments set receipt = '${receipt}' where attempt_id = '${attemptId}';
        update evidence set receipt = '${receipt}' where attempt_id = '${attemptId}'
          and receipt is not null`);
    // Another merchant's receipt is its own affair.
    await copyReceipt(elsewhere.attemptId, first.receipt);
    expect(await brokenRules()).toEqual({});
    await without(
      "alter table payments drop constraint payments_receipt",
      "alter table payments add constraint payments_receipt unique (merchant_id, receipt)",
      async () => {
        await copyReceipt(second.attemptId, first.receipt);
        const rows = await readView("receipt_once");
        expect(rows.map(({ order_id }) => order_id).sort()).toEqual(
          [first.orderId, second.orderId].sort(),
        );
        expect(Object.keys(await brokenRules())).toEqual(["receipt_once"]);
      },
      `update payments set receipt = '${second.receipt}' where attempt_id = '${second.attemptId}';
       update evidence set receipt = '${second.receipt}' where attempt_id = '${second.attemptId}'
         and receipt is not null`,
    );
  });

  it("one_live_attempt is seen, alone", async () => {
    const orderId = await shop.makeOrder({ merchant });
    await failedAttempt(orderId);
    const { attemptId } = await shop.startedPush(orderId);
    await without(
      "drop index attempts_one_live",
      "create unique index attempts_one_live on attempts (order_id) where outcome = 'pending'",
      async () => {
        await plant(`update attempts set outcome = 'pending' where order_id = '${orderId}'`);
        expect(await brokenRules()).toEqual({ one_live_attempt: [orderId] });
        expect(only(await readView("one_live_attempt")).attempt_id).toBe(attemptId);
      },
      `update attempts set outcome = 'failed' where order_id = '${orderId}'`,
    );
  });

  it("callbacks_arrive rings for two pushes without any callback, not for a lost one", async () => {
    const quiet = await shop.makeMerchant();
    const orders: string[] = [];
    const push = async () => {
      const orderId = await shop.makeOrder({ merchant: quiet });
      const { call } = await shop.startedPush(orderId);
      await shop.age(orderId, 660 - orders.length);
      orders.push(orderId);
      return call;
    };
    await push();
    expect(await readView("callbacks_arrive")).toEqual([]);
    const call = await push();
    const row = only(await readView("callbacks_arrive"));
    expect(row).toMatchObject({ merchant_id: quiet.merchantId, order_id: orders[0] });
    // One that comes shows that the address works, whatever became of the others.
    await shop.callBack(call, successBody(idsOf(call.callbackToken), { amountKes: 100 }));
    expect(await readView("callbacks_arrive")).toEqual([]);
  });
});

describe("the sweeper's full check", () => {
  it("stores and logs what is broken, names no person's data, and mends nothing", async () => {
    const { orderId, attemptId, receipt } = await paidOrder();
    await plant(`update attempts set outcome = 'failed' where id = '${attemptId}'`);
    shop.logLines.length = 0;
    expect(await check()).toBe(INVARIANTS.length);
    const results = await shop.witness`
      select name, broken, example_order_id from invariant_results where broken > 0`;
    expect(results).toMatchObject([
      { name: "success_has_payment", broken: 1, example_order_id: orderId },
    ]);
    const offenders = await shop.witness`select * from invariant_offenders`;
    expect(offenders).toMatchObject([
      { merchant_id: merchant.merchantId, order_id: orderId, attempt_id: attemptId },
    ]);
    const errors = shop.logLines.filter((line) => line.includes('"level":50'));
    expect(errors.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { msg: "a rule of money is broken", kind: "success_has_payment", count: 1 },
    ]);
    expect(JSON.stringify([offenders, shop.logLines])).not.toMatch(new RegExp(`${receipt}|ws_CO_`));
    expect(await shop.readAttempt(orderId)).toMatchObject({ outcome: "failed" });
    // Beyond the orders that changed last the health check knows it from the sweeper.
    await plant(`update attempts set outcome = 'succeeded' where id = '${attemptId}'`);
    expect(await countBrokenInvariants(shop.runtime)).toBe(1);
    await check();
    expect(await countBrokenInvariants(shop.runtime)).toBe(0);
  });

  it("counts an order once in the health check, however many rules it breaks", async () => {
    const { orderId } = await paidOrder();
    await plant(`update orders set paid_kes = 1, attempt_count = 7 where id = '${orderId}'`);
    expect(await countBrokenInvariants(shop.runtime)).toBe(1);
    await check();
    expect(await countBrokenInvariants(shop.runtime)).toBe(1);
    await plant(`update orders set paid_kes = 100, attempt_count = 1 where id = '${orderId}'`);
    await check();
  });

  it("is done by one process of many, and not again before its time", async () => {
    await shop.witness`update leases set taken_at = taken_at - interval '1 day'`;
    const processes = Array.from({ length: 4 }, () => shop.openProcess());
    const checked = await Promise.all(processes.map((process) => checkInvariants(process)));
    expect(checked.sort((a, b) => a - b)).toEqual([0, 0, 0, INVARIANTS.length]);
    const every = shop.env.INVARIANTS_EVERY_SECONDS;
    await shop.witness`update leases
      set taken_at = clock_timestamp() - make_interval(secs => ${every - 30})`;
    expect(await checkInvariants(shop.runtime)).toBe(0);
    await shop.witness`update leases
      set taken_at = clock_timestamp() - make_interval(secs => ${every})`;
    expect(await checkInvariants(shop.runtime)).toBe(INVARIANTS.length);
  });
});
