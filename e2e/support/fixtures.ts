import { expect, test as base, type BrowserContext, type Page } from "@playwright/test";
import { ageOrder } from "@/db/test-database";
import { MerchantApi } from "./api";
import { findBrowser } from "./browser";
import { STACKS_VARIABLE } from "./global-setup";
import { startOwnStack, type OwnStack, type OwnStackOptions } from "./own-stack";
import { PageWatch } from "./page-watch";
import { PayPage } from "./pay-page";
import { nextPhone, type Phone } from "./phone";
import { Simulator } from "./simulator";
import type { Stack } from "./stack";
import { Witness } from "./witness";

export { expect } from "@playwright/test";
export type { Phone } from "./phone";

/** The stack of a worker. Plain data that global-setup.ts wrote itself, so its shape is known. */
function readStack(parallelIndex: number): Stack {
  const stacks = JSON.parse(process.env[STACKS_VARIABLE] ?? "[]") as Stack[];
  const stack = stacks[parallelIndex];
  if (!stack) throw new Error("There is no stack: run the stories through Playwright");
  return stack;
}

type Fixtures = {
  /** Fresh for each test: no prompts, no faults, an empty ledger. */
  simulator: Simulator;
  api: MerchantApi;
  witness: Witness;
  /** A number nobody else uses. */
  phone: Phone;
  newPhone: () => Phone;
  /** Lets `seconds` pass for one order. */
  letTimePass: (orderId: string, seconds: number) => Promise<void>;
  /** The story's own page as the customer's page of an order. */
  pay: PayPage;
  /** A page in the browser of somebody else: no cookie of the story's. */
  openOtherBrowser: () => Promise<Page>;
  /** What goes wrong in the browsers; an unexpected problem fails the story. */
  pageWatch: PageWatch;
  /** After the story: every shilling of the ledger is one payment, and the other way round. */
  ledgerEqualsPayments: undefined;
};

type WorkerFixtures = {
  /** Set with `test.use` at the top of a file whose stories need processes of their own. */
  ownStackOptions: OwnStackOptions | null;
  ownStack: OwnStack | null;
  stack: Stack;
};

export const test = base.extend<Fixtures, WorkerFixtures>({
  launchOptions: [
    async ({}, provide) => {
      await provide(await findBrowser());
    },
    { scope: "worker" },
  ],
  ownStackOptions: [null, { scope: "worker", option: true }],
  ownStack: [
    async ({ ownStackOptions }, provide, { parallelIndex }) => {
      const shared = readStack(parallelIndex);
      const own = ownStackOptions && (await startOwnStack(shared, ownStackOptions));
      await provide(own);
      await own?.stop();
    },
    { scope: "worker" },
  ],
  stack: [
    async ({ ownStack }, provide, { parallelIndex }) => {
      await provide(ownStack?.stack ?? readStack(parallelIndex));
    },
    { scope: "worker" },
  ],
  baseURL: async ({ stack }, provide) => {
    await provide(stack.appUrl);
  },
  simulator: [
    async ({ stack, witness }, provide) => {
      const simulator = new Simulator(stack.simulatorUrl);
      await simulator.reset();
      // It has forgotten its tokens; that one is refused is a story of its own.
      await witness.expireAccessTokens();
      await provide(simulator);
    },
    { auto: true },
  ],
  api: async ({ stack }, provide) => {
    await provide(new MerchantApi(stack.appUrl, stack.access.apiKey));
  },
  witness: async ({ stack }, provide) => {
    const witness = await Witness.open(stack.databaseUrl);
    await provide(witness);
    await witness.close();
  },
  ledgerEqualsPayments: [
    async ({ witness, simulator, api }, provide, testInfo) => {
      await provide(undefined);
      // A story that failed half-way says so itself.
      if (testInfo.errors.length > 0) return;
      await witness.expectLedgerEqualsPayments(simulator);
      expect(await api.brokenInvariants(), "orders that contradict their payments").toBe(0);
    },
    { auto: true },
  ],
  pageWatch: [
    async ({}, provide) => {
      const pageWatch = new PageWatch();
      await provide(pageWatch);
      pageWatch.expectNoOther();
    },
    { auto: true },
  ],
  context: async ({ context, pageWatch }, provide) => {
    pageWatch.watch(context);
    await provide(context);
  },
  openOtherBrowser: async ({ browser, pageWatch }, provide) => {
    const opened: BrowserContext[] = [];
    await provide(async () => {
      const context = await browser.newContext();
      opened.push(context);
      pageWatch.watch(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
  pay: async ({ page }, provide) => {
    await provide(new PayPage(page));
  },
  phone: async ({}, provide) => {
    await provide(nextPhone());
  },
  newPhone: async ({}, provide) => {
    await provide(nextPhone);
  },
  letTimePass: async ({ stack }, provide) => {
    await provide((orderId, seconds) => ageOrder(stack.databaseUrl, orderId, seconds));
  },
});
