import { setTimeout as sleep } from "node:timers/promises";
import type { MerchantApi } from "../support/api";
import { fillPayForm, readPayForm } from "../support/pay-form";
import type { Simulator } from "../support/simulator";
import type { About } from "./entry";

export type PaidOrder = Record<Exclude<About, "link" | "shortcode">, string> & {
  title: string;
  /** What the browser that paid holds. */
  cookie: string;
  /** What is written of this order and of no other. */
  marks: readonly string[];
};

const AMOUNT_KES = 150;
const WAIT_MS = 20_000;
const POLL_MS = 50;

async function waitFor<Value>(what: string, read: () => Promise<Value | undefined>) {
  const endsAtMs = performance.now() + WAIT_MS;
  for (;;) {
    const value = await read();
    if (value !== undefined) return value;
    if (performance.now() > endsAtMs) throw new Error(`there is still no ${what}`);
    await sleep(POLL_MS);
  }
}

/** Makes an order and pays it as a customer without JavaScript does. */
export async function payInBrowser({
  api,
  simulator,
  title,
  phoneNumber,
}: {
  api: MerchantApi;
  simulator: Simulator;
  title: string;
  phoneNumber: string;
}): Promise<PaidOrder> {
  const reference = `ref ${phoneNumber}`;
  const { id } = await api.createOrder({ amountKes: AMOUNT_KES, title, reference });
  const payUrl = `${api.appUrl}/pay/${id}`;
  const form = readPayForm(await (await fetch(payUrl)).text());
  if (form === null) throw new Error(`the page of ${id} has no form`);
  const { body, contentType } = await fillPayForm(form, phoneNumber);
  const started = await fetch(payUrl, {
    method: "POST",
    redirect: "manual",
    headers: { origin: api.appUrl, "content-type": contentType },
    body: new Uint8Array(body),
  });
  const cookie = started.headers.getSetCookie()[0]?.split(";", 1)[0] ?? "";
  const msisdn = `254${phoneNumber.slice(1)}`;
  const { checkoutRequestId } = await simulator.openPrompt(msisdn);
  await simulator.answer(checkoutRequestId, "pay");
  const receipt = await waitFor("receipt", async () => {
    const { payments } = await api.getOrder(id);
    return payments[0]?.receipt ?? undefined;
  });
  const delivery = (await simulator.deliveries()).find(
    (each) => each.checkoutRequestId === checkoutRequestId,
  );
  const page = await (await fetch(`${payUrl}/receipt`, { headers: { cookie } })).text();
  const code = /\/verify\/([\w-]+)/.exec(page)?.[1];
  if (delivery === undefined || code === undefined || cookie === "") {
    throw new Error(`not everything is known of ${id}`);
  }
  const token = new URL(delivery.url).pathname.split("/").at(-1) ?? "";
  const marks = [reference, receipt, msisdn, phoneNumber, checkoutRequestId];
  return { order: id, token, code, title, cookie, marks };
}
