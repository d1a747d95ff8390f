import { connect } from "node:net";
import { expect, test } from "./support/fixtures";
import type { MerchantApi } from "./support/api";
import type { Simulator } from "./support/simulator";

test.use({ ownStackOptions: { processes: 1 } });

const ACCEPTED = [200, { ResultCode: 0, ResultDesc: "Accepted" }];

async function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
): Promise<[number, unknown]> {
  const headers = { "content-type": "application/json;charset=UTF-8" };
  const answer = await fetch(url, { method: "POST", headers, body });
  return [answer.status, await answer.json()];
}

/** An attempt that waits for its PIN, with the address its callback will go to. */
async function startKnown(
  api: MerchantApi,
  simulator: Simulator,
  phone: { typed: string; msisdn: string },
) {
  const order = await api.createOrder({ amountKes: 640 });
  await api.startAttempt(order.id, phone.typed);
  const { checkoutRequestId } = await simulator.openPrompt(phone.msisdn);
  // Something that decides nothing, sent only to learn the address.
  await simulator.deliver(checkoutRequestId, { hello: "Malipo" });
  const deliveries = await simulator.deliveries();
  const own = deliveries.find((delivery) => delivery.checkoutRequestId === checkoutRequestId);
  expect(own?.status).toBe(200);
  return { orderId: order.id, checkoutRequestId, url: own?.url ?? "" };
}

const success = (fields: {
  checkoutRequestId: string;
  amount?: unknown;
  receipt?: string;
  code?: unknown;
}) => ({
  Body: {
    stkCallback: {
      CheckoutRequestID: fields.checkoutRequestId,
      ResultCode: fields.code ?? 0,
      ResultDesc: "The service request is processed successfully.",
      CallbackMetadata: {
        Item: [
          { Name: "Amount", Value: fields.amount ?? 640 },
          { Name: "MpesaReceiptNumber", Value: fields.receipt ?? "SJK0FORGED" },
          { Name: "PhoneNumber", Value: 254700000000 },
        ],
      },
    },
  },
});

test("no token but its own opens an attempt's door", async ({ api, newPhone, simulator }) => {
  const attempt = await startKnown(api, simulator, newPhone());
  const body = JSON.stringify(success(attempt));
  const token = attempt.url.split("/").at(-1) ?? "";
  const base = attempt.url.slice(0, -token.length);
  const flipped = (at: number) =>
    `${token.slice(0, at)}${token[at] === "A" ? "B" : "A"}${token.slice(at + 1)}`;
  const wrong = [
    flipped(0),
    flipped(30),
    flipped(50),
    token.slice(0, -4),
    "x",
    attempt.checkoutRequestId,
  ];
  for (const one of wrong) {
    expect((await post(`${base}${one}`, body))[0], one.slice(0, 6)).toBe(404);
  }
  // What stands behind a wrong token is not even read.
  expect((await post(`${base}${flipped(0)}`, new Uint8Array(10_000_000)))[0]).toBe(404);
  expect((await fetch(attempt.url)).status).toBe(405);
  expect(await api.getOrder(attempt.orderId)).toMatchObject({ status: "open", payments: [] });
});

test("junk under the right token is accepted and decides nothing", async ({
  api,
  newPhone,
  simulator,
}) => {
  const attempt = await startKnown(api, simulator, newPhone());
  const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;
  const bodies = [
    "",
    "not json",
    "null",
    "[]",
    "{}",
    deep,
    `{"Body":{"stkCallback":${deep}}}`,
    `{"Body":{"stkCallback":null}}`,
    `{"__proto__":{"Body":1},"Body":{"__proto__":{"stkCallback":{"ResultCode":0}}}}`,
    JSON.stringify(success({ ...attempt, code: "zero" })),
    JSON.stringify(success({ ...attempt, code: 4999 })),
    `{"Body":{"stkCallback":{"CheckoutRequestID":"${attempt.checkoutRequestId}","ResultCode":77777}}}`,
  ];
  for (const body of bodies)
    expect(await post(attempt.url, body), body.slice(0, 60)).toEqual(ACCEPTED);
  expect(await post(attempt.url, new Uint8Array([0xff, 0xfe, 0x00, 0x80]))).toEqual(ACCEPTED);
  expect((await post(attempt.url, new Uint8Array(10_000_000)))[0]).toBe(413);
  expect(await api.getOrder(attempt.orderId)).toMatchObject({
    status: "open",
    payments: [],
    attempts: [{ outcome: "pending" }],
  });
  await simulator.answer(attempt.checkoutRequestId, "pay");
  await expect.poll(async () => (await api.getOrder(attempt.orderId)).status).toBe("paid");
});

test("a body that comes too slowly is given up", async ({ api, newPhone, simulator }) => {
  const attempt = await startKnown(api, simulator, newPhone());
  const { hostname, port, pathname } = new URL(attempt.url);
  const socket = connect(Number(port), hostname);
  const answer = new Promise<string>((resolve, reject) => {
    socket.setEncoding("utf8").once("data", resolve).once("error", reject);
  });
  socket.write(
    `POST ${pathname} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"Body":`,
  );
  expect(await answer).toMatch(/^HTTP\/1\.1 408 /);
  socket.destroy();
});

test("results that name another push, or bring a receipt of another payment, pay nothing", async ({
  api,
  newPhone,
  simulator,
}) => {
  const paid = await startKnown(api, simulator, newPhone());
  await simulator.answer(paid.checkoutRequestId, "pay");
  await expect.poll(async () => (await api.getOrder(paid.orderId)).status).toBe("paid");
  const [debit] = await simulator.ledger();
  const receipt = debit?.receipt ?? "none";

  // Another attempt's result, true as it is, under this attempt's token.
  const strange = await startKnown(api, simulator, newPhone());
  const [genuine] = (await simulator.deliveries()).filter(
    ({ checkoutRequestId, status, body }) =>
      checkoutRequestId === paid.checkoutRequestId &&
      status === 200 &&
      JSON.stringify(body).includes(receipt),
  );
  expect(await post(strange.url, JSON.stringify(genuine?.body))).toEqual(ACCEPTED);
  const unknownPush = success({ checkoutRequestId: "ws_CO_01012026000000000712345678" });
  expect(await post(strange.url, JSON.stringify(unknownPush))).toEqual(ACCEPTED);
  await expect
    .poll(async () => (await api.getOrder(strange.orderId)).flags)
    .toEqual(["needs_review"]);
  expect(await api.getOrder(strange.orderId)).toMatchObject({
    status: "open",
    payments: [],
    attempts: [{ outcome: "pending" }],
  });

  // The right push, but a receipt that belongs to the payment before.
  const reused = await startKnown(api, simulator, newPhone());
  expect(await post(reused.url, JSON.stringify(success({ ...reused, receipt })))).toEqual(ACCEPTED);
  await expect
    .poll(async () => (await api.getOrder(reused.orderId)).flags)
    .toEqual(["needs_review"]);
  expect(await api.getOrder(reused.orderId)).toMatchObject({
    status: "open",
    payments: [],
    attempts: [{ outcome: "review" }],
  });
  expect((await api.getOrder(paid.orderId)).payments).toMatchObject([{ receipt, counted: true }]);
});

test("another amount goes to review: nothing is counted, nothing can be started or cancelled", async ({
  api,
  newPhone,
  simulator,
}) => {
  await simulator.setFaults({ callback: { wrongAmount: 1 } });
  const attempt = await startKnown(api, simulator, newPhone());
  await simulator.answer(attempt.checkoutRequestId, "pay");
  await expect
    .poll(async () => (await api.getOrder(attempt.orderId)).attempts.map(({ outcome }) => outcome))
    .toEqual(["review"]);
  expect(await api.getOrder(attempt.orderId)).toMatchObject({
    status: "open",
    paidKes: 0,
    flags: ["needs_review"],
    payments: [{ amountKes: 639, counted: false }],
  });
  const path = `/api/v1/orders/${attempt.orderId}`;
  const start = await api.call("POST", `${path}/attempts`, { phoneNumber: newPhone().typed });
  expect([start.status, start.body]).toMatchObject([409, { error: { code: "attempt_in_review" } }]);
  const cancel = await api.call("POST", `${path}/cancel`);
  expect([cancel.status, cancel.body]).toMatchObject([
    409,
    { error: { code: "attempt_in_progress" } },
  ]);
  expect(await api.status(attempt.orderId)).toMatchObject({ attempt: { state: "review" } });
});

test("the same result 20 times at once is one payment", async ({
  api,
  phone,
  simulator,
  witness,
}) => {
  await simulator.setFaults({ callback: { drop: 1 } });
  const order = await api.createOrder({ amountKes: 640 });
  await api.startAttempt(order.id, phone.typed);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect.poll(() => simulator.deliveries()).toHaveLength(1);
  const [lost] = await simulator.deliveries();
  const copies = Array.from({ length: 20 }, () =>
    post(lost?.url ?? "", JSON.stringify(lost?.body)),
  );
  expect(await Promise.all(copies)).toEqual(Array.from({ length: 20 }, () => ACCEPTED));
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("paid");
  expect(await witness.payments()).toHaveLength(1);
  expect(await witness.evidenceKinds(order.id)).toEqual(["push_accepted", "callback_success"]);
});
