import { expect, test } from "./support/fixtures";
import { Handset } from "./support/handset";
import { SCREEN } from "./support/pay-page";

test("a customer types a wrong PIN, reads what happened and pays with the right one", async ({
  context,
  pay,
  api,
  phone,
  simulator,
  stack,
}) => {
  const order = await api.createOrder({ amountKes: 75 });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const handset = await Handset.pickUp(context, stack.simulatorUrl, phone);
  await handset.enterPin("9999");

  await pay.expectScreen(SCREEN.wrongPin);
  await pay.expectText(
    "As far as M-PESA tells us, this request took no money from you.",
    "Try again with the right PIN. After several wrong PINs M-PESA locks it.",
  );
  expect(await simulator.ledger()).toEqual([]);

  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  await handset.enterPin("1234");
  await pay.expectScreen(SCREEN.paid);
  expect(await simulator.ledger()).toHaveLength(1);
});
