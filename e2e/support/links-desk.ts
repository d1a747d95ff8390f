import { expect, type Page } from "@playwright/test";

export type NewLink = {
  title: string;
  /** Fixed; left out, the customer enters the amount. */
  amount?: string;
  min?: string;
  max?: string;
  /** Left out, any number of uses. */
  stock?: string;
};

/** Makes a payment link on the dashboard, signed in before; answers its public address. */
export async function makeLink(page: Page, link: NewLink): Promise<string> {
  await page.goto("/dashboard/links/new");
  await page.getByLabel("What is it for?").fill(link.title);
  if (link.amount === undefined) {
    await page.getByLabel("The customer enters it").check();
    await page.getByLabel("At least").fill(link.min ?? "");
    await page.getByLabel("At most").fill(link.max ?? "");
  } else {
    await page.getByLabel("Amount in shillings").fill(link.amount);
  }
  if (link.stock !== undefined) {
    await page.getByLabel("As often as there is stock").check();
    await page.getByLabel("Stock", { exact: true }).fill(link.stock);
  }
  await page.getByRole("button", { name: "Make the link" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(link.title);
  const address = await page.getByText(/\/l\/lnk_/).innerText();
  return address.replace(/\?.*$/, "");
}
