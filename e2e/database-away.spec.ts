import type { DatabaseLine } from "./support/database-line";
import { expect, test as base } from "./support/fixtures";
import { PayPage, SCREEN } from "./support/pay-page";
import type { StartedApp } from "./support/stack";

base.use({ ownStackOptions: { processes: 1 } });

/** The line to the database, whole again after every story, and the one app behind it. */
const test = base.extend<{ line: DatabaseLine; app: StartedApp }>({
  line: async ({ ownStack }, provide) => {
    if (ownStack === null) throw new Error("this story has a database of its own");
    await provide(ownStack.line);
    await ownStack.line.mend();
  },
  app: async ({ ownStack }, provide) => {
    const [app] = ownStack?.apps ?? [];
    if (app === undefined) throw new Error("this story has an app of its own");
    await provide(app);
  },
});

const DATABASE_BACK_MS = 30_000;

async function healthOf({ url }: StartedApp): Promise<number> {
  return (await fetch(`${url}/api/health`)).status;
}

test("the database goes away while a customer waits, and comes back", async ({
  pay,
  api,
  app,
  phone,
  line,
  simulator,
  pageWatch,
  openOtherBrowser,
  newPhone,
  witness,
}) => {
  pageWatch.expectProblem(/answer 503: GET |console: .*503/);
  const order = await api.createOrder({ amountKes: 720 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);

  await line.cut();
  await expect.poll(() => healthOf(app), { timeout: DATABASE_BACK_MS }).toBe(503);
  await pay.expectText(
    "We cannot reach the server right now. We keep trying, and nothing is lost.",
  );
  const other = new PayPage(await openOtherBrowser());
  await other.open(order.id);
  await other.expectScreen(SCREEN.serviceAway);
  await other.expectText(
    "If you have already entered your M-PESA PIN, do not pay again. Keep the SMS from M-PESA: your money is not lost.",
  );
  await other.expectNoForm();
  expect((await api.call("GET", `/api/v1/orders/${order.id}`)).status).toBe(503);
  // The customer pays meanwhile: the callback, which Safaricom sends once, is kept on the disk.
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await expect
    .poll(async () => (await simulator.deliveries()).map(({ status }) => status))
    .toEqual([200]);
  await expect.poll(() => app.readLog()).toContain("callback spooled");
  expect(app.readLog()).toContain("the database was away for a payment page");
  for (const secret of [phone.msisdn, phone.typed, prompt.checkoutRequestId]) {
    expect(app.readLog()).not.toContain(secret);
  }

  await line.mend();
  await expect.poll(() => healthOf(app), { timeout: DATABASE_BACK_MS }).toBe(200);
  // Both pages come back by themselves, and the callback is there: nobody had to ask M-PESA.
  for (const one of [pay, other]) await one.expectScreen(SCREEN.paid, DATABASE_BACK_MS);
  expect(await witness.evidenceKinds(order.id)).toEqual(["push_accepted", "callback_success"]);

  const next = await api.createOrder({ amountKes: 730 });
  const nextPhone = newPhone();
  await simulator.setSubscriber(nextPhone.msisdn, { autoAnswer: "pay" });
  await pay.open(next.id);
  await pay.pay(nextPhone.typed);
  await pay.expectScreen(SCREEN.paid);
});

test("the form is sent while the database is away: the same form again asks once", async ({
  pay,
  api,
  phone,
  line,
  app,
  simulator,
  pageWatch,
}) => {
  pageWatch.expectProblem(/answer 503: GET |console: .*503/);
  const order = await api.createOrder({ amountKes: 740 });
  await pay.open(order.id);
  await pay.phoneField.fill(phone.typed);
  await line.cut();
  await pay.payButton.click();
  await pay.expectText(
    "The payment service cannot be reached right now. Please try again in a minute.",
    "sending this form again does not ask you twice.",
  );
  expect(await simulator.prompts()).toEqual([]);
  await line.mend();
  await expect.poll(() => healthOf(app), { timeout: DATABASE_BACK_MS }).toBe(200);
  await pay.payButton.click();
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);
  expect(await simulator.prompts()).toHaveLength(1);
});
