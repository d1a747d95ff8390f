import type { Page } from "@playwright/test";
import { expect, test } from "./support/fixtures";
import { masked } from "./support/handset";
import { PayPage } from "./support/pay-page";

const ENGLISH = { lang: "en", heading: "Pay with M-PESA", other: "Kiswahili", otherLang: "sw" };
const SWAHILI = { lang: "sw", heading: "Lipa kwa M-PESA", other: "English", otherLang: "en" };

async function expectLanguage(page: Page, language: typeof ENGLISH): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("lang", language.lang);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(language.heading);
  const change = page.getByRole("link", { name: language.other, exact: true });
  await expect(change).toHaveAttribute("lang", language.otherLang);
  await expect(change).toHaveAttribute("hreflang", language.otherLang);
}

test("a customer chooses Swahili by link or switch, keeps it, and switching asks for nothing", async ({
  page,
  context,
  api,
  simulator,
}) => {
  const order = await api.createOrder({ amountKes: 1250 });
  await page.goto(`/pay/${order.id}`);
  await expectLanguage(page, ENGLISH);
  await page.goto(`/pay/${order.id}?lang=sw`);
  await expectLanguage(page, SWAHILI);
  await expect(page.getByRole("main")).toContainText("KES 1,250");
  const kept = (await context.cookies()).find(({ name }) => name === "lang");
  expect(kept).toMatchObject({ value: "sw", path: "/", sameSite: "Lax" });

  await page.goto(`/pay/${order.id}`);
  await expectLanguage(page, SWAHILI);
  await page.getByLabel("Namba ya simu ya M-PESA").fill("0712345678");
  const change = page.getByRole("link", { name: "English", exact: true });
  const target = await change.boundingBox();
  expect(Math.min(target?.width ?? 0, target?.height ?? 0)).toBeGreaterThanOrEqual(24);
  await change.click();
  await expectLanguage(page, ENGLISH);
  expect(new URL(page.url()).pathname).toBe(`/pay/${order.id}`);
  expect(await simulator.prompts()).toEqual([]);

  // A language that nobody speaks here changes nothing.
  await page.goto(`/pay/${order.id}?lang=xx`);
  await expectLanguage(page, ENGLISH);
});

test("the switch is there on every kind of page and keeps what the address says", async ({
  page,
  pageWatch,
}) => {
  pageWatch.expectProblem(/answer 404: GET \/(nowhere|no-such-order)|console: .*404/);
  for (const path of ["/", "/login?next=%2Fdashboard%2Forders", "/nowhere", "/no-such-order"]) {
    await page.goto(path);
    await page.getByRole("link", { name: "Kiswahili", exact: true }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "sw");
    const { pathname, searchParams } = new URL(page.url());
    expect(pathname).toBe(new URL(path, page.url()).pathname);
    expect(searchParams.get("next")).toBe(path.startsWith("/login") ? "/dashboard/orders" : null);
    await page.getByRole("link", { name: "English", exact: true }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
  }
});

test.describe("in a Swahili browser", () => {
  test.use({ locale: "sw-TZ" });

  test("a customer pays from the first word to the receipt in Swahili", async ({
    page,
    context,
    api,
    phone,
    simulator,
  }) => {
    const order = await api.createOrder({ amountKes: 1250 });
    const pay = new PayPage(page, "sw");
    await pay.open(order.id);
    await expectLanguage(page, SWAHILI);
    expect((await context.cookies()).some(({ name }) => name === "lang")).toBe(false);

    await pay.pay("si namba");
    await pay.expectText("Hii si namba ya simu ya mkononi ya Kenya.");
    await pay.pay(phone.typed);
    await pay.expectScreen("Angalia simu yako");
    await pay.expectText(`Tumetuma ombi kwa ${masked(phone)}.`);

    const prompt = await simulator.openPrompt(phone.msisdn);
    await simulator.answer(prompt.checkoutRequestId, "pay");
    await pay.expectScreen("Malipo yamepokelewa");
    const [debit] = await simulator.ledger();
    await pay.expectText("Risiti ya M-PESA", debit?.receipt ?? "none");
    await page.getByRole("link", { name: "Onyesha risiti" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Risiti ya malipo");
    await pay.expectText("KES 1,250", debit?.receipt ?? "none");
  });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the switch works, and the choice holds while the customer pays", async ({
    page,
    api,
    phone,
    simulator,
    pageWatch,
  }) => {
    // Chromium tries to load what it is told to preload, although it may not run it.
    pageWatch.expectProblem(/^request failed: GET \/_next\/static\/chunks\/\S+ csp$/);
    const order = await api.createOrder({ amountKes: 80 });
    const pay = new PayPage(page, "sw");
    await pay.open(order.id);
    await expectLanguage(page, ENGLISH);
    await page.getByRole("link", { name: "Kiswahili", exact: true }).click();
    await expectLanguage(page, SWAHILI);
    await pay.pay(phone.typed);
    await pay.expectScreen("Angalia simu yako");
    const prompt = await simulator.openPrompt(phone.msisdn);
    await simulator.answer(prompt.checkoutRequestId, "pay");
    await pay.expectScreen("Malipo yamepokelewa");
  });
});
