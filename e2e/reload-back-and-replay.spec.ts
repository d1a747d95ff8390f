import { DemoShop } from "./support/demo-shop";
import { expect, test } from "./support/fixtures";
import { SCREEN } from "./support/pay-page";

test("reloading the page while the phone rings asks nobody again", async ({
  page,
  pay,
  api,
  phone,
  simulator,
}) => {
  const order = await api.createOrder({ amountKes: 110 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  for (let reloads = 0; reloads < 3; reloads += 1) {
    await page.reload();
    await pay.expectScreen(SCREEN.waiting);
    await pay.expectNoForm();
  }
  expect(await simulator.prompts()).toHaveLength(1);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);
});

test("back to the shop and forward again shows the request that is under way", async ({
  page,
  pay,
  phone,
  simulator,
}) => {
  const shop = new DemoShop(page);
  await shop.open();
  await shop.buy("Unga wa ugali");
  await pay.expectScreen(SCREEN.pay);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  await page.goBack();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Duka la Mfano");
  await page.goForward();
  await pay.expectScreen(SCREEN.waiting);
  await pay.expectNoForm();
  expect(await simulator.prompts()).toHaveLength(1);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);
});

test("the same form posted again finds its own attempt, while it waits and after it failed", async ({
  page,
  pay,
  api,
  phone,
  simulator,
}) => {
  const order = await api.createOrder({ amountKes: 130 });
  await pay.open(order.id);
  const submission = page.waitForRequest((request) => request.method() === "POST");
  await pay.pay(phone.typed);
  const sent = await submission;
  await pay.expectScreen(SCREEN.waiting);
  const replay = async () => {
    const answer = await page.request.fetch(sent.url(), {
      method: "POST",
      headers: await sent.allHeaders(),
      data: sent.postDataBuffer() ?? "",
    });
    expect(answer.ok()).toBe(true);
    expect(answer.headers()["x-action-redirect"]).toContain(`/pay/${order.id}`);
  };
  await Promise.all([replay(), replay(), replay()]);
  expect(await simulator.prompts()).toHaveLength(1);

  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "cancel");
  await pay.expectScreen(SCREEN.cancelled);
  await replay();
  expect(await simulator.prompts()).toHaveLength(1);
  expect((await api.getOrder(order.id)).attempts).toHaveLength(1);
});
