import { createHmac } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sessions, twoFactors } from "@/db/schema/auth";
import { members } from "@/db/schema/merchants";
import { readTrail } from "@/lib/audit/fixtures/read-trail";
import type { Runtime } from "@/lib/runtime";
import { authorise } from "./authorise";
import { changePassword } from "./change-password";
import { makeTestMerchant, openTestRuntime } from "./fixtures/test-merchant";
import { ensureOwner } from "./owner";
import type { NewCookie } from "./post-auth";
import { listOwnSessions, revokeOwnSession } from "./revoke-session";
import { saveProof } from "./save-proof";
import { findPerson, requireMember } from "./session";
import { signIn } from "./sign-in";
import { confirmTwoFactor, endTwoFactor, finishSignIn, startTwoFactor } from "./two-factor";

let runtime: Runtime & { close: () => Promise<void> };

beforeAll(async () => {
  runtime = await openTestRuntime();
});
afterAll(() => runtime.close());

const PASSWORD = "a long password";
let count = 0;

async function makeOwner() {
  count += 1;
  const email = `owner${count}@duka.example`;
  const { merchantId } = await makeTestMerchant(runtime);
  await ensureOwner(runtime, merchantId, { name: "Wanjiku", email, password: PASSWORD });
  return { merchantId, email };
}

const headersOf = (cookies: NewCookie[]) =>
  new Headers({
    cookie: cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`).join("; "),
    // Each its own address, so that no limit by address is met here.
    "x-malipo-peer-address": `192.0.2.${count}`,
  });

async function enter(email: string, password = PASSWORD) {
  const from = new Headers({ "x-malipo-peer-address": `192.0.2.${count}` });
  const result = await signIn(runtime, { email, password }, from);
  if (!result.ok) throw new Error(result.reason);
  return { headers: headersOf(result.cookies), isCodeMissing: result.isCodeMissing };
}

async function personOf(headers: Headers) {
  const person = await findPerson(runtime, headers);
  if (!person) throw new Error("nobody is signed in");
  return person;
}

const age = (sessionId: string) =>
  runtime.db
    .update(sessions)
    .set({ provedAt: sql`clock_timestamp() - interval '11 minutes'` })
    .where(eq(sessions.id, sessionId));

describe("the merchant of a request", () => {
  it("is the chosen one of one's own, else the oldest, and nobody else's ever", async () => {
    const first = await makeOwner();
    const second = await makeTestMerchant(runtime);
    const foreign = await makeTestMerchant(runtime);
    const { headers } = await enter(first.email);
    const { userId } = await personOf(headers);
    await runtime.db
      .insert(members)
      .values({ merchantId: second.merchantId, userId, role: "viewer" });
    const choose = async (merchantId: string) => {
      const chosen = new Headers(headers);
      chosen.set("cookie", `${headers.get("cookie") ?? ""}; merchant=${merchantId}`);
      return requireMember(runtime, chosen);
    };
    expect(await requireMember(runtime, headers)).toMatchObject({
      merchantId: first.merchantId,
      role: "owner",
      merchants: [{ id: first.merchantId }, { id: second.merchantId }],
    });
    expect(await choose(second.merchantId)).toMatchObject({
      merchantId: second.merchantId,
      role: "viewer",
    });
    for (const other of [foreign.merchantId, "mer_x", "'", ""]) {
      expect(await choose(other)).toMatchObject({ merchantId: first.merchantId });
    }
    await runtime.db.delete(members).where(eq(members.merchantId, second.merchantId));
    expect(await choose(second.merchantId)).toMatchObject({ merchantId: first.merchantId });
  });
});

describe("a proof", () => {
  it("is a sign-in, lasts ten minutes, and is given again by the right password", async () => {
    const { merchantId, email } = await makeOwner();
    const { headers } = await enter(email);
    const person = await personOf(headers);
    const may = () => authorise(runtime, { ...person, merchantId }, "manage_keys");
    expect(await may()).toEqual({ ok: true, role: "owner" });
    await age(person.sessionId);
    expect(await may()).toEqual({ ok: false, reason: "confirm_first" });
    for (const password of ["wrong password", "", null]) {
      expect(await saveProof(runtime, person, { password, code: null }, headers)).toEqual({
        ok: false,
        reason: "wrong_password",
      });
    }
    expect(await may()).toEqual({ ok: false, reason: "confirm_first" });
    expect(await saveProof(runtime, person, { password: PASSWORD, code: null }, headers)).toEqual({
      ok: true,
    });
    expect(await may()).toEqual({ ok: true, role: "owner" });
  });

  it("cannot be guessed at: the tries count with those of signing in", async () => {
    const { email } = await makeOwner();
    const { headers } = await enter(email);
    const person = await personOf(headers);
    const attempt = (password: string) =>
      saveProof(runtime, person, { password, code: null }, headers);
    for (let n = 0; n < 10; n += 1) await attempt("wrong password");
    const refused = { ok: false, reason: "too_many_tries" };
    expect(await attempt(PASSWORD)).toEqual(refused);
    expect(await startTwoFactor(runtime, person, PASSWORD, headers)).toEqual(refused);
    expect(await endTwoFactor(runtime, person, PASSWORD, headers)).toEqual(refused);
    const input = { currentPassword: PASSWORD, newPassword: "another password" };
    expect(await changePassword(runtime, person, input, headers)).toEqual(refused);
  });
});

describe("sessions", () => {
  it("are listed and ended by their own person alone, without their tokens", async () => {
    const { email } = await makeOwner();
    const other = await makeOwner();
    const [one, two, theirs] = [await enter(email), await enter(email), await enter(other.email)];
    const person = await personOf(one.headers);
    const second = await personOf(two.headers);
    const foreign = await personOf(theirs.headers);
    const list = await listOwnSessions(runtime, person);
    expect(list.map(({ id, isCurrent }) => [id, isCurrent])).toEqual([
      [second.sessionId, false],
      [person.sessionId, true],
    ]);
    const tokens = await runtime.db.select({ token: sessions.token }).from(sessions);
    for (const { token } of tokens) expect(JSON.stringify(list)).not.toContain(token);
    for (const id of [foreign.sessionId, person.sessionId, "x", null]) {
      expect(await revokeOwnSession(runtime, person, id)).toBe(false);
    }
    expect(await revokeOwnSession(runtime, person, second.sessionId)).toBe(true);
    expect(await findPerson(runtime, two.headers)).toBeNull();
    expect(await findPerson(runtime, theirs.headers)).not.toBeNull();
  });

  it("end everywhere else when the password is changed", async () => {
    const { email } = await makeOwner();
    const [one, two] = [await enter(email), await enter(email)];
    const person = await personOf(one.headers);
    const change = (currentPassword: string, newPassword: string) =>
      changePassword(runtime, person, { currentPassword, newPassword }, one.headers);
    expect(await change("wrong password", "another password")).toMatchObject({
      reason: "wrong_password",
    });
    expect(await change(PASSWORD, "short")).toMatchObject({ reason: "invalid" });
    const changed = await change(PASSWORD, "another password");
    expect(changed.ok).toBe(true);
    expect(await findPerson(runtime, two.headers)).toBeNull();
    expect(changed.ok && (await findPerson(runtime, headersOf(changed.cookies)))).not.toBeNull();
    expect((await enter(email, "another password")).isCodeMissing).toBe(false);
  });
});

describe("codes from an app", () => {
  const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  function codeOf(uri: string): string {
    const secret = new URL(uri).searchParams.get("secret") ?? "";
    const bits = Array.from(secret)
      .map((c) => BASE32.indexOf(c).toString(2).padStart(5, "0"))
      .join("");
    const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
    const digest = createHmac("sha1", key).update(counter).digest();
    const number = digest.readUInt32BE((digest.at(-1) ?? 0) & 0xf) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
  }

  it("are asked for at sign-in once one was given, prove a person, and can be turned off", async () => {
    const { email, merchantId } = await makeOwner();
    const { headers } = await enter(email);
    expect(await startTwoFactor(runtime, { email }, "wrong password", headers)).toMatchObject({
      ok: false,
    });
    const started = await startTwoFactor(runtime, { email }, PASSWORD, headers);
    if (!started.ok) throw new Error(started.reason);
    expect(started.backupCodes).toHaveLength(10);
    const [stored] = await runtime.db.select().from(twoFactors);
    const secret = new URL(started.uri).searchParams.get("secret") ?? "none";
    expect(JSON.stringify(stored)).not.toContain(secret);
    expect(JSON.stringify(stored)).not.toContain(started.backupCodes[0]);
    expect((await enter(email)).isCodeMissing).toBe(false);

    const newcomer = await personOf(headers);
    expect(await confirmTwoFactor(runtime, newcomer, "000000x", headers)).toMatchObject({
      ok: false,
    });
    expect(await confirmTwoFactor(runtime, newcomer, codeOf(started.uri), headers)).toMatchObject({
      ok: true,
    });
    const half = await enter(email);
    expect(half.isCodeMissing).toBe(true);
    expect(await findPerson(runtime, half.headers)).toBeNull();
    expect(await finishSignIn(runtime, "12345", half.headers)).toMatchObject({
      reason: "wrong_code",
    });
    const paper = await finishSignIn(runtime, started.backupCodes[3], half.headers);
    if (!paper.ok) throw new Error(paper.reason);
    const inside = headersOf(paper.cookies);
    const person = await personOf(inside);
    expect(person.hasTwoFactor).toBe(true);
    await age(person.sessionId);
    const proof = { password: "", code: codeOf(started.uri) };
    expect(await saveProof(runtime, person, proof, inside)).toEqual({ ok: true });

    count += 1;
    const again = await enter(email);
    expect(await finishSignIn(runtime, started.backupCodes[3], again.headers)).toMatchObject({
      reason: "wrong_code",
    });
    expect(await endTwoFactor(runtime, person, PASSWORD, inside)).toMatchObject({ ok: true });
    expect((await enter(email)).isCodeMissing).toBe(false);
    expect(await readTrail(runtime, merchantId)).toEqual([
      ["signed_in", null],
      ["signed_in", null],
      ["second_factor_on", null],
      ["second_factor_failed", null],
      ["signed_in", { withCode: "paper" }],
      ["second_factor_failed", null],
      ["second_factor_off", null],
      ["signed_in", null],
    ]);
  });
});
