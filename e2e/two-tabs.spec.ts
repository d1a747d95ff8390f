import { expect, test } from "./support/fixtures";
import { PayPage, SCREEN } from "./support/pay-page";

test("two tabs submit at the same moment: one prompt, and both show paid", async ({
  context,
  pay,
  api,
  phone,
  simulator,
}) => {
  const order = await api.createOrder({ amountKes: 480 });
  const other = new PayPage(await context.newPage());
  const tabs = [pay, other];
  for (const tab of tabs) {
    await tab.open(order.id);
    await tab.phoneField.fill(phone.typed);
  }
  await Promise.all(tabs.map((tab) => tab.payButton.dispatchEvent("click")));
  for (const tab of tabs) {
    await tab.expectScreen(SCREEN.waiting);
    await tab.expectNoForm();
  }
  expect(await simulator.prompts()).toHaveLength(1);
  expect((await api.getOrder(order.id)).attempts).toHaveLength(1);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  const [debit] = await simulator.ledger();
  for (const tab of tabs) {
    await tab.expectScreen(SCREEN.paid);
    await expect(tab.receipt).toHaveText(debit?.receipt ?? "none");
  }
});

test("two people submit their own numbers at the same moment: one of them is asked", async ({
  pay,
  api,
  newPhone,
  simulator,
  openOtherBrowser,
}) => {
  const order = await api.createOrder({ amountKes: 485 });
  const friend = new PayPage(await openOtherBrowser());
  const tabs = [pay, friend];
  for (const tab of tabs) {
    await tab.open(order.id);
    await tab.phoneField.fill(newPhone().typed);
  }
  await Promise.all(tabs.map((tab) => tab.payButton.dispatchEvent("click")));
  for (const tab of tabs) await tab.expectScreen(SCREEN.waiting);
  const prompts = await simulator.prompts();
  expect(prompts).toHaveLength(1);
  // Whoever did not send the request is not told whose phone rings.
  const tells = async (words: string) => {
    const texts = await Promise.all(tabs.map((tab) => tab.main.innerText()));
    return texts.filter((text) => text.includes(words)).length;
  };
  // The state is there first, and what only this browser may read follows.
  await expect.poll(() => tells("We sent a request to 07")).toBe(1);
  await expect
    .poll(() => tells("A request was sent to the phone number that was entered."))
    .toBe(1);
  expect(await tells("We sent a request to 07")).toBe(1);
  for (const { checkoutRequestId } of prompts) await simulator.answer(checkoutRequestId, "pay");
  for (const tab of tabs) await tab.expectScreen(SCREEN.paid);
});
