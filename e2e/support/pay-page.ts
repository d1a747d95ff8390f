import { expect, type Locator, type Page } from "@playwright/test";

/** The headings of the customer's page, as people read them. */
export const SCREEN = {
  pay: "Pay with M-PESA",
  waiting: "Check your phone",
  checking: "We are still checking",
  unresolved: "We do not know yet whether you paid",
  cancelled: "The request was cancelled or timed out",
  noAnswer: "Your phone did not answer",
  wrongPin: "The M-PESA PIN was wrong",
  refused: "M-PESA did not accept the request",
  review: "The shop has to look at your payment",
  paid: "Payment received",
  orderExpired: "The time for this order is over",
  orderCancelled: "The shop has cancelled this order",
  unknownOrder: "We do not know this order",
  serviceAway: "We cannot reach the payment service right now",
} as const;

/** What the form is called in each language. */
const FORM = {
  en: { phone: "M-PESA phone number", pay: /^Pay KES [\d,]+$/ },
  sw: { phone: "Namba ya simu ya M-PESA", pay: /^Lipa KES [\d,]+$/ },
} as const;

/** Enough for a push, a callback and a poll on a busy machine. */
const SOON_MS = 15_000;

/** The customer's page of one order, in the hands of a customer. */
export class PayPage {
  readonly page: Page;
  readonly heading: Locator;
  readonly phoneField: Locator;
  readonly payButton: Locator;
  readonly main: Locator;

  constructor(page: Page, language: keyof typeof FORM = "en") {
    this.page = page;
    this.heading = page.getByRole("heading", { level: 1 });
    this.phoneField = page.getByLabel(FORM[language].phone);
    this.payButton = page.getByRole("button", { name: FORM[language].pay });
    this.main = page.getByRole("main");
  }

  async open(orderId: string): Promise<void> {
    await this.page.goto(`/pay/${orderId}`);
  }

  async expectScreen(title: string, timeout = SOON_MS): Promise<void> {
    await expect(this.heading).toHaveText(title, { timeout });
  }

  async expectText(...texts: string[]): Promise<void> {
    for (const text of texts) await expect(this.main).toContainText(text);
  }

  /** Nothing on the page invites to pay (again). */
  async expectNoForm(): Promise<void> {
    await expect(this.phoneField).toHaveCount(0);
    await expect(
      this.page.getByRole("button", { name: /^(Pay|Send a second|Send again|Lipa|Tuma) / }),
    ).toHaveCount(0);
  }

  /** Types the number and asks for the prompt. */
  async pay(phoneNumber: string): Promise<void> {
    await this.phoneField.fill(phoneNumber);
    await this.payButton.click();
  }

  /** The M-PESA receipt as the page shows it. */
  get receipt(): Locator {
    return this.page.locator("dt:has-text('M-PESA receipt') + dd");
  }
}
