import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startDeadline } from "@/lib/clock";
import { gate, html, noWords, reset } from "@/lib/payments/fixtures/fake-daraja";
import { only, openTestShop, type TestShop } from "@/lib/payments/fixtures/test-shop";
import type { Runtime } from "@/lib/runtime";
import { sharedAccessToken } from "./access-token";
import { loadShortcode, type Shortcode } from "./load-shortcode";

let shop: TestShop;
let other: Runtime;
let shortcode: Shortcode;

beforeAll(async () => {
  shop = await openTestShop();
  other = shop.openProcess();
});
afterAll(() => shop.close());
beforeEach(async () => {
  const { shortcodeId } = await shop.makeMerchant();
  shortcode = await loadShortcode(shop.runtime, shortcodeId);
  shop.daraja.calls.oauth.length = 0;
  shop.daraja.oauth = token({ expires_in: "3599" });
});

let lastToken = 0;
const token = (fields: Record<string, unknown>) => () => {
  lastToken += 1;
  return Response.json({ access_token: `token-${lastToken}`, ...fields });
};

const get = (refused: number | null = null, runtime: Runtime = shop.runtime, ms = 8_000) =>
  sharedAccessToken(runtime, shortcode, startDeadline(ms), refused);

const thirty = (ask: (runtime: Runtime) => ReturnType<typeof get>) =>
  Promise.all(Array.from({ length: 30 }, (_, n) => ask(n % 2 === 0 ? shop.runtime : other)));

const requests = () => shop.daraja.calls.oauth.length;

/** Lets time pass for the stored token. */
const age = (seconds: number) =>
  shop.witness`update access_tokens set
    refresh_at = refresh_at - make_interval(secs => ${seconds}),
    expires_at = expires_at - make_interval(secs => ${seconds}),
    lease_until = lease_until - make_interval(secs => ${seconds})
    where consumer_key_hash = ${shortcode.consumerKeyHash}`;

describe("the shared access token", () => {
  it("is one request for 30 concurrent callers of two processes", async () => {
    const answers = await thirty((runtime) => get(null, runtime));
    expect(requests()).toBe(1);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(answers[0]).toMatchObject({ ok: true });
    expect(await get()).toEqual(answers[0]);
    expect(requests()).toBe(1);
  });

  it("is renewed once when it is refused by many at once", async () => {
    const first = await get();
    if (!first.ok) throw new Error(first.message);
    const answers = await thirty((runtime) => get(first.generation, runtime));
    expect(requests()).toBe(2);
    for (const answer of answers) {
      expect(answer).toMatchObject({ ok: true, generation: first.generation + 1 });
    }
    expect(await get(first.generation)).toEqual(answers[0]);
    expect(requests()).toBe(2);
  });

  it("is renewed early, by one, while the others go on with the old one", async () => {
    const first = await get();
    await age(3_599 - 250);
    const { open, opened } = gate();
    const renew = token({ expires_in: 3_599 });
    shop.daraja.oauth = async () => {
      await opened;
      return renew();
    };
    const renewal = get();
    await expect.poll(requests, { timeout: 10_000 }).toBe(2);
    expect(await get(null, other)).toEqual(first);
    open();
    const renewed = await renewal;
    expect(renewed).toMatchObject({ ok: true });
    expect(renewed).not.toEqual(first);
    expect(await get(null, other)).toEqual(renewed);
    expect(requests()).toBe(2);
  });

  it.each([3_599, "3599", " 3599 "])("lives as long as %j says", async (expires_in) => {
    shop.daraja.oauth = token({ expires_in });
    expect(await get()).toMatchObject({ ok: true });
    const { left } = only(
      await shop.witness<{ left: number }[]>`
        select extract(epoch from expires_at - clock_timestamp())::float8 as left
        from access_tokens where consumer_key_hash = ${shortcode.consumerKeyHash}`,
    );
    expect(left).toBeGreaterThan(3_580);
    expect(left).toBeLessThanOrEqual(3_599);
    await age(3_700);
    expect(await get()).toMatchObject({ ok: true });
    expect(requests()).toBe(2);
  });

  it("is used by its caller even when it lives for no time at all", async () => {
    shop.daraja.oauth = token({ expires_in: 0 });
    expect(await get()).toMatchObject({ ok: true });
  });

  it("is sealed where it is stored", async () => {
    const answer = await get();
    const { text } = only(
      await shop.witness<{ text: string }[]>`
        select encode(token_sealed, 'escape') as text from access_tokens
        where consumer_key_hash = ${shortcode.consumerKeyHash}`,
    );
    expect(answer.ok && text.includes(answer.accessToken)).toBe(false);
  });

  it.each([
    ["an empty 400", () => noWords(400)],
    ["HTML", () => html(503)],
    ["a reset", reset],
    ["no token", () => Response.json({ expires_in: 3_599 })],
  ])("is not there after %s, and the next caller may try at once", async (_name, oauth) => {
    shop.daraja.oauth = oauth;
    expect(await get()).toMatchObject({ ok: false });
    shop.daraja.oauth = token({ expires_in: 3_599 });
    expect(await get()).toMatchObject({ ok: true });
  });

  it("is waited for no longer than the deadline", async () => {
    await shop.witness`
      insert into access_tokens (consumer_key_hash, lease_id, lease_until)
      values (${shortcode.consumerKeyHash}, 'dead', clock_timestamp() + interval '12 seconds')`;
    expect(await get(null, shop.runtime, 90)).toMatchObject({ ok: false });
    expect(requests()).toBe(0);
    await age(13);
    expect(await get()).toMatchObject({ ok: true });
  });

  it("is not overwritten by a process whose lease ran out", async () => {
    const { open, opened } = gate();
    const slow = token({ expires_in: 3_599 });
    shop.daraja.oauth = async () => {
      await opened;
      return slow();
    };
    const late = get();
    await expect.poll(requests, { timeout: 10_000 }).toBe(1);
    await age(13);
    shop.daraja.oauth = token({ expires_in: 3_599 });
    const current = await get(null, other);
    open();
    await late;
    expect(await get()).toEqual(current);
  });
});

describe("a start without a token", () => {
  it("is mpesa_unavailable, and makes no attempt and no push", async () => {
    const orderId = await shop.makeOrder();
    const pushes = shop.daraja.calls.push.length;
    for (const oauth of [() => noWords(400), () => html(500), reset]) {
      shop.daraja.oauth = oauth;
      expect(await shop.start(orderId)).toEqual({ ok: false, reason: "mpesa_unavailable" });
    }
    expect(await shop.readAttempts(orderId)).toEqual([]);
    expect(await shop.readOrder(orderId)).toMatchObject({ version: 1, attempt_count: 0 });
    expect(shop.daraja.calls.push.length).toBe(pushes);
  });
});
