import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiKeys } from "@/db/schema/merchants";
import { ROLES } from "@/db/vocabulary";
import { handleOrders } from "@/lib/http/api-orders";
import { handleSigningSecret } from "@/lib/http/api-signing-secret";
import type { Runtime } from "@/lib/runtime";
import { asMerchant } from "./as-merchant";
import { createOwnKey } from "./create-own-key";
import { makeTestMerchant, openTestRuntime } from "./fixtures/test-merchant";
import { addTestMember } from "./fixtures/test-member";
import { listKeys } from "./list-keys";
import type { Role } from "./model";
import { permissionsOfRole } from "./permissions";
import { revokeOwnKey } from "./revoke-own-key";

let runtime: Runtime & { close: () => Promise<void> };

beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime.close());

const keysOf = (merchantId: string, role: Role = "owner") =>
  listKeys(asMerchant(runtime, { merchantId, permissions: permissionsOfRole(role) }));

async function call(secret: string, body?: object): Promise<number> {
  const request = new Request("http://localhost/api/v1/orders", {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${secret}` },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return (await handleOrders(runtime, request)).status;
}

describe("a key", () => {
  it("does what its scopes say, until it is revoked, and only its digest is kept", async () => {
    const { merchantId, apiKey } = await makeTestMerchant(runtime);
    const owner = await addTestMember(runtime, merchantId, "owner");
    const order = { amountKes: 10, title: "Tea" };
    const make = async (scopes: string[]) => {
      const made = await createOwnKey(runtime, owner, { name: scopes.join(), scopes });
      if (!made.ok) throw new Error(made.reason);
      return made.secret;
    };
    const [reading, writing] = [await make(["read"]), await make(["write", "write"])];
    expect([await call(apiKey), await call(apiKey, order)]).toEqual([200, 201]);
    expect([await call(reading), await call(reading, order)]).toEqual([200, 403]);
    expect([await call(writing), await call(writing, order)]).toEqual([403, 201]);
    const headers = { authorization: `Bearer ${reading}` };
    const secret = await handleSigningSecret(runtime, new Request("http://localhost", { headers }));
    expect(secret.status).toBe(403);

    const { rows } = await runtime.db.execute(sql`select k::text as row from api_keys k`);
    for (const kept of [reading, writing]) expect(JSON.stringify(rows)).not.toContain(kept);
    const key = (await keysOf(merchantId))?.find(({ name }) => name === "read");
    expect(key).toMatchObject({ prefix: reading.slice(0, 7), scopes: ["read"] });
    expect(await revokeOwnKey(runtime, owner, key?.id)).toEqual({ ok: true });
    expect(await revokeOwnKey(runtime, owner, key?.id)).toEqual({ ok: false, reason: "not_found" });
    expect(await call(reading)).toBe(401);
    expect((await keysOf(merchantId))?.map(({ name }) => name)).not.toContain("read");
  });

  it.each([
    [{ name: "", scopes: ["read"] }],
    [{ name: "x", scopes: [] }],
    [{ name: "x", scopes: ["admin"] }],
    [{ name: null, scopes: null }],
  ])("is not made of %j", async (input) => {
    const { merchantId } = await makeTestMerchant(runtime);
    const owner = await addTestMember(runtime, merchantId, "owner");
    expect(await createOwnKey(runtime, owner, input)).toEqual({ ok: false, reason: "invalid" });
  });

  it("tells when it was used, written once a minute at most", async () => {
    const { merchantId, apiKey } = await makeTestMerchant(runtime);
    const lastUse = async () => (await keysOf(merchantId))?.[0]?.lastUsedAt ?? null;
    expect(await lastUse()).toBeNull();
    await Promise.all([1, 2, 3].map(() => call(apiKey)));
    await expect.poll(lastUse).not.toBeNull();
    const first = await lastUse();
    await call(apiKey);
    expect(await lastUse()).toBe(first);
    await runtime.db
      .update(apiKeys)
      .set({ lastUsedAt: sql`clock_timestamp() - interval '2 minutes'` })
      .where(eq(apiKeys.merchantId, merchantId));
    const aged = await lastUse();
    await call(apiKey);
    await expect.poll(lastUse).not.toBe(aged);
  });
});

describe("who may manage keys", () => {
  it.each(ROLES)("%s", async (role) => {
    const { merchantId } = await makeTestMerchant(runtime);
    const actor = await addTestMember(runtime, merchantId, role);
    const isManager = role === "owner" || role === "admin";
    const made = await createOwnKey(runtime, actor, { name: "x", scopes: ["read"] });
    expect(made.ok).toBe(isManager);
    const [key] = (await keysOf(merchantId)) ?? [];
    expect(await revokeOwnKey(runtime, actor, key?.id)).toEqual(
      isManager ? { ok: true } : { ok: false, reason: "not_allowed" },
    );
    expect((await keysOf(merchantId, role)) !== null).toBe(isManager);
  });

  it("nobody reaches another merchant's", async () => {
    const theirs = await makeTestMerchant(runtime);
    const ours = await makeTestMerchant(runtime);
    const owner = await addTestMember(runtime, ours.merchantId, "owner");
    const [key] = (await keysOf(theirs.merchantId)) ?? [];
    expect(await revokeOwnKey(runtime, owner, key?.id)).toEqual({ ok: false, reason: "not_found" });
    expect(await call(theirs.apiKey)).toBe(200);
  });
});
