import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import type { MerchantApi } from "./support/api";
import { expect, test, type Phone } from "./support/fixtures";
import { masked, spaced } from "./support/handset";
import { SCREEN, type PayPage } from "./support/pay-page";
import { readPdf } from "./support/read-pdf";
import { scanQr } from "./support/scan-qr";
import type { Simulator } from "./support/simulator";
import type { Witness } from "./support/witness";

const TITLE = "Chai 茶 na mandazi";

type World = { pay: PayPage; api: MerchantApi; phone: Phone; simulator: Simulator };
type Elapsing = {
  witness: Witness;
  letTimePass: (orderId: string, seconds: number) => Promise<void>;
};

async function payOrder({ pay, api, phone, simulator }: World) {
  const order = await api.createOrder({ amountKes: 1250, title: TITLE });
  await pay.open(order.id);
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.waiting);
  const prompt = await simulator.openPrompt(phone.msisdn);
  await simulator.answer(prompt.checkoutRequestId, "pay");
  await pay.expectScreen(SCREEN.paid);
  const [debit] = await simulator.ledger();
  if (debit === undefined) throw new Error("nothing was paid");
  return { order, receipt: debit.receipt };
}

/** Everything that tells who paid. */
const privateWords = (phone: Phone) => [
  phone.msisdn,
  phone.typed,
  spaced(phone),
  masked(phone),
  phone.typed.slice(1, 7),
];

const verifyAddress = async (page: Page) =>
  (await page.getByRole("link", { name: "Check this receipt" }).getAttribute("href")) ?? "none";

async function fileOf(page: Page): Promise<ReturnType<typeof readPdf>> {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: /^(Download as PDF|Pakua kama PDF)$/ }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^malipo-[A-Z0-9]+\.pdf$/);
  return readPdf(readFileSync(await download.path()));
}

test("the receipt prints on one page, comes as a file, and others see the last four", async ({
  page,
  openOtherBrowser,
  pay,
  api,
  phone,
  simulator,
}) => {
  const { order, receipt } = await payOrder({ pay, api, phone, simulator });
  await page.getByRole("link", { name: "Show the receipt" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Payment receipt");
  await pay.expectText("PAID", "Duka la Mfano", TITLE, "KES 1,250", order.accountReference);
  await expect(pay.receipt).toHaveText(receipt);

  for (const format of ["A4", "A5"]) {
    const printed = (await page.pdf({ format })).toString("latin1");
    expect(printed.match(/\/Type \/Page\b/g), format).toHaveLength(1);
  }
  await page.emulateMedia({ media: "print", colorScheme: "dark" });
  const colours = await page.getByRole("article").evaluate((article) => {
    const parts = [article, ...article.querySelectorAll("p, dt, dd, h1")];
    return [
      getComputedStyle(article).backgroundColor,
      ...new Set(parts.map((part) => getComputedStyle(part).color)),
    ];
  });
  expect(colours.map((colour) => colour.replaceAll(" ", ""))).toEqual([
    expect.stringMatching(/^(rgb\(255,255,255\)|#fff(fff)?)$/),
    expect.stringMatching(/^(rgb\(0,0,0\)|#000(000)?)$/),
  ]);
  await expect(page.getByRole("button", { name: "Print" })).toBeHidden();
  await page.emulateMedia({ media: null });

  const own = await fileOf(page);
  expect(own.pages).toBe(1);
  for (const said of ["Payment receipt", "PAID", "Duka la Mfano", "KES 1,250", receipt]) {
    expect(own.text).toContain(said);
  }
  expect(own.text).toContain("Chai ? na mandazi");
  expect(own.text).toContain("Letters that this file cannot show");
  expect(own.text.replaceAll("\n", "")).toContain(await verifyAddress(page));

  const stranger = await openOtherBrowser();
  await stranger.goto(`/pay/${order.id}/receipt?lang=sw`);
  const others = await fileOf(stranger);
  for (const said of ["Risiti ya malipo", "IMELIPWA", `••••${receipt.slice(-4)}`]) {
    expect(others.text).toContain(said);
  }
  for (const secret of [receipt, ...privateWords(phone)]) {
    expect(others.text).not.toContain(secret);
  }
  for (const secret of privateWords(phone)) expect(own.text).not.toContain(secret);
});

test("whoever is shown the receipt checks it by its code; forged and altered codes are all one", async ({
  page,
  openOtherBrowser,
  stack,
  pageWatch,
  witness,
  pay,
  api,
  phone,
  simulator,
}) => {
  pageWatch.expectProblem(/404/);
  const { order, receipt } = await payOrder({ pay, api, phone, simulator });
  await page.goto(`/pay/${order.id}/receipt`);
  const code = page.getByRole("img", { name: "Scan to check this receipt" });
  const address = await verifyAddress(page);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await scanQr(code), colorScheme).toBe(address);
  }
  expect(address).toMatch(new RegExp(`^${stack.appUrl}/verify/[\\w-]{43}$`));

  const cashier = await openOtherBrowser();
  const answer = await cashier.goto(address);
  expect(answer?.headers()).toMatchObject({
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
  });
  await expect(cashier.getByRole("heading", { level: 1 })).toHaveText("PAID");
  const main = cashier.getByRole("main");
  for (const said of ["KES 1,250", "Duka la Mfano", TITLE, order.accountReference]) {
    await expect(main).toContainText(said);
  }
  await expect(main.locator("dt:has-text('last four') + dd")).toHaveText(receipt.slice(-4));
  const source = await cashier.content();
  for (const secret of [receipt, order.id, "/pay/", ...privateWords(phone)]) {
    expect(source).not.toContain(secret);
  }
  expect(source).not.toContain("<script");
  await cashier.getByRole("link", { name: "Kiswahili" }).click();
  await expect(cashier.getByRole("heading", { level: 1 })).toHaveText("IMELIPWA");
  await expect(cashier.locator("html")).toHaveAttribute("lang", "sw");

  const real = address.slice(-43);
  const other = (sign: string | undefined) => (sign === "A" ? "B" : "A");
  const forged = [
    "A".repeat(43),
    `${other(real[0])}${real.slice(1)}`,
    `${real.slice(0, 30)}${other(real[30])}${real.slice(31)}`,
    real.slice(0, -1),
    `${real}A`,
    order.id,
  ];
  const said = new Set<string>();
  for (const text of forged) {
    const response = await fetch(`${stack.appUrl}/verify/${text}`);
    expect(response.status, text).toBe(404);
    said.add(await response.text());
  }
  expect(said.size, "answers to codes that are none of ours").toBe(1);
  await cashier.goto(`/verify/${"A".repeat(43)}?lang=en`);
  await expect(cashier.getByRole("heading", { level: 1 })).toHaveText("NOT A RECEIPT");
  await expect(cashier.getByRole("main")).toContainText(
    "This is not a receipt of ours. Do not hand over goods.",
  );

  // Nothing in the product takes a payment back yet; the page is read live all the same.
  await witness.sql`update orders set status = 'open', paid_kes = 0 where id = ${order.id}`;
  await cashier.goto(address);
  await expect(cashier.getByRole("heading", { level: 1 })).toHaveText("NOT PAID");
  await expectAccessible(cashier, "a receipt of an order that is paid no more");
  await witness.sql`update orders set status = 'paid', paid_kes = 1250 where id = ${order.id}`;
  await cashier.getByRole("link", { name: "Check again" }).click();
  await expect(cashier.getByRole("heading", { level: 1 })).toHaveText("PAID");
});

const COUNTER = {
  en: {
    paid: "PAID",
    now: "Time now in Nairobi",
    still: "Opened, Nairobi time",
    scan: "Scan to check",
  },
  sw: {
    paid: "IMELIPWA",
    now: "Saa ya sasa Nairobi",
    still: "Ilifunguliwa, saa za Nairobi",
    scan: "Skani ili kukagua",
  },
} as const;

test("at the counter: paid in green on one screen, with a clock that goes", async ({
  page,
  openOtherBrowser,
  pay,
  api,
  phone,
  simulator,
}) => {
  const { order, receipt } = await payOrder({ pay, api, phone, simulator });
  await page.setViewportSize({ width: 360, height: 640 });
  await page.getByRole("link", { name: "Show at the counter" }).click();
  for (const language of ["en", "sw"] as const) {
    const words = COUNTER[language];
    await page.goto(`/pay/${order.id}/counter?lang=${language}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(words.paid);
    await pay.expectText("KES 1,250", "Duka la Mfano", `••••${receipt.slice(-4)}`, words.now);
    const clock = page.getByText(/^\d\d:\d\d:\d\d$/);
    const before = await clock.innerText();
    await expect(clock).not.toHaveText(before, { timeout: 5_000 });
    const overflow = await page.evaluate(
      () => document.documentElement.scrollHeight - window.innerHeight,
    );
    expect(overflow, "fits without scrolling").toBeLessThanOrEqual(0);
    const scanned = await scanQr(page.getByRole("img", { name: words.scan }));
    expect(scanned).toMatch(/\/verify\/[\w-]{43}$/);
    const source = await page.content();
    for (const secret of [receipt, ...privateWords(phone)]) expect(source).not.toContain(secret);
  }

  const open = await api.createOrder({ amountKes: 10 });
  const stranger = await openOtherBrowser();
  await stranger.goto(`/pay/${open.id}/counter`);
  await expect(stranger.getByRole("heading", { level: 1 })).toHaveText("Not paid");
  const answer = await stranger.request.get(`/pay/${open.id}/receipt.pdf`, { maxRedirects: 0 });
  expect(answer.status()).toBe(303);
  expect(answer.headers()["location"]).toBe(`/pay/${open.id}/receipt`);
});

test.describe("a receipt that is on its way", () => {
  /** Paid by query: the money is sure, and the callback with the receipt's number was lost. */
  async function payWithoutReceipt(world: World & Elapsing) {
    const { pay, api, phone, simulator, witness, letTimePass } = world;
    await simulator.setFaults({ callback: { drop: 1 } });
    const order = await api.createOrder({ amountKes: 300 });
    await pay.open(order.id);
    await pay.pay(phone.typed);
    const { checkoutRequestId } = await simulator.openPrompt(phone.msisdn);
    await simulator.answer(checkoutRequestId, "pay");
    await letTimePass(order.id, 21);
    await expect.poll(() => witness.evidenceKinds(order.id)).toContain("query_succeeded");
    await letTimePass(order.id, 6);
    await expect.poll(async () => (await api.status(order.id)).status).toBe("paid");
    const [debit] = await simulator.ledger();
    return { order, checkoutRequestId, receipt: debit?.receipt ?? "none" };
  }

  test("comes by itself, on the page of the payment and of the receipt", async ({
    page,
    openOtherBrowser,
    pay,
    api,
    phone,
    simulator,
    witness,
    letTimePass,
  }) => {
    const paid = await payWithoutReceipt({
      pay,
      api,
      phone,
      simulator,
      witness,
      letTimePass,
    });
    await pay.expectScreen(SCREEN.paid);
    await expect(pay.receipt).toHaveText("on its way");
    const other = await openOtherBrowser();
    await other.goto(`/pay/${paid.order.id}/receipt`);
    await expect(other.getByRole("main")).toContainText("This page looks for the receipt number");
    const verify = await openOtherBrowser();
    await verify.goto(await verifyAddress(other));
    await expect(verify.getByRole("main")).toContainText("on its way");
    await expectAccessible(verify, "a receipt without its number");
    await simulator.deliver(paid.checkoutRequestId);
    await expect(pay.receipt).toHaveText(paid.receipt, { timeout: 30_000 });
    await expect(other.locator("dt:has-text('M-PESA receipt') + dd")).toHaveText(
      `••••${paid.receipt.slice(-4)}`,
      { timeout: 30_000 },
    );
    await expect(page.getByText("on its way")).toHaveCount(0);
  });

  test.describe("without JavaScript", () => {
    test.use({ javaScriptEnabled: false });

    test("comes by itself, too; file, check and counter need no script", async ({
      page,
      pay,
      api,
      phone,
      simulator,
      witness,
      letTimePass,
      pageWatch,
    }) => {
      pageWatch.expectProblem(/^request failed: GET \/_next\/static\/chunks\/\S+ csp$/);
      const paid = await payWithoutReceipt({
        pay,
        api,
        phone,
        simulator,
        witness,
        letTimePass,
      });
      await page.goto(`/pay/${paid.order.id}/receipt`);
      await expect(pay.receipt).toHaveText("on its way");
      await simulator.deliver(paid.checkoutRequestId);
      await expect(pay.receipt).toHaveText(paid.receipt, { timeout: 40_000 });
      expect((await fileOf(page)).text).toContain(paid.receipt);
      await page.goto(`/pay/${paid.order.id}/counter`);
      await pay.expectText("KES 300", COUNTER.en.still);
      await page.goto(`/pay/${paid.order.id}/receipt`);
      await page.goto(await verifyAddress(page));
      await expect(page.getByRole("heading", { level: 1 })).toHaveText("PAID");
      // It ends: a number that does not come by then is not waited for by a page that nobody looks at.
      await page.goto(`/pay/${paid.order.id}/receipt?look=20`);
      await expect(page.locator("noscript meta")).toHaveCount(0);
    });
  });
});
