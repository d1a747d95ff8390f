import { expect, type Page } from "@playwright/test";
import type { Stack } from "./stack";

/** Types e-mail and password on the sign-in page and sends them. */
export async function typeCredentials(
  page: Page,
  { email, password }: Pick<Stack["access"], "email" | "password">,
): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

/** Signs in as the demo merchant and waits for the payments. */
export async function signIn(page: Page, access: Stack["access"]): Promise<void> {
  await page.goto(`/login?next=${encodeURIComponent("/dashboard/payments")}`);
  await typeCredentials(page, access);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Payments");
}
