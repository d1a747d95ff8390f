import { defineConfig } from "@playwright/test";

const MINUTE_MS = 60_000;

/** A small Android phone, where most customers are. */
const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true };

/**
 * The stories, on a stack for each worker that global-setup.ts starts. Which browser runs them is
 * decided in e2e/support/fixtures.ts. A story for the merchant's desk is named *.desktop.spec.ts.
 */
export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/support/global-setup.ts",
  // Stories wait for phones and clocks more than they compute, so two fit on two cores.
  workers: 2,
  fullyParallel: false,
  // A story that passes at the second try has found something.
  retries: 0,
  timeout: MINUTE_MS,
  globalTimeout: 20 * MINUTE_MS,
  forbidOnly: process.env["CI"] !== undefined,
  outputDir: "test-results/stories",
  reporter: "list",
  use: { locale: "en-KE", timezoneId: "Africa/Nairobi", trace: "retain-on-failure" },
  projects: [
    { name: "phone", use: PHONE, testIgnore: "**/*.desktop.spec.ts" },
    {
      name: "desktop",
      use: { viewport: { width: 1280, height: 800 } },
      testMatch: "**/*.desktop.spec.ts",
    },
  ],
});
