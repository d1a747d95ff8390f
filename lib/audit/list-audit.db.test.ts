import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "@/db/vocabulary";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { changeRole } from "@/lib/merchants/change-role";
import { createOwnKey } from "@/lib/merchants/create-own-key";
import { addTestMember } from "@/lib/merchants/fixtures/test-member";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import { inviteMember } from "@/lib/merchants/invite-member";
import { asOrderMaker } from "@/lib/merchants/order-maker";
import { permissionsOfRole } from "@/lib/merchants/permissions";
import { removeMember } from "@/lib/merchants/remove-member";
import { revokeOwnKey } from "@/lib/merchants/revoke-own-key";
import { createDeskOrder } from "@/lib/orders/desk-order";
import { createLink } from "@/lib/payment-links/create-link";
import { switchLink } from "@/lib/payment-links/switch-link";
import { makeId } from "@/lib/ids";
import { readTrail } from "./fixtures/read-trail";
import { listAudit } from "./list-audit";
import { readAuditFilter } from "./read-audit-filter";
import { recordAudit } from "./record-audit";
import { verifyAudit } from "./verify-audit";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;

beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime.close());

async function makeShop() {
  const { merchantId } = await makeTestMerchant(runtime);
  const owner = await addTestMember(runtime, merchantId, "owner");
  const reads = asMerchant(runtime, { merchantId, permissions: permissionsOfRole("owner") });
  const list = (query: Record<string, string> = {}) => listAudit(reads, readAuditFilter(query));
  return { merchantId, owner, reads, list };
}

const makerOf = (merchantId: string, userId: string) => {
  const maker = asOrderMaker(
    { userId, email: "", merchantId, merchantName: "", role: "owner", merchants: [] },
    { address: "192.0.2.9", userAgent: null },
  );
  if (!maker) throw new Error("an owner may make orders");
  return maker;
};

describe("what a member does", () => {
  it("to people and keys is told, with what it was before; what was refused is not", async () => {
    const { merchantId, owner, list } = await makeShop();
    const cashier = await addTestMember(runtime, merchantId, "cashier");
    await inviteMember(runtime, owner, { note: "Akinyi", role: "viewer" });
    await inviteMember(runtime, cashier, { note: "x", role: "viewer" });
    await changeRole(runtime, owner, { userId: cashier.userId, role: "finance" });
    await changeRole(runtime, owner, { userId: owner.userId, role: "viewer" });
    await removeMember(runtime, owner, cashier.userId);
    const key = await createOwnKey(runtime, owner, { name: "till", scopes: ["read"] });
    const secret = key.ok ? key.secret : "";
    const made = await list({ action: "key_made" });
    await revokeOwnKey(runtime, owner, made?.rows[0]?.subjectId);
    const email = `${cashier.userId}@duka.example`;
    const prefix = secret.slice(0, String(made?.rows[0]?.after["prefix"]).length);
    expect(
      (await list())?.rows.map(({ action, before, after }) => [action, before, after]),
    ).toEqual([
      ["key_revoked", { name: "till", prefix }, {}],
      ["key_made", {}, { name: "till", prefix, scopes: "read" }],
      ["person_removed", { name: "cashier", email, role: "finance" }, {}],
      ["role_changed", { name: "cashier", email, role: "cashier" }, { role: "finance" }],
      ["person_invited", {}, { note: "Akinyi", role: "viewer" }],
    ]);
    const { rows } = await runtime.db.execute(sql`
      select e::text as row from audit_entries e where merchant_id = ${merchantId}`);
    expect(JSON.stringify(rows)).not.toContain(secret);
  });

  it("to links and orders is told once, however often a form is sent", async () => {
    const { merchantId, owner, reads } = await makeShop();
    const maker = makerOf(merchantId, owner.userId);
    const form = { title: "Chama", kind: "fixed", amount: "50", uses: "many" };
    const linkId = makeId("paymentLink");
    await createLink(runtime, maker, form, linkId);
    await createLink(runtime, maker, form, linkId);
    await switchLink(runtime, maker, linkId, false);
    await switchLink(runtime, maker, makeId("paymentLink"), false);
    const order = { amount: "70", title: "Sukuma 0712345678", submissionId: "one" };
    await Promise.all(Array.from({ length: 3 }, () => createDeskOrder(runtime, maker, order)));
    expect(await readTrail(runtime, merchantId)).toEqual([
      ["link_made", { amountKes: 50, minKes: null, maxKes: null, stock: null }],
      ["link_switched", { isActive: false }],
      ["order_made", { amountKes: 70 }],
    ]);
    expect(await verifyAudit(reads)).toMatchObject({ ok: true, entries: 3 });
  });
});

describe("the list", () => {
  it("is read page by page, by person, by what was done and by day", async () => {
    const { merchantId, owner, list } = await makeShop();
    const other = await addTestMember(runtime, merchantId, "admin");
    for (let n = 1; n <= 60; n += 1) {
      const by = n % 3 === 0 ? other : owner;
      await recordAudit(runtime, { merchantId, by, action: "note_added", after: { n } });
    }
    await recordAudit(runtime, { merchantId, by: "clock", action: "retention_erased" });
    const seqs = async (query: Record<string, string>) => {
      const page = await list(query);
      return { seqs: page?.rows.map(({ seq }) => seq), newer: page?.newer, older: page?.older };
    };
    const down = (from: number, count = 25) => Array.from({ length: count }, (_, n) => from - n);
    expect(await seqs({})).toEqual({ seqs: down(61), newer: null, older: 37 });
    expect(await seqs({ before: "37" })).toEqual({ seqs: down(36), newer: 36, older: 12 });
    expect(await seqs({ before: "12" })).toEqual({ seqs: down(11, 11), newer: 11, older: null });
    expect(await seqs({ after: "11" })).toEqual({ seqs: down(36), newer: 36, older: 12 });
    expect(await seqs({ after: "36" })).toEqual({ seqs: down(61), newer: null, older: 37 });
    expect((await seqs({ person: other.userId })).seqs).toEqual(
      Array.from({ length: 20 }, (_, n) => 60 - 3 * n),
    );
    expect((await seqs({ action: "retention_erased" })).seqs).toEqual([61]);
    expect((await seqs({ to: "2020-01-01" })).seqs).toEqual([]);
    expect((await seqs({ from: "2020-01-01" })).seqs).toHaveLength(25);
    for (const wrong of [
      { action: "nothing" },
      { from: "yesterday" },
      { from: "2026-02-01", to: "2026-01-01" },
    ]) {
      expect(readAuditFilter(wrong).filter).toBeNull();
      expect((await list(wrong))?.rows).toEqual([]);
    }
    expect((await list())?.people.map(({ userId }) => userId).sort()).toEqual(
      [owner.userId, other.userId].sort(),
    );
  });

  it.each(ROLES)("is shown to %s if they are an owner", async (role) => {
    const { merchantId } = await makeShop();
    const reads = asMerchant(runtime, { merchantId, permissions: permissionsOfRole(role) });
    const answer = await listAudit(reads, readAuditFilter({}));
    expect(answer !== null).toBe(role === "owner");
  });
});
