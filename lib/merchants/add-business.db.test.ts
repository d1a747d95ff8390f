import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { addFirstBusiness, addOpenBusiness } from "./add-business";
import { openTestRuntime } from "./fixtures/test-merchant";
import { isSetupLinkOpen, createSetupLink } from "./create-setup-link";
import { signIn } from "./sign-in";

let runtime: Awaited<ReturnType<typeof openTestRuntime>>;

beforeEach(async () => {
  runtime = await openTestRuntime();
});
afterEach(() => runtime.close());

const PASSWORD = "a long password";
const input = (email = "wanjiku@duka.example") => ({
  merchantName: "Duka la Wanjiku",
  name: "Wanjiku",
  email,
  password: PASSWORD,
});

const HERE = { address: "192.0.2.1", userAgent: "test" };

const tokenOf = (link: string | null) => link?.split("/").at(-1) ?? "";
const countOf = async () => {
  const { rows } = await runtime.db.execute(sql`
    select (select count(*)::int from users) as users, (select count(*)::int from accounts) as accounts,
      (select count(*)::int from merchants) as merchants,
      (select count(*)::int from members where role = 'owner') as owners`);
  return rows[0];
};
const age = () =>
  runtime.db.execute(
    sql`update setup_links set created_at = clock_timestamp() - interval '2 minutes'`,
  );

describe("the setup link", () => {
  it("is made by one of the processes that start together, and anew by a later start", async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => createSetupLink(runtime)));
    const [first] = made.filter((link) => link !== null);
    expect(made.filter((link) => link !== null)).toHaveLength(1);
    await age();
    const second = await createSetupLink(runtime);
    expect(await isSetupLinkOpen(runtime, tokenOf(first ?? null))).toBe(false);
    expect(await isSetupLinkOpen(runtime, tokenOf(second))).toBe(true);
  });

  it("makes one merchant with one owner, however many use it at once", async () => {
    const token = tokenOf(await createSetupLink(runtime));
    const answers = await Promise.all(
      Array.from({ length: 4 }, (_, n) =>
        addFirstBusiness(runtime, token, input(`person${n}@duka.example`), HERE),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await countOf()).toEqual({ users: 1, accounts: 1, merchants: 1, owners: 1 });
    const { rows: audit } = await runtime.db.execute(sql`
      select action, actor_name, actor_email, address from audit_entries order by action`);
    const who = { actor_name: "Wanjiku", address: HERE.address };
    expect(audit).toMatchObject([
      { action: "merchant_made", ...who },
      { action: "setup_link_used", ...who },
    ]);
    await age();
    expect(await createSetupLink(runtime)).toBeNull();
    expect(await addFirstBusiness(runtime, token, input(), HERE)).toEqual({
      ok: false,
      reason: "link_void",
    });
  });

  it("is not spent by what is wrong with a form, and its owner can sign in", async () => {
    const token = tokenOf(await createSetupLink(runtime));
    expect(await addFirstBusiness(runtime, token, { ...input(), password: "short" }, HERE)).toEqual(
      {
        ok: false,
        reason: "invalid",
      },
    );
    expect(await addFirstBusiness(runtime, token, input(), HERE)).toMatchObject({ ok: true });
    const credentials = { email: "wanjiku@duka.example", password: PASSWORD };
    expect(await signIn(runtime, credentials, new Headers())).toMatchObject({ ok: true });
  });

  it("is worth nothing once it is too old, or where somebody can sign in", async () => {
    const old = tokenOf(await createSetupLink(runtime));
    await runtime.db.execute(sql`update setup_links set expires_at = clock_timestamp()`);
    for (const token of [old, "x", null]) {
      expect(await addFirstBusiness(runtime, token, input(), HERE)).toMatchObject({
        reason: "link_void",
      });
    }
    await age();
    const token = tokenOf(await createSetupLink(runtime));
    await runtime.db.execute(sql`insert into users (id, name, email) values ('u', 'u', 'u')`);
    expect(await addFirstBusiness(runtime, token, input(), HERE)).toMatchObject({
      reason: "link_void",
    });
    expect(await countOf()).toEqual({ users: 1, accounts: 0, merchants: 0, owners: 0 });
  });
});

describe("open sign-up", () => {
  it("is closed unless it was opened", async () => {
    expect(await addOpenBusiness(runtime, input(), HERE)).toMatchObject({ ok: false });
    expect(await countOf()).toMatchObject({ users: 0 });
  });

  it("makes a merchant a person, and has a limit for each address", async () => {
    const open = { ...runtime, env: { ...runtime.env, SIGN_UP: "open" as const } };
    for (let n = 1; n <= 5; n += 1) {
      expect(await addOpenBusiness(open, input(`p${n}@duka.example`), HERE)).toMatchObject({
        ok: true,
      });
    }
    expect(await addOpenBusiness(open, input("p6@duka.example"), HERE)).toEqual({
      ok: false,
      reason: "too_many_tries",
    });
    expect(
      await addOpenBusiness(open, input("p1@duka.example"), { ...HERE, address: "192.0.2.2" }),
    ).toEqual({
      ok: false,
      reason: "email_taken",
    });
    expect(await countOf()).toEqual({ users: 5, accounts: 5, merchants: 5, owners: 5 });
  });
});
