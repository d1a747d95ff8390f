import { MerchantApi, orderShape } from "./support/api";
import { expect, test } from "./support/fixtures";

test.use({ ownStackOptions: { processes: 1 } });

const error = (code: string, more: Record<string, unknown> = {}) => ({
  error: expect.objectContaining({ code, message: expect.any(String), ...more }),
});

test("an order is created, read and listed as the contract says", async ({ api, stack }) => {
  const sent = {
    amountKes: 1_500,
    title: "Two kilos of rice",
    reference: "INV-2041",
    successUrl: "https://shop.example.co.ke/thanks",
    expiresInSeconds: 600,
    metadata: { basket: "42" },
  };
  const created = await api.call("POST", "/api/v1/orders", sent);
  expect(created.status).toBe(201);
  expect(created.headers.get("cache-control")).toBe("no-store");
  expect(created.body).toEqual({
    id: expect.stringMatching(/^ord_[0-9a-z]{26}$/),
    status: "open",
    version: 1,
    amountKes: 1_500,
    paidKes: 0,
    title: "Two kilos of rice",
    reference: "INV-2041",
    accountReference: expect.stringMatching(/^[A-Za-z0-9]{1,12}$/),
    payUrl: expect.stringContaining(`${stack.appUrl}/pay/ord_`),
    createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    expiresAt: expect.any(String),
    metadata: { basket: "42" },
  });
  const order = orderShape.parse(created.body);
  expect(Date.parse(order.expiresAt) - Date.parse(order.createdAt)).toBe(600_000);
  const read = await api.call("GET", `/api/v1/orders/${order.id}`);
  expect(read.body).toEqual({ ...order, attempts: [], payments: [], flags: [] });
  expect(await api.status(order.id)).toEqual({
    orderId: order.id,
    version: 1,
    status: "open",
    amountKes: 1_500,
    paidKes: 0,
    attempt: null,
    pollAfterMs: expect.any(Number),
  });
});

test("lists are newest first, by pages, and by status", async ({ api }) => {
  const made: string[] = [];
  for (let number = 1; number <= 5; number += 1) {
    made.unshift((await api.createOrder({ amountKes: number })).id);
  }
  const seen: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null && seen.length < made.length) {
    const page = await api.list(`limit=2${cursor === "" ? "" : `&cursor=${cursor}`}`);
    expect(page.data.length).toBeLessThanOrEqual(2);
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen.slice(0, made.length)).toEqual(made);
  await api.cancelOrder(made[0] ?? "");
  const cancelled = await api.list("status=cancelled");
  expect(cancelled.data.map(({ id, status }) => [id, status])).toEqual([[made[0], "cancelled"]]);
  for (const [query, param] of [
    ["limit=0", "limit"],
    ["limit=101", "limit"],
    ["limit=many", "limit"],
    ["cursor=nonsense", "cursor"],
    ["status=lost", "status"],
  ] as const) {
    const answer = await api.call("GET", `/api/v1/orders?${query}`);
    expect([answer.status, answer.body], query).toEqual([400, error("invalid_request", { param })]);
  }
});

test("bad input is refused with the field's name", async ({ api, witness }) => {
  const before = await witness.countOrders("open");
  const good = { amountKes: 100, title: "Tea" };
  const cases: [string, unknown][] = [
    ["amountKes", { ...good, amountKes: 0 }],
    ["amountKes", { ...good, amountKes: -1 }],
    ["amountKes", { ...good, amountKes: 0.5 }],
    ["amountKes", { ...good, amountKes: 250_001 }],
    ["amountKes", { ...good, amountKes: "1e3" }],
    ["amountKes", { ...good, amountKes: null }],
    ["amountKes", { title: "Tea" }],
    ["title", { ...good, title: "x".repeat(10_000) }],
    ["title", { ...good, title: "" }],
    ["title", { ...good, title: 7 }],
    ["reference", { ...good, reference: "x".repeat(65) }],
    ["expiresInSeconds", { ...good, expiresInSeconds: 59 }],
    ["expiresInSeconds", { ...good, expiresInSeconds: 2_592_001 }],
    ["metadata", { ...good, metadata: { nested: { deep: true } } }],
    ["metadata", { ...good, metadata: { big: "x".repeat(5_000) } }],
    ["successUrl", { ...good, successUrl: "javascript:alert(1)" }],
    ["amount", { ...good, amount: 100 }],
    ["body", [good]],
    ["body", "text"],
    ["body", null],
  ];
  for (const [param, body] of cases) {
    const answer = await api.call("POST", "/api/v1/orders", body);
    const what = JSON.stringify(body).slice(0, 80);
    expect([answer.status, answer.body], what).toEqual([400, error("invalid_request", { param })]);
    expect(JSON.stringify(answer.body).length, what).toBeLessThan(500);
  }
  const raw = async (body: string) =>
    (await api.send("/api/v1/orders", { method: "POST", body })).status;
  expect(await raw("{")).toBe(400);
  expect(await raw(`${"[".repeat(20_000)}${"]".repeat(20_000)}`)).toBe(400);
  expect(await raw(`{"amountKes":100,"title":"Tea","__proto__":{"title":"x"}}`)).toBe(400);
  expect(await raw(`{"amountKes":100,"title":"${"x".repeat(70_000)}"}`)).toBe(413);
  expect(await witness.countOrders("open")).toBe(before);
});

test("an idempotency key makes one order, however often and at once it is sent", async ({
  api,
}) => {
  const headers = { "idempotency-key": `basket-${crypto.randomUUID()}` };
  const body = { amountKes: 700, title: "Paraffin", metadata: { a: "1", b: "2" } };
  const reordered = { title: "Paraffin", metadata: { b: "2", a: "1" }, amountKes: 700 };
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, number) =>
      api.call("POST", "/api/v1/orders", number % 2 === 0 ? body : reordered, headers),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201));
  expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
  const other = await api.call("POST", "/api/v1/orders", { ...body, amountKes: 701 }, headers);
  expect([other.status, other.body]).toEqual([409, error("idempotency_mismatch")]);
  // Errors are not kept: the key is free for the right body.
  const retry = { "idempotency-key": `retry-${crypto.randomUUID()}` };
  expect((await api.call("POST", "/api/v1/orders", { amountKes: 0 }, retry)).status).toBe(400);
  expect((await api.call("POST", "/api/v1/orders", body, retry)).status).toBe(201);
});

test("unknown and foreign orders are told apart by nobody", async ({ api, stack, witness }) => {
  const own = await api.createOrder({ amountKes: 100 });
  const foreign = await api.createOrder({ amountKes: 100 });
  await witness.giveAway(foreign.id);
  const unknown = `${own.id.slice(0, -3)}000`;
  for (const [method, path, body] of [
    ["GET", "", undefined],
    ["POST", "/attempts", { phoneNumber: "0712345678" }],
    ["POST", "/cancel", undefined],
  ] as const) {
    const answers = await Promise.all(
      [foreign.id, unknown, "nonsense", own.id.toUpperCase()].map((id) =>
        api.call(method, `/api/v1/orders/${id}${path}`, body),
      ),
    );
    for (const answer of answers) {
      expect([answer.status, answer.body]).toEqual([404, error("order_not_found")]);
      expect(answer.body).toEqual(answers[0]?.body);
    }
  }
  const listed = await api.list("limit=100");
  expect(listed.data.map(({ id }) => id)).not.toContain(foreign.id);
  const status = await fetch(`${stack.appUrl}/api/orders/${unknown}/status`);
  expect([status.status, await status.json()]).toEqual([404, error("order_not_found")]);
});

test("keys, methods and addresses that are not right", async ({ stack, api }) => {
  for (const key of ["", "sk_wrong", `${stack.access.apiKey}x`]) {
    const answer = await new MerchantApi(stack.appUrl, key).call("GET", "/api/v1/orders");
    expect([answer.status, answer.body]).toEqual([401, error("unauthorized")]);
  }
  expect((await fetch(`${stack.appUrl}/api/v1/orders`)).status).toBe(401);
  expect((await api.call("DELETE", "/api/v1/orders")).status).toBe(405);
  expect((await api.call("GET", "/api/v1/nothing")).status).toBe(404);
  const cron = (authorization: string) =>
    fetch(`${stack.appUrl}/api/cron/sweep`, { headers: { authorization } });
  expect((await cron("Bearer wrong")).status).toBe(401);
  expect((await cron(`Bearer ${stack.access.apiKey}`)).status).toBe(401);
  expect((await cron(`Bearer ${stack.cronSecret}`)).status).toBe(200);
});

test("assisted checkout: an attempt, the refusals while it lives, and what is paid", async ({
  api,
  phone,
  newPhone,
  simulator,
  letTimePass,
}) => {
  const order = await api.createOrder({ amountKes: 800 });
  const start = (body: unknown) => api.call("POST", `/api/v1/orders/${order.id}/attempts`, body);
  for (const phoneNumber of ["nonsense", "", "0812345678", 712345678, null]) {
    const answer = await start({ phoneNumber });
    expect([answer.status, answer.body], String(phoneNumber)).toEqual([
      400,
      error("invalid_request", { param: "phoneNumber" }),
    ]);
  }
  const first = await start({ phoneNumber: phone.typed });
  expect([first.status, first.body]).toEqual([
    201,
    {
      id: expect.stringMatching(/^att_/),
      push: "accepted",
      outcome: "pending",
      reason: null,
      amountKes: 800,
      phoneNumber: phone.msisdn,
      createdAt: expect.any(String),
    },
  ]);
  const [attempt] = (await api.getOrder(order.id)).attempts;
  const inProgress = [409, error("attempt_in_progress")];
  const second = await start({ phoneNumber: newPhone().typed });
  expect([second.status, second.body]).toEqual(inProgress);
  const cancel = () => api.call("POST", `/api/v1/orders/${order.id}/cancel`);
  const early = await cancel();
  expect([early.status, early.body]).toEqual(inProgress);
  expect((await api.status(order.id)).attempt).toMatchObject({ state: "waiting", reason: null });

  // Five minutes without a result: nobody is prompted a second time by accident.
  const prompt = await simulator.openPrompt(phone.msisdn);
  await letTimePass(order.id, 301);
  await expect
    .poll(async () => (await api.getOrder(order.id)).attempts.map(({ outcome }) => outcome))
    .toEqual(["unresolved"]);
  const blind = await start({ phoneNumber: phone.typed });
  expect([blind.status, blind.body]).toEqual([
    409,
    error("attempt_unresolved", { attemptId: attempt?.id }),
  ]);
  const uncancelled = await cancel();
  expect([uncancelled.status, uncancelled.body]).toEqual(inProgress);
  const other = newPhone();
  const despite = await start({ phoneNumber: other.typed, despiteAttemptId: attempt?.id });
  expect(despite.status).toBe(201);
  const again = await simulator.openPrompt(other.msisdn);
  await simulator.answer(again.checkoutRequestId, "pay");
  await expect.poll(async () => (await api.getOrder(order.id)).status).toBe("paid");
  for (const answer of [await start({ phoneNumber: other.typed }), await cancel()]) {
    expect([answer.status, answer.body]).toEqual([409, error("order_not_payable")]);
  }

  // The first phone pays as well: recorded, overpaid, a refund is due.
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect
    .poll(async () => {
      const { status, paidKes, flags } = await api.getOrder(order.id);
      return { status, paidKes, flags };
    })
    .toEqual({ status: "overpaid", paidKes: 1_600, flags: ["refund_due"] });
  const { payments } = await api.getOrder(order.id);
  const receipts = (await simulator.ledger()).map(({ receipt }) => receipt);
  expect(payments.map(({ receipt }) => receipt).sort()).toEqual(receipts.sort());
  expect(await api.status(order.id)).toMatchObject({ status: "overpaid", pollAfterMs: null });
});

test("an order is cancelled once, and a cancelled or expired one cannot be started", async ({
  api,
  phone,
  simulator,
  letTimePass,
}) => {
  const cancelled = await api.createOrder({ amountKes: 100 });
  expect(await api.cancelOrder(cancelled.id)).toMatchObject({ status: "cancelled" });
  expect(await api.cancelOrder(cancelled.id)).toMatchObject({ status: "cancelled" });
  const expired = await api.createOrder({ amountKes: 100, expiresInSeconds: 60 });
  await letTimePass(expired.id, 61);
  await expect.poll(async () => (await api.getOrder(expired.id)).status).toBe("expired");
  for (const { id } of [cancelled, expired]) {
    const body = { phoneNumber: phone.typed };
    const answer = await api.call("POST", `/api/v1/orders/${id}/attempts`, body);
    expect([answer.status, answer.body]).toEqual([409, error("order_not_payable")]);
    expect((await api.status(id)).pollAfterMs).toBeNull();
  }
  expect(await simulator.prompts()).toEqual([]);
});

test("one phone is not prompted without end", async ({
  api,
  phone,
  newPhone,
  simulator,
  witness,
}) => {
  await simulator.setSubscriber(phone.msisdn, { autoAnswer: "cancel", answerAfterMs: 0 });
  await witness.sql`update shortcodes set prompts_per_phone_per_10_min = 3`;
  try {
    for (let number = 0; number < 3; number += 1) {
      const { id } = await api.createOrder({ amountKes: 100 + number });
      await api.startAttempt(id, phone.typed);
      await expect
        .poll(async () => (await api.getOrder(id)).attempts.map(({ outcome }) => outcome))
        .toEqual(["failed"]);
    }
    const order = await api.createOrder({ amountKes: 100 });
    const path = `/api/v1/orders/${order.id}/attempts`;
    const answer = await api.call("POST", path, { phoneNumber: `+${phone.msisdn}` });
    expect([answer.status, answer.body]).toEqual([429, error("too_many_prompts")]);
    const seconds = Number(answer.headers.get("retry-after"));
    expect(seconds).toBeGreaterThan(500);
    expect(seconds).toBeLessThanOrEqual(600);
    expect((await api.getOrder(order.id)).attempts).toEqual([]);
    expect(await simulator.prompts()).toHaveLength(3);
    expect((await api.startAttempt(order.id, newPhone().typed)).push).toBe("accepted");
  } finally {
    await witness.sql`update shortcodes set prompts_per_phone_per_10_min = 30`;
  }
});
