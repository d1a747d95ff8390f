import type { Page } from "@playwright/test";
import { ALL_STATES } from "./states/all-states";
import { failedStates } from "./states/failed-states";
import type { CustomerState, Language, Visit } from "./states/state";
import { expectAccessible } from "./support/accessibility";
import { expect, test as base } from "./support/fixtures";
import { PayPage } from "./support/pay-page";
import { expectReflow } from "./support/reflow";
import { expectHeadingWithoutScripts } from "./support/scriptless";

base.use({ ownStackOptions: { processes: 1 } });

const test = base.extend<{ visit: Omit<Visit, "language" | "pay"> }>({
  visit: async (
    { page, stack, ownStack, api, simulator, witness, newPhone, letTimePass },
    provide,
  ) => {
    if (ownStack === null) throw new Error("these stories cut the line to their database");
    const { line } = ownStack;
    await provide({ page, stack, api, simulator, witness, newPhone, letTimePass, line });
  },
});

/** It says what it is, in the right language, with scripts and without; and axe has nothing to object to. */
async function expectSound(
  page: Page,
  { name, heading, isFleeting = false }: CustomerState,
  language: Language,
): Promise<void> {
  const state = `${name} (${language})`;
  const { heading: title } = new PayPage(page, language);
  await expect(title, state).toHaveText(heading[language], { timeout: 15_000 });
  await expect(page.locator("html"), state).toHaveAttribute("lang", language);
  if (!isFleeting) {
    await expectHeadingWithoutScripts(page, heading[language]);
  }
  await expectReflow(page, state);
  // Colours know no language: one is enough for the dark.
  await expectAccessible(page, state, language === "en" ? ["light", "dark"] : ["light"]);
}

// The failed ones are looked at where every reason has its story.
for (const group of ALL_STATES.filter((one) => one !== failedStates)) {
  test(`${group.name}: every state fits the narrowest screen and speaks for itself, in both languages`, async ({
    page,
    context,
    visit,
    pageWatch,
  }) => {
    test.setTimeout(180_000);
    pageWatch.expectProblem(/ (404|503|INTERNET_DISCONNECTED)\b|net::ERR_INTERNET_DISCONNECTED/);
    for (const state of group.states) {
      await test.step(state.name, async () => {
        const open = (language: Language) =>
          state.show({ ...visit, language, pay: new PayPage(page, language) });
        const leave = (language: Language) =>
          state.leave?.({ ...visit, language, pay: new PayPage(page, language) });
        // Whatever the last page still waits for would bring its language along.
        await page.goto("about:blank");
        await context.clearCookies();
        await open("en");
        await expectSound(page, state, "en");
        if (state.isFleeting === true) {
          await leave("en");
          await context.addCookies([{ name: "lang", value: "sw", url: visit.stack.appUrl }]);
          await open("sw");
        } else {
          // The address alone brings the same state back.
          await page.goto(`${page.url().split(/[?#]/)[0] ?? ""}?lang=sw`);
        }
        await expectSound(page, state, "sw");
        await leave("sw");
      });
    }
  });
}
