import { count, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authRateLimits, sessions, users } from "@/db/schema/auth";
import { rateBuckets } from "@/db/schema/shared-state";
import { handleAuth } from "@/lib/http/merchant-auth";
import { makeTestMerchant, openTestRuntime } from "./fixtures/test-merchant";
import { ensureOwner } from "./owner";
import { requireMember } from "./session";
import { signIn, signOut } from "./sign-in";

const PASSWORD = "correct horse battery";
let runtime: Awaited<ReturnType<typeof openTestRuntime>>;
let merchantId: string;

beforeAll(async () => {
  runtime = await openTestRuntime({ TRUSTED_PROXY_HOPS: "1" });
  ({ merchantId } = await makeTestMerchant(runtime));
  const owner = { name: "Wanjiku", email: "wanjiku@duka.example", password: PASSWORD };
  await ensureOwner(runtime, merchantId, owner);
});
afterAll(() => runtime.close());
beforeEach(async () => {
  await runtime.db.delete(authRateLimits);
  await runtime.db.delete(rateBuckets);
});

const from = (address: string) => new Headers({ "x-forwarded-for": address });
const tryWith = (email: string, password: string, address = "198.51.100.7") =>
  signIn(runtime, { email, password }, from(address));

async function signedInHeaders(): Promise<Headers> {
  const result = await tryWith("wanjiku@duka.example", PASSWORD);
  if (!result.ok) throw new Error(result.reason);
  const pairs = result.cookies.map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  return new Headers({ cookie: pairs.join("; ") });
}

describe("signing in", () => {
  it("gives a session that stands for the member and the merchant", async () => {
    const headers = await signedInHeaders();
    expect(await requireMember(runtime, headers)).toMatchObject({
      userId: expect.any(String) as string,
      email: "wanjiku@duka.example",
      merchantId,
      merchantName: "Duka la Majaribio",
      role: "owner",
    });
    expect(await requireMember(runtime, new Headers())).toBeNull();
    const forged = new Headers({ cookie: "better-auth.session_token=x.y" });
    expect(await requireMember(runtime, forged)).toBeNull();
  });

  it("sets a cookie that scripts and other sites cannot use", async () => {
    const result = await tryWith(" Wanjiku@Duka.example ", PASSWORD);
    expect(result).toMatchObject({
      ok: true,
      cookies: [{ options: { httpOnly: true, sameSite: "lax", path: "/", maxAge: 604_800 } }],
    });
  });

  it("answers the same for a wrong password, an unknown e-mail and nonsense", async () => {
    const wrong = { ok: false, reason: "wrong_credentials" };
    expect(await tryWith("wanjiku@duka.example", "wrong")).toEqual(wrong);
    expect(await tryWith("nobody@duka.example", PASSWORD)).toEqual(wrong);
    expect(await tryWith("no e-mail", PASSWORD)).toEqual(wrong);
    expect(await tryWith("a\0@duka.example", "\0")).toEqual(wrong);
    expect(await signIn(runtime, { email: null, password: [] }, new Headers())).toEqual(wrong);
    expect(await tryWith("wanjiku@duka.example", "x".repeat(300))).toEqual(wrong);
  });

  it("is limited for one e-mail from many addresses, known or not; the right password clears it", async () => {
    for (const email of ["wanjiku@duka.example", "nobody@duka.example"]) {
      const reasons: string[] = [];
      for (let n = 1; n <= 11; n += 1) {
        const result = await tryWith(email, "wrong", `198.51.100.${n}`);
        reasons.push(result.ok ? "ok" : result.reason);
      }
      expect(reasons).toEqual([...Array<string>(10).fill("wrong_credentials"), "too_many_tries"]);
    }
    expect(await tryWith("wanjiku@duka.example", PASSWORD)).toMatchObject({ ok: false });
    await runtime.db.delete(rateBuckets);
    expect(await tryWith("wanjiku@duka.example", "wrong")).toMatchObject({ ok: false });
    expect(await tryWith("wanjiku@duka.example", PASSWORD)).toMatchObject({ ok: true });
    const [left] = await runtime.db.select({ count: count() }).from(rateBuckets);
    expect(left?.count).toBe(0);
  });

  it("is limited for one address over many e-mails, whatever it writes before its own hop", async () => {
    const results: boolean[] = [];
    for (let n = 1; n <= 21; n += 1) {
      const spoofed = `203.0.113.${n}, 198.51.100.99`;
      const result = await tryWith(`person${n}@duka.example`, "wrong", spoofed);
      results.push(!result.ok && result.reason === "too_many_tries");
    }
    expect(results.indexOf(true)).toBe(20);
    expect(await tryWith("someone@duka.example", "wrong", "198.51.100.98")).toMatchObject({
      reason: "wrong_credentials",
    });
  });
});

describe("signing out", () => {
  it("ends the session in the database, not only in the browser", async () => {
    const headers = await signedInHeaders();
    const cookies = await signOut(runtime, headers);
    expect(cookies).toContainEqual(
      expect.objectContaining({
        name: "better-auth.session_token",
        value: "",
        options: expect.objectContaining({ maxAge: 0 }) as object,
      }),
    );
    expect(await requireMember(runtime, headers)).toBeNull();
  });
});

describe("a changed password", () => {
  it("ends the sessions begun with the old one", async () => {
    const shop = await makeTestMerchant(runtime);
    const owner = { name: "Otieno", email: "otieno@duka.example", password: "first password" };
    await ensureOwner(runtime, shop.merchantId, owner);
    expect(await tryWith(owner.email, owner.password)).toMatchObject({ ok: true });
    await ensureOwner(runtime, shop.merchantId, { ...owner, password: "second password" });
    const [user] = await runtime.db.select().from(users).where(eq(users.email, owner.email));
    const left = await runtime.db
      .select()
      .from(sessions)
      .where(eq(sessions.userId, user?.id ?? ""));
    expect(left).toEqual([]);
    expect(await tryWith(owner.email, "first password")).toMatchObject({ ok: false });
    expect(await tryWith(owner.email, "second password")).toMatchObject({ ok: true });
  });
});

describe("/api/auth", () => {
  const call = (path: string, body: object) =>
    handleAuth(
      runtime,
      new Request(`http://localhost:3000/api/auth${path}`, {
        method: "POST",
        headers: { "content-type": "application/json", origin: "http://localhost:3000" },
        body: JSON.stringify(body),
      }),
    );

  it("has no public sign-up and nothing else that the product does not use", async () => {
    const person = { name: "M", email: "mallory@duka.example", password: PASSWORD };
    for (const path of ["/sign-up/email", "/update-user", "/change-email", "/delete-user", "/ok"]) {
      expect((await call(path, person)).status).toBe(404);
    }
    const made = await runtime.db.select().from(users).where(eq(users.email, person.email));
    expect(made).toEqual([]);
  });

  it("takes a sign-in from our own origin only", async () => {
    const credentials = { email: "wanjiku@duka.example", password: PASSWORD };
    expect((await call("/sign-in/email", credentials)).status).toBe(200);
    const foreign = new Request("http://localhost:3000/api/auth/sign-in/email", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        origin: "https://evil.example",
        cookie: "a=b",
      },
      body: JSON.stringify(credentials),
    });
    expect((await handleAuth(runtime, foreign)).status).toBe(403);
  });
});
