import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessions } from "@/db/schema/auth";
import { ROLES } from "@/db/vocabulary";
import { NOWHERE } from "@/lib/audit/origin";
import type { Runtime } from "@/lib/runtime";
import { acceptInvitation, acceptInvitationAsNewPerson, readInvitation } from "./accept-invitation";
import { asMerchant } from "./as-merchant";
import { changeRole } from "./change-role";
import { makeTestMerchant, openTestRuntime } from "./fixtures/test-merchant";
import { addTestMember } from "./fixtures/test-member";
import { inviteMember } from "./invite-member";
import { listPeople } from "./list-people";
import type { Role } from "./model";
import { permissionsOfRole } from "./permissions";
import { removeMember } from "./remove-member";
import { revokeInvitation } from "./revoke-invitation";

let runtime: Runtime & { close: () => Promise<void> };

beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime.close());

const PASSWORD = "a long password";

async function makeShop() {
  const { merchantId } = await makeTestMerchant(runtime);
  return { merchantId, owner: await addTestMember(runtime, merchantId, "owner") };
}

const peopleOf = (merchantId: string, role: Role = "owner") =>
  listPeople(asMerchant(runtime, { merchantId, permissions: permissionsOfRole(role) }));

const rolesOf = async (merchantId: string) =>
  (await peopleOf(merchantId))?.members.map(({ role }) => role).sort();

async function invite(actor: Parameters<typeof inviteMember>[1], role: Role = "cashier") {
  const made = await inviteMember(runtime, actor, { note: "Akinyi at the till", role });
  if (!made.ok) throw new Error(made.reason);
  return made.link.split("/").at(-1) ?? "";
}

let count = 0;
const newcomer = () => {
  count += 1;
  return { name: "Akinyi", email: ` Akinyi${count}@Duka.example `, password: PASSWORD };
};

describe("an invitation", () => {
  it("lets one new person in, with its role, once, and keeps only a digest", async () => {
    const { merchantId, owner } = await makeShop();
    const token = await invite(owner);
    expect(await readInvitation(runtime, token)).toMatchObject({ merchantId, role: "cashier" });
    const { rows } = await runtime.db.execute(sql`select i::text as row from invitations i`);
    expect(JSON.stringify(rows)).not.toContain(token);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        acceptInvitationAsNewPerson(runtime, token, newcomer(), NOWHERE),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toEqual([{ ok: true, merchantId }]);
    expect(answers.filter(({ ok }) => !ok)).toEqual(
      Array.from({ length: 3 }, () => ({ ok: false, reason: "link_void" })),
    );
    expect(await rolesOf(merchantId)).toEqual(["cashier", "owner"]);
    expect(await readInvitation(runtime, token)).toBeNull();
    const { rows: orphans } = await runtime.db.execute(sql`
      select u.id from users u where not exists (select from members m where m.user_id = u.id)`);
    expect(orphans).toEqual([]);
  });

  it("lets somebody who has an account in, and is not spent by who is a member already", async () => {
    const { merchantId, owner } = await makeShop();
    const elsewhere = await makeShop();
    const token = await invite(owner, "finance");
    expect(await acceptInvitation(runtime, token, owner)).toEqual({
      ok: false,
      reason: "already_member",
    });
    expect(await acceptInvitation(runtime, token, elsewhere.owner)).toEqual({
      ok: true,
      merchantId,
    });
    expect(await rolesOf(merchantId)).toEqual(["finance", "owner"]);
    expect(await rolesOf(elsewhere.merchantId)).toEqual(["owner"]);
  });

  it("is not spent for an e-mail that is taken", async () => {
    const { owner } = await makeShop();
    const person = newcomer();
    expect(
      await acceptInvitationAsNewPerson(runtime, await invite(owner), person, NOWHERE),
    ).toMatchObject({
      ok: true,
    });
    const token = await invite(owner);
    expect(await acceptInvitationAsNewPerson(runtime, token, person, NOWHERE)).toEqual({
      ok: false,
      reason: "email_taken",
    });
    expect(await readInvitation(runtime, token)).not.toBeNull();
  });

  it("is void once revoked, too old, or made by somebody who may no longer invite", async () => {
    const { merchantId, owner } = await makeShop();
    const admin = await addTestMember(runtime, merchantId, "admin");
    const revoked = await invite(owner);
    const [open] = (await peopleOf(merchantId))?.invitations ?? [];
    expect(await revokeInvitation(runtime, admin, open?.id)).toEqual({ ok: true });
    const old = await invite(owner);
    await runtime.db.execute(sql`
      update invitations set expires_at = clock_timestamp() where revoked_at is null`);
    const orphan = await invite(admin);
    expect(await readInvitation(runtime, orphan)).not.toBeNull();
    expect(await removeMember(runtime, owner, admin.userId)).toEqual({ ok: true });
    for (const token of [revoked, old, orphan, "x", null]) {
      expect(await readInvitation(runtime, token)).toBeNull();
      for (const answer of [
        await acceptInvitation(runtime, token, admin),
        await acceptInvitationAsNewPerson(runtime, token, newcomer(), NOWHERE),
      ]) {
        expect(answer).toEqual({ ok: false, reason: "link_void" });
      }
    }
    expect(await rolesOf(merchantId)).toEqual(["owner"]);
  });
});

describe("who may change people", () => {
  it.each(ROLES)("%s", async (role) => {
    const { merchantId, owner } = await makeShop();
    const actor = await addTestMember(runtime, merchantId, role);
    const target = await addTestMember(runtime, merchantId, "viewer");
    const isManager = role === "owner" || role === "admin";
    const expected = isManager ? { ok: true } : { ok: false, reason: "not_allowed" };
    const toCashier = { userId: target.userId, role: "cashier" };
    expect(await changeRole(runtime, actor, toCashier)).toEqual(expected);
    const made = await inviteMember(runtime, actor, { note: "x", role: "viewer" });
    expect(made.ok).toBe(isManager);
    expect(await removeMember(runtime, actor, target.userId)).toEqual(expected);
    expect((await peopleOf(merchantId, role)) !== null).toBe(isManager);
    if (role === "owner") return;
    for (const attempt of [
      await changeRole(runtime, actor, { userId: actor.userId, role: "owner" }),
      await changeRole(runtime, actor, { userId: owner.userId, role: "viewer" }),
      await removeMember(runtime, actor, owner.userId),
      await inviteMember(runtime, actor, { note: "x", role: "owner" }),
    ]) {
      expect(attempt).toEqual({ ok: false, reason: "not_allowed" });
    }
  });

  it("asks for the role as it is now, and for a fresh proof", async () => {
    const { merchantId, owner } = await makeShop();
    const admin = await addTestMember(runtime, merchantId, "admin");
    await runtime.db
      .update(sessions)
      .set({ provedAt: sql`clock_timestamp() - interval '11 minutes'` })
      .where(eq(sessions.id, admin.sessionId));
    const input = { note: "x", role: "viewer" };
    expect(await inviteMember(runtime, admin, input)).toEqual({
      ok: false,
      reason: "confirm_first",
    });
    expect(await changeRole(runtime, owner, { userId: admin.userId, role: "viewer" })).toEqual({
      ok: true,
    });
    expect(await inviteMember(runtime, admin, input)).toEqual({ ok: false, reason: "not_allowed" });
  });

  it("cannot reach another merchant's people", async () => {
    const ours = await makeShop();
    const theirs = await makeShop();
    const target = await addTestMember(runtime, theirs.merchantId, "viewer");
    await invite(theirs.owner);
    const [open] = (await peopleOf(theirs.merchantId))?.invitations ?? [];
    for (const attempt of [
      await changeRole(runtime, ours.owner, { userId: target.userId, role: "owner" }),
      await removeMember(runtime, ours.owner, target.userId),
      await revokeInvitation(runtime, ours.owner, open?.id),
    ]) {
      expect(attempt).toEqual({ ok: false, reason: "not_found" });
    }
    expect(
      await removeMember(
        runtime,
        { ...ours.owner, merchantId: theirs.merchantId },
        theirs.owner.userId,
      ),
    ).toEqual({ ok: false, reason: "not_allowed" });
    expect(await rolesOf(theirs.merchantId)).toEqual(["owner", "viewer"]);
  });
});

describe("the last owner", () => {
  it("can neither be removed nor made less, and a second one frees the first", async () => {
    const { merchantId, owner } = await makeShop();
    const lessen = (userId: string) => changeRole(runtime, owner, { userId, role: "viewer" });
    expect(await lessen(owner.userId)).toEqual({ ok: false, reason: "last_owner" });
    expect(await removeMember(runtime, owner, owner.userId)).toEqual({
      ok: false,
      reason: "last_owner",
    });
    await addTestMember(runtime, merchantId, "owner");
    expect(await lessen(owner.userId)).toEqual({ ok: true });
    expect(await rolesOf(merchantId)).toEqual(["owner", "viewer"]);
  });

  it("stays, however many owners remove each other and themselves at once", async () => {
    for (let round = 0; round < 12; round += 1) {
      const { merchantId, owner } = await makeShop();
      const others = await Promise.all(
        [1, 2].map(() => addTestMember(runtime, merchantId, "owner")),
      );
      const owners = [owner, ...others];
      await Promise.all(
        owners.flatMap((actor, at) => {
          const target = owners[(at + round) % owners.length]?.userId ?? "";
          return [
            removeMember(runtime, actor, target),
            changeRole(runtime, actor, { userId: actor.userId, role: "viewer" }),
          ];
        }),
      );
      expect(await rolesOf(merchantId)).toContain("owner");
    }
  });
});
