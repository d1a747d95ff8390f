import { expect, type BrowserContext, type Locator, type Page } from "@playwright/test";
import type { Phone } from "./fixtures";

/** The simulator's phone page: what the customer holds in the other hand. */
export class Handset {
  readonly page: Page;
  readonly prompt: Locator;
  readonly messages: Locator;

  private constructor(page: Page) {
    this.page = page;
    this.prompt = page.getByRole("dialog");
    this.messages = page.getByRole("list", { name: "Messages" });
  }

  /** Opens the page in a tab of its own, with this phone in hand. */
  static async pickUp(
    context: BrowserContext,
    simulatorUrl: string,
    phone: Phone,
  ): Promise<Handset> {
    const page = await context.newPage();
    await page.goto(`${simulatorUrl}/?number=${phone.typed}`);
    await expect(page.getByRole("heading", { name: spaced(phone) })).toBeVisible();
    return new Handset(page);
  }

  async enterPin(pin: string): Promise<void> {
    await this.prompt.getByLabel("M-PESA PIN").fill(pin);
    await this.prompt.getByRole("button", { name: "Send" }).click();
  }
}

/** "0712 345 678", as a person writes a number down. */
export function spaced({ typed }: Phone): string {
  return `${typed.slice(0, 4)} ${typed.slice(4, 7)} ${typed.slice(7)}`;
}

/** "0712 ••• 678", as the pay page shows it to whoever typed it. */
export function masked({ typed }: Phone): string {
  return `${typed.slice(0, 4)} ••• ${typed.slice(7)}`;
}
