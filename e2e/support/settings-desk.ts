import { expect, type Page } from "@playwright/test";

/** Signs in as the owner and makes an invitation; answers its link. */
export async function invite(page: Page, note: string, role: string): Promise<string> {
  await page.goto("/dashboard/settings/people");
  const form = page.getByRole("region", { name: "Invite somebody" });
  await form.getByLabel("For whom").fill(note);
  await form.getByLabel("Role").selectOption(role);
  await form.getByRole("button", { name: "Make a link" }).click();
  await expect(form.getByText("Hand on this link")).toBeVisible();
  return (await form.getByRole("listitem").innerText()).trim();
}

/** Makes an account on an invitation's page; answers the password. */
export async function join(page: Page, link: string, person: { name: string; email: string }) {
  const password = "karibu-dukani-leo";
  await page.goto(link);
  await page.getByLabel("Your name").fill(person.name);
  await page.getByLabel("E-mail").fill(person.email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Make an account and join" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
  return password;
}

let people = 0;

/** Somebody whom no other story knows. */
export function newPerson(name: string) {
  people += 1;
  return { name, email: `${name.toLowerCase()}${Date.now()}-${people}@duka.example` };
}
