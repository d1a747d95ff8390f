import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { makeId } from "@/lib/ids";
import { createOrder } from "@/lib/orders/create-order";
import { asMerchant } from "@/lib/merchants/as-merchant";
import { addTestMember } from "@/lib/merchants/fixtures/test-member";
import { makeTestMerchant, openTestRuntime } from "@/lib/merchants/fixtures/test-merchant";
import { readDailyMail } from "@/lib/merchants/read-daily-mail";
import { readDay } from "@/lib/merchants/read-day";
import { setDailyMail } from "@/lib/merchants/set-daily-mail";
import { formatKes } from "@/lib/money";
import { claimMail } from "./claim-mail";
import { openMailServer, readParts } from "./fixtures/mail-server";
import { sendSummaries } from "./send-summaries";

/** Mails about yesterday, by a real line to a mail server: each once, or not at all. */

let server: Awaited<ReturnType<typeof openMailServer>>;
let runtime: Awaited<ReturnType<typeof openTestRuntime>>;

beforeEach(async () => {
  server = await openMailServer();
  runtime = await openTestRuntime({ SMTP_URL: server.url, MAIL_FROM: "Malipo <m@malipo.test>" });
});
afterEach(async () => {
  await runtime.close();
  await server.close();
});

/** Moments of Nairobi, as the database would tell them. */
const at = (time: string) => new Date(`${time}+03:00`);
const MORNING = at("2026-11-25T06:00:00");
const YESTERDAY = "2026-11-24";

/** A merchant with a reader of its mails. */
async function openShop(language: "en" | "sw" = "en") {
  const { merchantId } = await makeTestMerchant(runtime);
  const reader = await addTestMember(runtime, merchantId, "owner");
  await setDailyMail(runtime, reader, language);
  return { merchantId, reader, address: `${reader.userId}@duka.example` };
}

/** A payment that came at a moment. */
async function pay(merchantId: string, amountKes: number, paidAt: Date, counted = true) {
  const made = await createOrder(runtime, merchantId, { amountKes, title: "Chai ya siri" });
  if (!made.ok) throw new Error(made.reason);
  const { id } = made.order;
  const attemptId = makeId("attempt");
  await runtime.db.execute(sql`
    insert into attempts (id, merchant_id, order_id, shortcode_id, amount_kes, token_sha256, outcome,
      created_at)
    select ${attemptId}, merchant_id, id, shortcode_id, ${amountKes}::int, convert_to(${attemptId}, 'UTF8'), 'succeeded',
      ${paidAt.toISOString()}::timestamptz
    from orders where id = ${id}`);
  await runtime.db.execute(sql`
    insert into payments (id, merchant_id, order_id, attempt_id, kind, amount_kes, receipt, counted,
      late, after_failure, created_at)
    values (${makeId("payment")}, ${merchantId}, ${id}, ${attemptId}, 'stk', ${amountKes}::int,
      ${`R${attemptId.slice(-9).toUpperCase()}`}, ${counted}, false, false,
      ${paidAt.toISOString()}::timestamptz)`);
}

const send = (now: Date) => sendSummaries(runtime, { at: now });

describe("the mail about yesterday", () => {
  it("says what the day sheet says, in the reader's language, and nothing about customers", async () => {
    const shop = await openShop("sw");
    const elsewhere = await openShop("en");
    await pay(shop.merchantId, 1_200, at("2026-11-24T00:00:00"));
    await pay(shop.merchantId, 34, at("2026-11-24T23:59:59"));
    await pay(shop.merchantId, 500, at("2026-11-24T12:00:00"), false);
    await pay(shop.merchantId, 90_000, at("2026-11-25T00:00:00"));
    await pay(elsewhere.merchantId, 77, at("2026-11-24T12:00:00"));
    expect(await send(MORNING)).toBe(2);
    const day = await readDay(asMerchant(runtime, { merchantId: shop.merchantId }), YESTERDAY);
    expect(day.counted).toEqual({ count: 2, amountKes: 1_234 });

    const letter = server.letters.find(({ to }) => to === shop.address);
    const { text, html, headers } = readParts(letter?.data ?? "");
    expect(headers).toMatch(/^From: Malipo <m@malipo\.test>$/m);
    for (const body of [text, html]) {
      expect(body).toContain(formatKes(day.counted.amountKes));
      expect(body).toContain(formatKes(500));
      expect(body).toContain("Mapato");
      expect(body).toContain(`http://localhost:3000/dashboard/day/${YESTERDAY}`);
      expect(body).not.toMatch(/Chai ya siri|90,000|KES 77|ord_|att_|07\d{2}|2547/);
      for (const { receipt } of day.payments) expect(body).not.toContain(receipt ?? "none");
    }
    expect(html).toContain('<html lang="sw">');
    const other = server.letters.find(({ to }) => to === elsewhere.address);
    expect(readParts(other?.data ?? "").text).toContain("Takings: KES 77");
  });

  it("comes from six o'clock on, once a day", async () => {
    await openShop();
    expect(await send(at("2026-11-25T05:59:59"))).toBe(0);
    expect(await send(MORNING)).toBe(1);
    expect(await send(at("2026-11-25T23:59:59"))).toBe(0);
    expect(await send(at("2026-11-26T05:00:00"))).toBe(0);
    expect(await send(at("2026-11-26T09:00:00"))).toBe(1);
    expect(server.letters).toHaveLength(2);
  });

  it("comes once, however many processes send", async () => {
    for (let reader = 0; reader < 5; reader += 1) await openShop();
    const passes = await Promise.all(Array.from({ length: 6 }, () => send(MORNING)));
    // Who lost a race leaves the rest to whoever won it.
    expect(passes.reduce((sum, sent) => sum + sent, 0) + (await send(MORNING))).toBe(5);
    expect(new Set(server.letters.map(({ to }) => to)).size).toBe(5);
    expect(server.letters).toHaveLength(5);
  });

  it("does not come twice after a crash between the claim and the mail, nor at all", async () => {
    await openShop();
    expect(await claimMail(runtime, MORNING)).not.toBeNull();
    expect(await send(at("2026-11-25T20:00:00"))).toBe(0);
    expect(server.letters).toEqual([]);
    expect(await send(at("2026-11-26T06:00:00"))).toBe(1);
  });

  it("is not sent again when the line was lost after all of it was said", async () => {
    await openShop();
    server.state.manner = "hang_up_after_letter";
    expect(await send(MORNING)).toBe(0);
    server.state.manner = "take";
    expect(await send(at("2026-11-25T20:00:00"))).toBe(0);
    const { rows } = await runtime.db.execute(sql`select state, tries from daily_mails`);
    expect(rows).toEqual([{ state: "unknown", tries: 1 }]);
  });

  it.each(["refuse_sender", "refuse_letter"] as const)(
    "is tried again ever more slowly when the server says no: %s",
    async (manner) => {
      await openShop();
      server.state.manner = manner;
      expect(await send(MORNING)).toBe(0);
      expect(await send(at("2026-11-25T06:09:59"))).toBe(0);
      expect(server.state.connections).toBe(1);
      expect(await send(at("2026-11-25T06:10:00"))).toBe(0);
      expect(await send(at("2026-11-25T06:29:59"))).toBe(0);
      expect(server.state.connections).toBe(2);
      server.state.manner = "take";
      expect(await send(at("2026-11-25T06:30:00"))).toBe(1);
      expect(server.letters).toHaveLength(1);
    },
  );

  it("is given up after six refusals", async () => {
    await openShop();
    server.state.manner = "refuse_letter";
    for (const time of ["06:00", "07:00", "08:00", "10:00", "13:00", "19:00", "22:00", "23:00"]) {
      expect(await send(at(`2026-11-25T${time}:00`))).toBe(0);
    }
    expect(server.state.connections).toBe(6);
  });

  it("is tried again when no server was reached", async () => {
    await openShop();
    const away = { ...runtime, env: { ...runtime.env, SMTP_URL: "smtp://127.0.0.1:9" } };
    expect(await sendSummaries(away, { at: MORNING })).toBe(0);
    expect(await send(at("2026-11-25T06:10:00"))).toBe(1);
  });

  it("goes to nobody who switched it off, or is no member any more", async () => {
    const [off, gone] = [await openShop(), await openShop()];
    await setDailyMail(runtime, off.reader, null);
    await runtime.db.execute(sql`delete from members where user_id = ${gone.reader.userId}`);
    await setDailyMail(runtime, gone.reader, "en");
    expect(await send(MORNING)).toBe(0);
  });

  it("is switched by each for themselves, at each of their merchants", async () => {
    const [one, other] = [await openShop("sw"), await openShop("en")];
    const read = (shop: { merchantId: string }, userId: string) =>
      readDailyMail(asMerchant(runtime, shop), userId);
    expect(await read(one, one.reader.userId)).toBe("sw");
    expect(await read(one, other.reader.userId)).toBeNull();
    expect(await read(other, one.reader.userId)).toBeNull();
  });
});
