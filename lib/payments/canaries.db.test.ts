import { afterAll, beforeAll, expect, it } from "vitest";
import { handleOrderStatus } from "@/lib/http/order-status";
import { failureBody, newReceipt, successBody } from "./fixtures/callback-bodies";
import {
  accepted,
  html,
  idsOf,
  noWords,
  queryResult,
  refused,
  reset,
  tokenRejected,
} from "./fixtures/fake-daraja";
import {
  CONSUMER_KEY,
  CONSUMER_SECRET,
  newPhone,
  openTestShop,
  PASS_KEY,
  type TestShop,
} from "./fixtures/test-shop";
import { sweep } from "./sweep";

/** Secrets and personal data are let loose in every path of the core; none may reach the log. */

let shop: TestShop;
const canaries = new Set([CONSUMER_KEY, CONSUMER_SECRET, PASS_KEY, "oauth-token-secret"]);

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

function watchPhone(): string {
  const phone = newPhone();
  const subscriber = phone.slice(1);
  const grouped = `${subscriber.slice(0, 3)} ${subscriber.slice(3, 6)} ${subscriber.slice(6)}`;
  for (const spelling of [subscriber, grouped, grouped.replaceAll(" ", "-")])
    canaries.add(spelling);
  return phone;
}

function watchReceipt(): string {
  const receipt = newReceipt();
  canaries.add(receipt);
  return receipt;
}

/** Starts with a phone of its own; what Safaricom was told is watched for from then on. */
async function start(orderId: string, input: Parameters<TestShop["start"]>[1] = {}) {
  const { call, attemptId } = await shop.startedPush(orderId, {
    phoneNumber: watchPhone(),
    address: "41.90.77.123",
    submissionId: crypto.randomUUID(),
    ...input,
  });
  const ids = idsOf(call.callbackToken);
  for (const canary of [
    call.callbackToken,
    call.callbackUrl,
    ids.checkoutRequestId,
    ids.merchantRequestId,
    "41.90.77.123",
  ]) {
    canaries.add(canary);
  }
  return { call, attemptId, ids };
}

async function paidOrder() {
  const orderId = await shop.makeOrder();
  shop.daraja.push = accepted;
  const { call, ids } = await start(orderId);
  await shop.callBack(call, successBody(ids, { amountKes: 100, receipt: watchReceipt() }));
}

async function strangeCallbacks() {
  const merchant = await shop.makeMerchant();
  const receipt = watchReceipt();
  for (let n = 0; n < 2; n += 1) {
    const orderId = await shop.makeOrder({ merchant });
    const { call, ids } = await start(orderId);
    await shop.callBack(call, `junk ${watchReceipt()} ${watchPhone()}`);
    await shop.callBack(call, failureBody(ids, watchReceipt()));
    await shop.callBack(call, failureBody(ids, 1032));
    const stray = { ...ids, checkoutRequestId: "ws_CO_23112026081530123_STRAY" };
    canaries.add(stray.checkoutRequestId);
    await shop.callBack(call, successBody(stray, { amountKes: 100, receipt: watchReceipt() }));
    await shop.callBack(call, successBody(ids, { amountKes: 99, receipt: watchReceipt() }));
    await shop.callBack(call, successBody(ids, { amountKes: 100, receipt }));
    await shop.callBack(call, new Uint8Array(70_000));
  }
}

async function failedPushes() {
  const told = `${watchPhone()} ${CONSUMER_SECRET}`;
  for (const push of [
    reset,
    () => html(503),
    () => noWords(500),
    tokenRejected,
    () => refused(400, "400.002.02", `Bad Request - Invalid PhoneNumber ${told}`),
    () => refused(500, "500.001.1001", `Something about ${told}`),
    () => refused(401, "401.002.01", "Error Occurred - Invalid Access Token - oauth-token-secret"),
  ]) {
    shop.daraja.push = push;
    await start(await shop.makeOrder());
  }
  shop.daraja.push = accepted;
  shop.daraja.oauth = () =>
    refused(400, "400.008.01", `Invalid ${CONSUMER_KEY} ${CONSUMER_SECRET}`);
  await shop.start(await shop.makeOrder(), { phoneNumber: watchPhone() });
  shop.daraja.oauth = () =>
    Response.json({ access_token: "oauth-token-secret-x", expires_in: 3_599 });
}

async function queries() {
  for (const query of [
    () => queryResult("0"),
    () => queryResult("1032", `No response from ${watchPhone()}`),
    () => refused(500, "500.003.02", `Spike ${watchPhone()}`),
    reset,
  ]) {
    const orderId = await shop.makeOrder();
    await start(orderId);
    shop.daraja.query = query;
    for (const seconds of [21, 10, 70]) {
      await shop.age(orderId, seconds);
      const request = new Request("http://localhost/api/orders");
      await handleOrderStatus(shop.runtime, request, orderId, { defer: (work) => void work() });
      await sweep(shop.runtime, orderId);
    }
  }
}

/** Statements that fail with parameters in the driver's message. */
async function brokenStatements() {
  const orderId = await shop.makeOrder();
  const { call, ids } = await start(orderId);
  await shop.witness`alter table payments add constraint never check (amount_kes <> 100) not valid`;
  await shop.callBack(call, successBody(ids, { amountKes: 100, receipt: watchReceipt() }));
  await shop.age(orderId, 3);
  await sweep(shop.runtime, orderId);
  await shop.witness`alter table payments drop constraint never`;
  const unreadable = await shop.makeOrder();
  await shop.witness`update shortcodes set consumer_secret_sealed = 'x'
    where id = (select shortcode_id from orders where id = ${unreadable})`;
  await shop.start(unreadable, { phoneNumber: watchPhone() }).catch((error: unknown) => {
    shop.runtime.log.error("a start failed", { error });
  });
}

it("no line of the log holds a phone, a receipt, a token, a key, an id of Safaricom's or an address", async () => {
  await paidOrder();
  await strangeCallbacks();
  await failedPushes();
  await queries();
  await brokenStatements();
  const log = shop.logLines.join("");
  expect(shop.logLines.length).toBeGreaterThan(50);
  expect(log).toContain("security event");
  expect(log).toContain("evidence is stored and not applied yet".slice(0, 8));
  expect(canaries.size).toBeGreaterThan(60);
  const sung = [...canaries].filter((canary) => log.includes(canary));
  expect(sung).toEqual([]);
});
