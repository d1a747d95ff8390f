import { expect } from "@playwright/test";
import { DemoShop } from "../support/demo-shop";
import type { CustomerState, StateGroup, Visit } from "./state";

const SHOP = { en: "Duka la Mfano", sw: "Duka la Mfano" };

async function fillBasket(visit: Visit): Promise<DemoShop> {
  const shop = new DemoShop(visit.page, visit.language);
  await shop.open();
  await shop.add("Chai na mandazi");
  await shop.moreButton("Chai na mandazi").click();
  await shop.add("Kiondo");
  return shop;
}

const empty: CustomerState = {
  name: "shop",
  heading: SHOP,
  show: async ({ page }) => {
    await page.goto("/");
  },
};

const basket: CustomerState = {
  name: "shop-basket",
  heading: SHOP,
  show: async (visit) => {
    const shop = await fillBasket(visit);
    await expect(shop.basket).toContainText("KES 2,740");
  },
};

const wrongAmount: CustomerState = {
  name: "shop-wrong-amount",
  heading: SHOP,
  isFleeting: true,
  show: async ({ page, language }) => {
    await page.goto("/");
    const go = { en: "Go to payment", sw: "Nenda kulipa" }[language];
    await page.getByRole("button", { name: go }).click();
    await expect(page.locator("[aria-invalid=true]").first()).toBeVisible();
  },
};

const thanks: CustomerState = {
  name: "shop-thank-you",
  heading: SHOP,
  show: async (visit) => {
    const phone = visit.newPhone();
    await visit.simulator.setSubscriber(phone.msisdn, { autoAnswer: "pay", answerAfterMs: 0 });
    const shop = await fillBasket(visit);
    await shop.payButton.click();
    await visit.pay.pay(phone.typed);
    await visit.pay.expectScreen(
      { en: "Payment received", sw: "Malipo yamepokelewa" }[visit.language],
    );
    await visit.page.goto("/");
  },
};

export const shopStates: StateGroup = {
  name: "shop",
  title: "The demo shop",
  states: [empty, basket, wrongAmount, thanks],
};
