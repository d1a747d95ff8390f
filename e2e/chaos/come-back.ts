import { isSettled } from "./counter";
import type { Customer } from "./make-customers";
import { setPhone } from "./set-phone";
import type { World } from "./world";

/** Whoever closed the page or saw the end of it stays away. */
export const comesBack = ({ orderId, behaviour, hasSeenTheEnd }: Customer): boolean =>
  orderId !== null && behaviour !== "closes the page" && !hasSeenTheEnd;

/** What a customer does when they come back after five minutes. */
export async function comeBack(world: World, customer: Customer): Promise<void> {
  const { behaviour, dice, counter, phones, orderId } = customer;
  if (orderId === null) return;
  if (behaviour === "pays late") {
    if (customer.paysLateAt === "in the storm") await answerOpenPrompt(world, customer, 0);
    return;
  }
  const form = await counter.openPage(orderId);
  if (form === null) return;
  const isOpenStill = form.despiteAttemptId !== null;
  const willing = behaviour === "pays twice" || dice.chance(isOpenStill ? 0.35 : 0.5);
  if (!willing) return;
  await setPhone(world.simulator, phones[1], "pay", dice);
  await Promise.all([
    counter.submit(orderId, form, phones[1]),
    ...(dice.chance(0.3) ? [counter.submit(orderId, form, phones[1])] : []),
  ]);
  await counter.watch(orderId, 3_000, isSettled);
  if (behaviour === "pays twice") await answerOpenPrompt(world, customer, 0);
}

/** The customer finds the old prompt on the phone and pays it, if it is there. */
export async function answerOpenPrompt(
  world: World,
  customer: Customer,
  phone: 0 | 1 | 2,
): Promise<void> {
  const msisdn = customer.phones[phone];
  const prompts = await world.simulator.prompts();
  const open = prompts.find((prompt) => prompt.msisdn === msisdn && prompt.state === "open");
  if (open === undefined) return;
  world.history.note(customer.name, "pays the old prompt", { phone: msisdn });
  await world.simulator.answer(open.checkoutRequestId, "pay");
  world.tally.add(`customer ${customer.behaviour}: old prompt paid`);
}
