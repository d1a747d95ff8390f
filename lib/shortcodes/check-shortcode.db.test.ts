import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { readTrail } from "@/lib/audit/fixtures/read-trail";
import { handleCallbackCheck } from "@/lib/http/callback-check";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { addTestMember } from "@/lib/merchants/fixtures/test-member";
import { permissionsOfRole } from "@/lib/merchants/permissions";
import type { Actor } from "@/lib/merchants/session";
import { failureBody, newReceipt, successBody } from "@/lib/payments/fixtures/callback-bodies";
import {
  accepted,
  hang,
  html,
  idsOf,
  noWords,
  refused,
  refusedConnection,
} from "@/lib/payments/fixtures/fake-daraja";
import {
  brokenRules,
  CONSUMER_KEY,
  CONSUMER_SECRET,
  newPhone,
  only,
  openTestShop,
  PASS_KEY,
  type TestShop,
} from "@/lib/payments/fixtures/test-shop";
import type { Runtime } from "@/lib/runtime";
import { checkShortcode } from "./check-shortcode";
import type { CheckStep } from "./model";
import { readOwnShortcodes } from "./read-own-shortcodes";
import { sendTestPush, type TestPush } from "./send-test-push";

let shop: TestShop;
let runtime: Runtime;
let owner: Actor;
let shortcodeId: string;
/** What stands at the app's public address; null for nobody. */
let publicApp: ((request: Request) => Promise<Response>) | null;

beforeAll(async () => {
  shop = await openTestShop();
  const throughNetwork: typeof fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : input.toString();
    if (!url.startsWith(shop.env.APP_URL)) return shop.daraja.fetch(input, init);
    return publicApp === null ? refusedConnection() : publicApp(new Request(input, init));
  };
  runtime = { ...shop.runtime, fetch: throughNetwork };
});
afterAll(() => shop.close());

beforeEach(async () => {
  const made = await shop.makeMerchant();
  ({ shortcodeId } = made);
  owner = await addTestMember(runtime, made.merchantId, "owner");
  publicApp = (request) => handleCallbackCheck(runtime, request);
  shop.daraja.oauth = tokenAt(0);
  shop.daraja.push = accepted;
});

/** A token, with the time that a clock so many seconds before ours would write. */
const tokenAt = (secondsBehindUs: number) => () =>
  Response.json(
    { access_token: `token-${randomUUID()}`, expires_in: "3599" },
    { headers: { date: new Date(Date.now() - secondsBehindUs * 1_000).toUTCString() } },
  );

const readRow = async () => {
  const permissions = permissionsOfRole("owner");
  const list = await readOwnShortcodes(
    runtime,
    asMerchant(runtime, { merchantId: owner.merchantId, permissions }),
  );
  return only(list?.rows ?? []);
};

async function check(options?: { deadlineMs: number }): Promise<CheckStep[]> {
  expect(await checkShortcode(runtime, owner, shortcodeId, options)).toEqual({ ok: true });
  return (await readRow()).connection?.steps ?? [];
}

const foundBy = (steps: CheckStep[], name: CheckStep["step"]) =>
  steps.find(({ step }) => step === name)?.found;

describe("a check", () => {
  it("finds all well, and says when and by whom", async () => {
    expect(await check()).toEqual([
      { step: "token", found: "works" },
      { step: "clock", found: "right", seconds: 0 },
      { step: "address", found: "answers" },
    ]);
    expect((await readRow()).connection).toMatchObject({ by: "owner" });
    expect(await readTrail(runtime, owner.merchantId)).toEqual([
      ["shortcode_checked", { environment: "simulator", status: "works" }],
    ]);
  });

  it("asks for a new token each time, and every process goes on with it", async () => {
    await check();
    const calls = shop.daraja.calls.oauth.length;
    await check();
    expect(shop.daraja.calls.oauth.length).toBe(calls + 1);
    const orderId = await shop.makeOrder({ merchant: { ...owner, shortcodeId } });
    expect(await shop.start(orderId)).toMatchObject({ ok: true, push: "accepted" });
    expect(shop.daraja.calls.oauth.length).toBe(calls + 1);
  });

  it.each([
    ["credentials_rejected", () => noWords(400)],
    ["unreachable", () => html(503)],
    ["unreachable", refusedConnection],
    ["unexpected_answer", () => Response.json({ hello: "there" })],
  ] as const)("says of the token: %s", async (found, oauth) => {
    await check();
    shop.daraja.oauth = oauth;
    expect(foundBy(await check(), "token")).toBe(found);
    const shown = JSON.stringify(await readRow());
    for (const secret of [CONSUMER_KEY, CONSUMER_SECRET, PASS_KEY])
      expect(shown).not.toContain(secret);
  });

  it("ends when its deadline does, and says that nobody answered", async () => {
    shop.daraja.oauth = hang;
    publicApp = () => new Promise(() => undefined);
    const steps = await check({ deadlineMs: 200 });
    expect([foundBy(steps, "token"), foundBy(steps, "address")]).toEqual([
      "unreachable",
      "no_answer",
    ]);
  });

  it.each([
    [300, "ahead"],
    [-300, "behind"],
    [20, "right"],
  ])("measures the clock: %i seconds are %s", async (seconds, found) => {
    shop.daraja.oauth = tokenAt(seconds);
    const clock = (await check()).find(({ step }) => step === "clock");
    expect(clock).toMatchObject({ found });
    expect(clock?.step === "clock" && Math.abs(clock.seconds - Math.abs(seconds)) <= 1).toBe(true);
  });

  it("knows when somebody else, or nobody, is at the app's address", async () => {
    publicApp = () => Promise.resolve(new Response("<html>parked</html>"));
    expect(foundBy(await check(), "address")).toBe("someone_else");
    const stranger = { env: { ...runtime.env, APP_SECRET: Buffer.alloc(32, 1) } };
    publicApp = (request) => handleCallbackCheck(stranger, request);
    expect(foundBy(await check(), "address")).toBe("someone_else");
    publicApp = null;
    expect(foundBy(await check(), "address")).toBe("no_answer");
  });

  it("says when the stored credentials cannot be opened", async () => {
    await shop.witness`update shortcodes set pass_key_sealed = '\\x0102' where id = ${shortcodeId}`;
    expect(foundBy(await check(), "token")).toBe("unreadable");
  });

  it("has few turns, and none without the right or for another merchant's", async () => {
    for (let turn = 0; turn < 10; turn += 1) await check();
    expect(await checkShortcode(runtime, owner, shortcodeId)).toEqual({
      ok: false,
      reason: "too_many_tries",
    });
    const { merchantId } = await shop.makeMerchant();
    const stranger = await addTestMember(runtime, merchantId, "owner");
    expect(await checkShortcode(runtime, stranger, shortcodeId)).toMatchObject({
      reason: "not_found",
    });
    const cashier = await addTestMember(runtime, owner.merchantId, "cashier");
    expect(await checkShortcode(runtime, cashier, shortcodeId)).toMatchObject({
      reason: "not_allowed",
    });
  });
});

describe("the check's own address", () => {
  it("tells nothing but what a nonce makes", async () => {
    const ask = (body: string) =>
      handleCallbackCheck(runtime, new Request("http://localhost", { method: "POST", body }));
    for (const body of ["", "{", "null", '{"nonce":"short"}', "x".repeat(1_000)]) {
      expect((await ask(body)).status).toBe(404);
    }
    const nonce = "n".repeat(43);
    const answers = await Promise.all(
      [nonce, nonce, "m".repeat(43)].map(async (each) =>
        (await ask(JSON.stringify({ nonce: each }))).text(),
      ),
    );
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]).not.toEqual(answers[2]);
  });
});

const push = (changes: Partial<TestPush> = {}) =>
  sendTestPush(runtime, owner, {
    shortcodeId,
    phoneNumber: newPhone(),
    submissionId: randomUUID(),
    isAgreed: false,
    title: "Shortcode check",
    ...changes,
  });

async function pushed(changes: Partial<TestPush> = {}) {
  const sent = await push(changes);
  if (!sent.ok) throw new Error(sent.reason);
  const call = shop.daraja.calls.push.at(-1);
  if (!call) throw new Error("nothing was sent");
  return { orderId: sent.orderId, call };
}

const pushFinding = async () => (await readRow()).push?.found;

describe("the prompt of KES 1", () => {
  it("is an order like any other, and its callback shows that callbacks come", async () => {
    const { orderId, call } = await pushed();
    expect(call.amountKes).toBe(1);
    expect(await pushFinding()).toBe("waiting");
    const body = successBody(idsOf(call.callbackToken), { amountKes: 1, receipt: newReceipt() });
    await shop.callBack(call, body);
    expect(await pushFinding()).toBe("paid");
    expect(await shop.readOrder(orderId)).toMatchObject({ status: "paid", paid_kes: 1 });
    expect(await brokenRules(shop, orderId)).toEqual([]);
  });

  it("is sent once, however often its form is", async () => {
    const calls = shop.daraja.calls.push.length;
    const same = { submissionId: randomUUID(), phoneNumber: newPhone() };
    const answers = await Promise.all([push(same), push(same), push(same)]);
    const ids = new Set(answers.map((answer) => answer.ok && answer.orderId));
    expect(ids.size).toBe(1);
    expect(shop.daraja.calls.push.length).toBe(calls + 1);
    const [{ count } = { count: 0 }] = await shop.witness<{ count: number }[]>`
      select count(*)::int as count from shortcode_checks where shortcode_id = ${shortcodeId}`;
    expect(count).toBe(1);
    expect(await readTrail(runtime, owner.merchantId)).toEqual([
      ["shortcode_checked", { environment: "simulator", amountKes: 1 }],
    ]);
  });

  it("goes to a shortcode that takes no orders yet", async () => {
    await shop.witness`update shortcodes set is_active = false where id = ${shortcodeId}`;
    const { orderId } = await pushed();
    const [order] = await shop.witness`select shortcode_id from orders where id = ${orderId}`;
    expect(order).toEqual({ shortcode_id: shortcodeId });
  });

  it.each(["sandbox", "live"])(
    "takes real money on %s only when somebody said so",
    async (name) => {
      const calls = shop.daraja.calls.push.length;
      await shop.witness`update shortcodes set environment = ${name},
      base_url = ${name === "live" ? "https://api.safaricom.co.ke" : "https://sandbox.safaricom.co.ke"}
      where id = ${shortcodeId}`;
      expect(await push()).toEqual({ ok: false, reason: "not_agreed" });
      const [{ count } = { count: -1 }] = await shop.witness<{ count: number }[]>`
      select count(*)::int as count from orders where shortcode_id = ${shortcodeId}`;
      expect([count, shop.daraja.calls.push.length]).toEqual([0, calls]);
      expect(await push({ isAgreed: true })).toMatchObject({ ok: true });
      // This app's address is none that Safaricom would take: nothing leaves the machine.
      expect([await pushFinding(), shop.daraja.calls.push.length]).toEqual(["not_sent", calls]);
    },
  );

  it.each([
    [
      "wrong_pass_key",
      () => refused(500, "500.001.1001", "[MerchantValidate] - Wrong credentials"),
    ],
    ["unknown_number", () => refused(500, "500.001.1001", "Merchant does not exist")],
    ["phone_refused", () => refused(500, "500.001.1001", "Unable to lock subscriber, a …")],
    ["refused", () => refused(400, "400.002.02", "Bad Request - Invalid CallBackURL")],
    ["unknown", () => html(503)],
  ] as const)("says in a word what Daraja refused: %s", async (found, answer) => {
    shop.daraja.push = answer;
    expect(await push()).toMatchObject({ ok: true });
    expect(await pushFinding()).toBe(found);
  });

  it.each([
    [1032, "answered"],
    [2028, "wrong_type"],
    ["SFC_IC0003", "wrong_type"],
    [8, "balance_full"],
  ] as const)("reads a callback with code %s as %s", async (code, found) => {
    const { call } = await pushed();
    await shop.callBack(call, failureBody(idsOf(call.callbackToken), code));
    expect(await pushFinding()).toBe(found);
  });

  it("that was paid without a callback says that callbacks do not come", async () => {
    const { orderId } = await pushed();
    await shop.witness`update attempts set outcome = 'succeeded' where order_id = ${orderId}`;
    expect(await pushFinding()).toBe("paid_no_callback");
  });

  it("is refused without a token, a phone or the right", async () => {
    expect(await push({ phoneNumber: "12" })).toEqual({ ok: false, reason: "invalid_phone" });
    shop.daraja.oauth = () => noWords(400);
    expect(await push()).toEqual({ ok: false, reason: "mpesa_unavailable" });
    expect(await pushFinding()).toBe("not_started");
    owner = await addTestMember(runtime, owner.merchantId, "finance");
    expect(await push()).toEqual({ ok: false, reason: "not_allowed" });
  });
});
