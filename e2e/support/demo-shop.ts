import { expect, type Locator, type Page } from "@playwright/test";

/** What the shop says on its buttons, by language. */
const WORDS = {
  en: {
    add: (item: string) => `Add ${item} to the basket`,
    more: (item: string) => `One more: ${item}`,
    less: (item: string) => `One less: ${item}`,
    remove: (item: string) => `Remove ${item} from the basket`,
    pay: "Pay with M-PESA",
    basket: "Your basket",
  },
  sw: {
    add: (item: string) => `Weka ${item} kwenye kikapu`,
    more: (item: string) => `Ongeza moja: ${item}`,
    less: (item: string) => `Punguza moja: ${item}`,
    remove: (item: string) => `Ondoa ${item} kwenye kikapu`,
    pay: "Lipa kwa M-PESA",
    basket: "Kikapu chako",
  },
} as const;

export type ShopLanguage = keyof typeof WORDS;

/** The demo shop in the hands of a customer. */
export class DemoShop {
  readonly page: Page;
  readonly basket: Locator;
  readonly payButton: Locator;
  private readonly words: (typeof WORDS)[ShopLanguage];

  constructor(page: Page, language: ShopLanguage = "en") {
    this.page = page;
    this.words = WORDS[language];
    this.basket = page.getByRole("region", { name: this.words.basket });
    this.payButton = page.getByRole("button", { name: this.words.pay });
  }

  async open(path = "/"): Promise<void> {
    await this.page.goto(path);
  }

  /** One thing on the shelf. */
  item(name: string): Locator {
    return this.page.getByRole("article").filter({ hasText: name });
  }

  addButton(name: string): Locator {
    return this.item(name).getByRole("button", { name: this.words.add(name) });
  }

  moreButton(name: string): Locator {
    return this.item(name).getByRole("button", { name: this.words.more(name) });
  }

  lessButton(name: string): Locator {
    return this.item(name).getByRole("button", { name: this.words.less(name) });
  }

  removeButton(name: string): Locator {
    return this.basket.getByRole("button", { name: this.words.remove(name) });
  }

  /** Puts the first of a thing into the basket. */
  async add(name: string): Promise<void> {
    await this.addButton(name).click();
    await expect(this.removeButton(name)).toBeVisible();
  }

  /** From an empty basket to the payment page of one thing. */
  async buy(name: string): Promise<void> {
    await this.add(name);
    await this.payButton.click();
  }
}
