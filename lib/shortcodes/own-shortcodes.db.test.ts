import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROLES } from "@/db/vocabulary";
import { readTrail } from "@/lib/audit/fixtures/read-trail";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { addTestMember } from "@/lib/merchants/fixtures/test-member";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import type { Role } from "@/lib/merchants/model";
import { permissionsOfRole } from "@/lib/merchants/permissions";
import { createOrder } from "@/lib/orders/create-order";
import { addShortcode } from "./add-shortcode";
import { loadShortcode } from "./load-shortcode";
import type { ShortcodeForm } from "./parse-form";
import { readOwnShortcodes } from "./read-own-shortcodes";
import { replaceCredentials } from "./replace-credentials";
import { takeNoOrdersOn, takeOrdersOn } from "./switch-shortcode";

const SECRETS = {
  consumerKey: "key-canary",
  consumerSecret: "secret-canary",
  passKey: "pass-canary",
};
const FORM: ShortcodeForm = {
  environment: "live",
  type: "paybill",
  shortCode: "600981",
  tillNumber: "",
  ...SECRETS,
};

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;

beforeAll(async () => {
  runtime = await openTestRuntime({ SIMULATOR_URL: "http://127.0.0.1:9" });
});
afterAll(() => runtime.close());

async function newMerchant() {
  const { merchantId } = await makeTestMerchant(runtime, { hasShortcode: false });
  return { merchantId, owner: await addTestMember(runtime, merchantId, "owner") };
}

const readAs = (merchantId: string, role: Role = "owner") =>
  readOwnShortcodes(
    runtime,
    asMerchant(runtime, { merchantId, permissions: permissionsOfRole(role) }),
  );

async function add(
  owner: Parameters<typeof addShortcode>[1],
  changes: Partial<ShortcodeForm> = {},
) {
  const added = await addShortcode(runtime, owner, { ...FORM, ...changes });
  if (!added.ok) throw new Error(JSON.stringify(added));
  return added.shortcodeId;
}

const activeOf = async (merchantId: string) =>
  (await readAs(merchantId))?.rows.filter(({ isActive }) => isActive).map(({ id }) => id);

async function shortcodeOfNewOrder(merchantId: string): Promise<string | undefined> {
  const made = await createOrder(runtime, merchantId, { amountKes: 10, title: "Tea" });
  if (!made.ok) return made.reason;
  const { rows } = await runtime.db.execute<{ id: string }>(
    sql`select shortcode_id as id from orders where id = ${made.order.id}`,
  );
  return rows[0]?.id;
}

describe("adding a shortcode", () => {
  it("keeps its secrets sealed, and shows them nowhere", async () => {
    const { merchantId, owner } = await newMerchant();
    const id = await add(owner, { type: "till", tillNumber: "512345" });
    const { rows } = await runtime.db.execute(
      sql`select encode(consumer_key_sealed, 'escape') || encode(consumer_secret_sealed, 'escape')
        || encode(pass_key_sealed, 'escape') || s::text as row from shortcodes s where id = ${id}`,
    );
    const shown = JSON.stringify([rows, await readAs(merchantId)]);
    for (const secret of Object.values(SECRETS)) expect(shown).not.toContain(secret);
    expect((await loadShortcode(runtime, id)).config).toMatchObject({
      ...SECRETS,
      baseUrl: "https://api.safaricom.co.ke",
      transactionType: "CustomerBuyGoodsOnline",
      businessShortCode: "600981",
      partyB: "512345",
    });
    expect((await readAs(merchantId))?.rows).toMatchObject([
      { id, environment: "live", type: "till", isActive: true, connection: null, push: null },
    ]);
  });

  it("takes new orders on the first one alone, until somebody says so of another", async () => {
    const { merchantId, owner } = await newMerchant();
    expect(await shortcodeOfNewOrder(merchantId)).toBe("no_shortcode");
    const first = await add(owner, { environment: "simulator", shortCode: "174379" });
    const second = await add(owner);
    expect(await shortcodeOfNewOrder(merchantId)).toBe(first);
    expect(await takeOrdersOn(runtime, owner, second)).toEqual({ ok: true });
    expect(await activeOf(merchantId)).toEqual([second]);
    expect(await shortcodeOfNewOrder(merchantId)).toBe(second);
    expect(await takeNoOrdersOn(runtime, owner, second)).toEqual({ ok: true });
    expect(await shortcodeOfNewOrder(merchantId)).toBe("no_shortcode");
  });

  it("by many at once, and switching by many at once, leaves exactly one that takes orders", async () => {
    const { merchantId, owner } = await newMerchant();
    const codes = ["600981", "600982", "600983", "600984"];
    const ids = await Promise.all(codes.map((shortCode) => add(owner, { shortCode })));
    expect(await activeOf(merchantId)).toHaveLength(1);
    for (let round = 0; round < 5; round += 1) {
      const orders = ids.map(() => shortcodeOfNewOrder(merchantId));
      const switched = await Promise.all(ids.map((id) => takeOrdersOn(runtime, owner, id)));
      expect(switched).toEqual(ids.map(() => ({ ok: true })));
      expect(await activeOf(merchantId)).toHaveLength(1);
      expect(await Promise.all(orders)).not.toContain("no_shortcode");
    }
  });

  it("is refused twice, and names every field that is wrong", async () => {
    const { owner } = await newMerchant();
    await add(owner);
    expect(await addShortcode(runtime, owner, FORM)).toEqual({
      ok: false,
      reason: "known_already",
    });
    await add(owner, { environment: "sandbox" });
    const refused = await addShortcode(runtime, owner, {
      ...FORM,
      type: "till",
      shortCode: "12",
      passKey: "",
      consumerKey: "x".repeat(600),
    });
    expect(refused).toEqual({
      ok: false,
      wrong: ["consumerKey", "shortCode", "passKey", "tillNumber"],
    });
  });

  it("never takes an address from the form, and no simulator where the server has none", async () => {
    const { owner } = await newMerchant();
    const without = { ...runtime, env: { ...runtime.env, SIMULATOR_URL: undefined } };
    const form = { ...FORM, environment: "simulator", baseUrl: "http://169.254.169.254" };
    expect(await addShortcode(without, owner, form)).toEqual({ ok: false, wrong: ["environment"] });
    const added = await addShortcode(runtime, owner, form);
    if (!added.ok) throw new Error("not added");
    const { config } = await loadShortcode(runtime, added.shortcodeId);
    expect(config.baseUrl).toBe("http://127.0.0.1:9");
  });
});

describe("the audit", () => {
  it("tells each change once, with no secret, and none that was refused", async () => {
    const { merchantId, owner } = await newMerchant();
    const id = await add(owner);
    await addShortcode(runtime, owner, FORM);
    await replaceCredentials(runtime, owner, id, SECRETS);
    await replaceCredentials(runtime, owner, id, { ...SECRETS, passKey: "" });
    await takeOrdersOn(runtime, owner, id);
    await takeNoOrdersOn(runtime, owner, id);
    const trail = await readTrail(runtime, merchantId);
    expect(trail).toEqual([
      ["shortcode_added", { environment: "live", name: "paybill 600981", isActive: true }],
      ["shortcode_changed", { environment: "live" }],
      ["shortcode_switched", { isActive: true }],
      ["shortcode_switched", { isActive: false }],
    ]);
  });
});

describe("replacing credentials", () => {
  it("is for all three at once; the rest of the row stays, and an earlier check is void", async () => {
    const { merchantId, owner } = await newMerchant();
    const id = await add(owner);
    await runtime.db.execute(sql`
      insert into shortcode_checks (id, merchant_id, shortcode_id, kind, steps, checked_by)
      values ('chk_1', ${merchantId}, ${id}, 'connection',
        '[{"step":"token","found":"works"}]', ${owner.userId})`);
    expect((await readAs(merchantId))?.rows[0]?.connection).toMatchObject({ by: "owner" });
    const next = { consumerKey: "k2", consumerSecret: "s2", passKey: "p2" };
    expect(await replaceCredentials(runtime, owner, id, { ...next, passKey: "" })).toEqual({
      ok: false,
      wrong: ["passKey"],
    });
    const before = await loadShortcode(runtime, id);
    expect(await replaceCredentials(runtime, owner, id, next)).toEqual({ ok: true });
    const after = await loadShortcode(runtime, id);
    expect(after.config).toEqual({ ...before.config, ...next });
    expect((await readAs(merchantId))?.rows[0]).toMatchObject({ isActive: true, connection: null });
  });

  it("makes the shared token another one, also when the secret alone is new", async () => {
    const { owner } = await newMerchant();
    const id = await add(owner);
    const before = await loadShortcode(runtime, id);
    await replaceCredentials(runtime, owner, id, { ...SECRETS, consumerSecret: "other" });
    const after = await loadShortcode(runtime, id);
    expect(after.consumerKeyHash.equals(before.consumerKeyHash)).toBe(false);
  });

  it("mends a shortcode whose sealing key is gone", async () => {
    const { owner } = await newMerchant();
    const id = await add(owner);
    await runtime.db.execute(
      sql`update shortcodes set pass_key_sealed = '\\x0102' where id = ${id}`,
    );
    await expect(loadShortcode(runtime, id)).rejects.toThrow();
    await replaceCredentials(runtime, owner, id, SECRETS);
    expect((await loadShortcode(runtime, id)).config).toMatchObject(SECRETS);
  });
});

describe("who may manage shortcodes", () => {
  it.each(ROLES)("%s", async (role) => {
    const { merchantId, owner } = await newMerchant();
    const id = await add(owner);
    const actor = await addTestMember(runtime, merchantId, role);
    const isManager = role === "owner" || role === "admin";
    const answers = [
      await addShortcode(runtime, actor, { ...FORM, shortCode: "700100" }),
      await replaceCredentials(runtime, actor, id, SECRETS),
      await takeNoOrdersOn(runtime, actor, id),
      await takeOrdersOn(runtime, actor, id),
    ];
    for (const answer of answers) {
      if (isManager) expect(answer.ok).toBe(true);
      else expect(answer).toEqual({ ok: false, reason: "not_allowed" });
    }
    expect((await readAs(merchantId, role)) !== null).toBe(isManager);
  });

  it("nobody who has not proved it is them lately", async () => {
    const { owner } = await newMerchant();
    const id = await add(owner);
    await runtime.db.execute(sql`
      update sessions set proved_at = clock_timestamp() - interval '11 minutes'
      where id = ${owner.sessionId}`);
    for (const answer of [
      await addShortcode(runtime, owner, FORM),
      await replaceCredentials(runtime, owner, id, SECRETS),
      await takeOrdersOn(runtime, owner, id),
      await takeNoOrdersOn(runtime, owner, id),
    ]) {
      expect(answer).toEqual({ ok: false, reason: "confirm_first" });
    }
  });

  it("nobody reaches another merchant's", async () => {
    const theirs = await newMerchant();
    const id = await add(theirs.owner);
    const { owner } = await newMerchant();
    for (const answer of [
      await replaceCredentials(runtime, owner, id, SECRETS),
      await takeOrdersOn(runtime, owner, id),
      await takeNoOrdersOn(runtime, owner, id),
    ]) {
      expect(answer).toEqual({ ok: false, reason: "not_found" });
    }
    expect(await activeOf(theirs.merchantId)).toEqual([id]);
    const ordered = await createOrder(
      runtime,
      owner.merchantId,
      { amountKes: 1, title: "Theirs" },
      { shortcodeId: id },
    );
    expect(ordered).toEqual({ ok: false, reason: "no_shortcode" });
  });
});
