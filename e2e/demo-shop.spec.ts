import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { DemoShop, type ShopLanguage } from "./support/demo-shop";
import { expect, test } from "./support/fixtures";
import { PayPage, SCREEN } from "./support/pay-page";

const LANGUAGES = {
  en: { honey: "Honey", total: "Total", order: "Your order" },
  sw: { honey: "Asali", total: "Jumla", order: "Oda yako" },
} as const;

/** Chromium tries to load what it is told to preload, although it may not run it. */
const UNRUN_SCRIPTS = /^request failed: GET \/_next\/static\/chunks\/\S+ csp$/;

/** Without scripts the browser carries the place it came from along, as a fragment. */
const ADDRESS_OF_ORDER = /\/pay\/ord_\w+(?:#[\w-]+)?$/;

async function expectOrder(page: Page, language: ShopLanguage, texts: string[]): Promise<void> {
  await expect(page).toHaveURL(ADDRESS_OF_ORDER);
  const summary = page.getByRole("region", { name: LANGUAGES[language].order });
  for (const text of ["Duka la Mfano", ...texts]) await expect(summary).toContainText(text);
}

for (const language of ["en", "sw"] as const) {
  for (const javaScriptEnabled of [true, false]) {
    const words = LANGUAGES[language];
    test.describe(`${language}, scripts ${javaScriptEnabled ? "on" : "off"}`, () => {
      test.use({ javaScriptEnabled, locale: language === "en" ? "en-KE" : "sw-KE" });

      test("a basket is filled, changed and paid as one order", async ({
        page,
        pageWatch,
        api,
      }) => {
        if (!javaScriptEnabled) pageWatch.expectProblem(UNRUN_SCRIPTS);
        const shop = new DemoShop(page, language);
        await shop.open();
        await expect(shop.payButton).toHaveCount(0);
        await shop.add("Chai na mandazi");
        await shop.moreButton("Chai na mandazi").click();
        await expect(shop.basket).toContainText("KES 240");
        await shop.add(words.honey);
        await shop.add("Kiondo");
        await expect(shop.basket).toContainText(`${words.total} KES 3,190`);
        await shop.lessButton(words.honey).click();
        await expect(shop.removeButton(words.honey)).toHaveCount(0);
        await shop.removeButton("Kiondo").click();
        await expect(shop.removeButton("Kiondo")).toHaveCount(0);
        await shop.add("Unga wa ugali");
        await page.reload();
        await expect(shop.basket).toContainText(`${words.total} KES 450`);

        await shop.payButton.click();
        await expectOrder(page, language, ["2 × Chai na mandazi, Unga wa ugali", "KES 450"]);
        const { data } = await api.list("?limit=1");
        expect(page.url()).toContain(data[0]?.id ?? "no order");
        expect(data[0]).toMatchObject({ amountKes: 450, reference: "chai:2,unga:1" });
      });
    });
  }
}

test("going back and paying again leads to the same order; another basket makes another", async ({
  page,
}) => {
  const shop = new DemoShop(page);
  await shop.open();
  await shop.buy("Sukuma wiki");
  await expect(page).toHaveURL(ADDRESS_OF_ORDER);
  const first = page.url();
  for (let times = 0; times < 2; times += 1) {
    await shop.open();
    await shop.payButton.click();
    await expect(page).toHaveURL(first);
  }
  await page.goBack();
  await shop.moreButton("Sukuma wiki").click();
  await expect(shop.basket).toContainText("Total KES 120");
  await shop.payButton.click();
  await expect(page).toHaveURL(ADDRESS_OF_ORDER);
  expect(page.url()).not.toBe(first);
});

test("a form that is sent three times at once makes one order", async ({ page, context, api }) => {
  const shop = new DemoShop(page);
  await shop.open();
  await shop.add("Kikoi");
  const submission = page.waitForRequest((request) => request.method() === "POST");
  await shop.payButton.click();
  const sent = await submission;
  await expect(page).toHaveURL(ADDRESS_OF_ORDER);
  const orderId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
  // As it was before its first answer: the cookie does not know of an order yet.
  await context.clearCookies({ name: "basket" });
  const headers = { ...(await sent.allHeaders()), cookie: "basket=kikoi%3A1%7C" };
  const answers = await Promise.all(
    [1, 2, 3].map(() =>
      page.request.fetch(sent.url(), {
        method: "POST",
        headers,
        data: sent.postDataBuffer() ?? "",
      }),
    ),
  );
  for (const answer of answers) {
    expect(answer.headers()["x-action-redirect"]).toContain(`/pay/${orderId}`);
  }
  const { data } = await api.list("?limit=100");
  expect(data.filter(({ reference }) => reference === "kikoi:1").map(({ id }) => id)).toEqual([
    orderId,
  ]);
});

test("once it is paid the shop says thank you and the basket is empty", async ({
  page,
  pay,
  phone,
  simulator,
}) => {
  const shop = new DemoShop(page);
  await shop.open();
  await shop.buy("Chai na mandazi");
  await simulator.setSubscriber(phone.msisdn, { autoAnswer: "pay", answerAfterMs: 0 });
  await pay.pay(phone.typed);
  await pay.expectScreen(SCREEN.paid);
  const address = page.url();
  await page.getByRole("link", { name: "Back to Duka la Mfano" }).click();
  await expect(page.getByText("Thank you! Your last basket is paid.")).toBeVisible();
  await expect(shop.basket).toContainText("Your basket is empty.");
  await expectAccessible(page, "shop after paying");
  await page.getByRole("link", { name: "Show the payment" }).click();
  await expect(page).toHaveURL(address);
  await shop.open();
  await shop.add("Sukuma wiki");
  await expect(shop.basket).toContainText("Total KES 60");
  await expect(page.getByText("Thank you!")).toHaveCount(0);
});

test("quick presses count, ten are the most, and the keyboard never loses its place", async ({
  page,
}) => {
  const shop = new DemoShop(page);
  await shop.open();
  await shop.addButton("Chai na mandazi").focus();
  for (let presses = 0; presses < 12; presses += 1) await page.keyboard.press("Enter");
  await expect(shop.basket).toContainText("Total KES 1,200");
  await expect(shop.moreButton("Chai na mandazi")).toBeFocused();
  await expect(page.getByRole("status")).toHaveText("In your basket: 10 items, KES 1,200.");
  await shop.removeButton("Chai na mandazi").focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText(
    "Your basket is empty. Add something from the shelf.",
  );
  await expect(page.getByRole("heading", { name: "Your basket" })).toBeFocused();
});

test("what a browser makes up itself is not believed", async ({ page, context, stack }) => {
  const shop = new DemoShop(page);
  for (const value of ["gold:1|", "chai:99|", "chai:1,chai:1|", "%", "x".repeat(500)]) {
    await context.addCookies([
      { name: "basket", value: encodeURIComponent(value), url: stack.appUrl },
    ]);
    await shop.open();
    await expect(shop.basket).toContainText("Your basket is empty.");
  }
  // Somebody else's order, or none, is not the order of this basket.
  await context.addCookies([
    {
      name: "basket",
      value: encodeURIComponent("chai:1|ord_01m85e75n1e49rrdg0k649k9r0"),
      url: stack.appUrl,
    },
  ]);
  await shop.open();
  await expect(shop.basket).toContainText("Total KES 120");
  await shop.payButton.click();
  await expectOrder(page, "en", ["Chai na mandazi", "KES 120"]);

  await shop.open();
  await page
    .locator("article input[name=itemId][value=unga]")
    .evaluate((input) => input.setAttribute("value", "gold"));
  await shop.item("Unga wa ugali").getByRole("button").click();
  await expect(page.getByRole("alert").filter({ hasText: "item" })).toHaveText(
    "This item is no longer on the shelf. Please choose another one.",
  );
});

test("the shop is accessible empty and filled, and leads to the phone in a tab of its own", async ({
  page,
  context,
  stack,
}) => {
  const shop = new DemoShop(page);
  await shop.open();
  await expectAccessible(page, "empty shop");
  await shop.add("Chai na mandazi");
  await shop.add("Kikoi");
  await expectAccessible(page, "filled shop");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.getByRole("link", { name: "Basket: 2 items KES 1,070" }).click();
  await expect(shop.payButton).toBeInViewport();
  // A frame that is not shown is not loaded either.
  const { port } = new URL(stack.simulatorUrl);
  expect(page.frames().filter((frame) => frame.url().includes(`:${port}`))).toEqual([]);
  const opened = context.waitForEvent("page");
  await page.getByRole("link", { name: "Open the simulated phone" }).click();
  const phone = await opened;
  await expect(phone.getByRole("heading", { name: "Virtual phone" })).toBeVisible();
  expect(new URL(phone.url()).port).toBe(port);
  await expectAccessible(phone, "phone");
});

test("the payment page has the merchant's name, logo and colour", async ({ page, api, pay }) => {
  const order = await api.createOrder({ amountKes: 100 });
  await pay.open(order.id);
  const summary = page.getByRole("region", { name: "Your order" });
  await expect(summary).toContainText("Duka la Mfano");
  const logo = summary.locator("img");
  await expect(logo).toHaveAttribute("src", /^data:image\/svg\+xml;base64,/);
  expect(await logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);
  const painted = summary.locator("svg[aria-hidden=true] > rect").first();
  expect(await painted.evaluate((rect) => getComputedStyle(rect).fill)).toBe("rgb(179, 71, 29)");
  await expect(summary.getByText("Duka la Mfano")).toHaveCSS("color", "rgb(255, 255, 255)");
  await expect(new PayPage(page).payButton).toBeVisible();
});
