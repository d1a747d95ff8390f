import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { addTestMember } from "@/lib/merchants/fixtures/test-member";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import { readTrail } from "./fixtures/read-trail";
import { recordAudit, withAudit } from "./record-audit";
import { verifyAudit } from "./verify-audit";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;

beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime.close());

async function makeShop() {
  const { merchantId } = await makeTestMerchant(runtime);
  const owner = await addTestMember(runtime, merchantId, "owner");
  const record = (id: string) =>
    recordAudit(runtime, {
      merchantId,
      by: owner,
      action: "link_switched",
      about: { kind: "link", id },
      after: { isActive: true, note: "é “x” 0712345678", count: 3, nothing: null },
    });
  return { merchantId, owner, record };
}

async function makeChain(length: number) {
  const shop = await makeShop();
  for (let n = 1; n <= length; n += 1) await shop.record(`lnk_${n}`);
  return shop;
}

const verify = (merchantId: string, kept?: { seq: number; hash: string }) =>
  verifyAudit(asMerchant(runtime, { merchantId }), kept);

/** What somebody does who may do everything to the database. */
const tamper = async (statement: ReturnType<typeof sql>) => {
  await runtime.db.execute(sql`
    do $$ begin
      alter table audit_entries disable trigger audit_entries_append_only;
      alter table audit_entries disable trigger audit_entries_chain;
    end $$`);
  await runtime.db.execute(statement);
  await runtime.db.execute(sql`alter table audit_entries enable trigger all`);
};

describe("an entry", () => {
  it("says who, by the name of then, from where, what, about what and how it is now", async () => {
    const { merchantId, owner, record } = await makeShop();
    await record("lnk_1");
    await runtime.db.execute(sql`update users set name = 'Other' where id = ${owner.userId}`);
    const { rows } = await runtime.db.execute(sql`
      select * from audit_entries where merchant_id = ${merchantId}`);
    expect(rows).toMatchObject([
      {
        seq: 1,
        actor_kind: "person",
        actor_id: owner.userId,
        actor_name: "owner",
        actor_email: `${owner.userId}@duka.example`,
        address: "192.0.2.7",
        user_agent: "test",
        action: "link_switched",
        subject_kind: "link",
        subject_id: "lnk_1",
        before: null,
        // The second net: nothing should have given it a number.
        after: { isActive: true, note: "é “x” #", count: 3, nothing: null },
      },
    ]);
  });

  it("is there if its change is there, and not otherwise", async () => {
    const { merchantId, owner } = await makeShop();
    const change = (name: string, isMeant: boolean) =>
      withAudit(
        sql`update merchants set name = ${name} where id = ${merchantId} and ${isMeant} returning name`,
        {
          merchantId,
          by: owner,
          action: "policy_changed",
          after: sql`json_build_object('name', changed.name)`,
        },
      );
    expect((await runtime.db.execute(change("A", false))).rows).toEqual([]);
    expect((await runtime.db.execute(change("B", true))).rows).toEqual([{ name: "B" }]);
    expect(await readTrail(runtime, merchantId)).toEqual([["policy_changed", { name: "B" }]]);
  });

  it("is never changed or taken away, by trigger and by grant", async () => {
    const { merchantId } = await makeChain(1);
    for (const statement of [
      sql`update audit_entries set action = 'signed_in' where merchant_id = ${merchantId}`,
      sql`delete from audit_entries where merchant_id = ${merchantId}`,
      sql`truncate audit_entries`,
    ]) {
      await expect(runtime.db.execute(statement)).rejects.toMatchObject({
        cause: { code: "23000" },
      });
    }
    const { rows } = await runtime.db.execute<{ acl: string }>(sql`
      select array_to_string(relacl, ' ') as acl from pg_class where relname = 'audit_entries'`);
    // Of the owner's rights to write, `a` (insert) alone is left: no `w`, `d`, `D`.
    const [owner = ""] = rows[0]?.acl.split(" ") ?? [];
    expect(owner).toMatch(/=[^/]*a/);
    expect(owner.replace(/^[^=]*=/, "").replace(/\/.*/, "")).not.toMatch(/[wdD]/);
  });
});

describe("the chain of a merchant", () => {
  it("is one, however many write at once, and no business of another's", async () => {
    const [one, other] = await Promise.all([makeShop(), makeShop()]);
    await Promise.all(
      Array.from({ length: 40 }, (_, n) => (n % 2 ? one : other).record(`lnk_${n}`)),
    );
    for (const { merchantId } of [one, other]) {
      expect(await verify(merchantId)).toMatchObject({ ok: true, entries: 20 });
    }
  });

  it("of nobody's doings is unbroken", async () => {
    const { merchantId } = await makeShop();
    expect(await verify(merchantId)).toMatchObject({ ok: true, entries: 0 });
  });

  it("goes through a head that was kept, and through no other", async () => {
    const { merchantId, record } = await makeChain(2);
    const before = await verify(merchantId);
    if (!before.ok) throw new Error(before.broken.how);
    await record("lnk_3");
    expect(await verify(merchantId, before.head)).toMatchObject({ ok: true, entries: 3 });
    expect(await verify(merchantId, { ...before.head, hash: "00" })).toMatchObject({
      ok: false,
      broken: { seq: 2 },
    });
    expect(await verify(merchantId, { ...before.head, seq: 9 })).toMatchObject({ ok: false });
  });

  it.each<[string, (merchantId: string) => ReturnType<typeof sql>, number]>([
    [
      "an entry was changed",
      (id) => sql`update audit_entries set actor_name = 'x' where merchant_id = ${id} and seq = 3`,
      3,
    ],
    [
      "its time was changed by a microsecond",
      (id) => sql`update audit_entries set at = at + interval '1 microsecond'
        where merchant_id = ${id} and seq = 4`,
      4,
    ],
    [
      "a fact was moved from one field to the next",
      (id) => sql`update audit_entries set actor_name = '', actor_email = actor_name || actor_email
        where merchant_id = ${id} and seq = 2`,
      2,
    ],
    [
      "its facts were set out anew",
      (id) => sql`update audit_entries set after = after::jsonb::json
        where merchant_id = ${id} and seq = 5`,
      5,
    ],
    [
      "one is missing in between",
      (id) => sql`delete from audit_entries where merchant_id = ${id} and seq = 3`,
      3,
    ],
    [
      "the newest is missing",
      (id) => sql`delete from audit_entries where merchant_id = ${id} and seq = 5`,
      5,
    ],
    ["all are missing", (id) => sql`delete from audit_entries where merchant_id = ${id}`, 1],
    [
      "two were exchanged",
      (id) => sql`update audit_entries e set at = o.at, subject_id = o.subject_id,
          previous_hash = o.previous_hash, hash = o.hash
        from audit_entries o where e.merchant_id = ${id} and o.merchant_id = ${id}
          and e.seq in (2, 3) and o.seq = 5 - e.seq`,
      2,
    ],
    [
      "one was put in at the end",
      (id) => sql`insert into audit_entries
        select merchant_id, 6, at, actor_kind, actor_id, actor_name, actor_email, address,
          user_agent, action, subject_kind, subject_id, before, after, hash, hash
        from audit_entries where merchant_id = ${id} and seq = 5`,
      6,
    ],
    [
      "one was put in before the first",
      (id) => sql`insert into audit_entries
        select merchant_id, 0, at, actor_kind, actor_id, actor_name, actor_email, address,
          user_agent, action, subject_kind, subject_id, before, after, hash, hash
        from audit_entries where merchant_id = ${id} and seq = 1`,
      1,
    ],
    [
      "the head was set back with the newest taken away",
      (id) => sql`with gone as (delete from audit_entries where merchant_id = ${id} and seq = 5)
        update audit_heads set seq = 4 where merchant_id = ${id}`,
      4,
    ],
    ["the head is gone", (id) => sql`delete from audit_heads where merchant_id = ${id}`, 1],
  ])("is broken where %s", async (_what, statement, seq) => {
    const { merchantId } = await makeChain(5);
    await tamper(statement(merchantId));
    expect(await verify(merchantId)).toMatchObject({ ok: false, broken: { seq } });
  });

  it("that was written anew from end to end is unbroken, but for a head that was kept", async () => {
    const { merchantId, record } = await makeChain(3);
    const before = await verify(merchantId);
    if (!before.ok) throw new Error(before.broken.how);
    await tamper(sql`delete from audit_entries where merchant_id = ${merchantId}`);
    await tamper(sql`delete from audit_heads where merchant_id = ${merchantId}`);
    for (const id of ["a", "b", "c"]) await record(id);
    expect(await verify(merchantId)).toMatchObject({ ok: true, entries: 3 });
    expect(await verify(merchantId, before.head)).toMatchObject({ ok: false, broken: { seq: 3 } });
  });
});
