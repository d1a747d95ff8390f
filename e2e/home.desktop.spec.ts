import { expect, test } from "./support/fixtures";
import { typeCredentials } from "./support/merchant-desk";

// A merchant of its own, who has nothing yet.
test.use({ ownStackOptions: { processes: 1 } });

test("the home page leads a new merchant to the first payment, and then shows what came of it", async ({
  page,
  api,
  newPhone,
  simulator,
  stack,
}) => {
  await page.goto("/login");
  await typeCredentials(page, stack.access);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Home");
  const steps = page.getByRole("region", { name: "Your first payment" });
  await expect(steps.getByRole("listitem")).toContainText([
    /Connect a paybill or till \(done\).*simulator/,
    /Check it \(to do\)/,
    /Make an order \(to do\)/,
    /Pay it yourself \(to do\)/,
  ]);

  const answers = ["pay", "pay", "cancel"] as const;
  for (const [n, answer] of answers.entries()) {
    const { typed, msisdn } = newPhone();
    const order = await api.createOrder({ amountKes: 1_000 * (n + 1), title: `Unga ${n}` });
    await api.startAttempt(order.id, typed);
    const prompt = await simulator.openPrompt(msisdn);
    await simulator.answer(prompt.checkoutRequestId, answer);
    await expect
      .poll(async () => (await api.getOrder(order.id)).attempts.map(({ outcome }) => outcome))
      .toEqual([answer === "pay" ? "succeeded" : "failed"]);
  }
  await page.getByRole("link", { name: "Refresh" }).click();
  await expect(steps).toHaveCount(0);
  const takings = page.getByRole("region", { name: "Takings", exact: true });
  await expect(takings).toContainText(/Today\s*KES 3,000/);
  await expect(takings).toContainText("67%");
  await expect(takings).toContainText("KES 1,500");
  await expect(page.getByRole("img", { name: /KES 3,000 in all/ })).toBeVisible();
  const chart = page.getByRole("region", { name: "Attempts a day" }).first();
  await chart.getByText("Show as a table").click();
  const newest = page.getByRole("table", { name: "Attempts a day" }).getByRole("row").nth(1);
  await expect(newest.getByRole("cell")).toContainText([/./, "2", "1"]);
  const failures = page.getByRole("region", { name: "Why payments failed" });
  await expect(failures).toContainText("cancelled or timed out");
  await expect(failures).toContainText("send it again when they have the phone in hand");
  await expect(page.getByRole("region", { name: "How M-PESA answers" })).toContainText(
    "3 attempts ended",
  );
  await failures.getByRole("link", { name: "Show failed payments" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Payments");
  await expect(page.getByRole("table", { name: "Payments" }).getByRole("row")).toHaveCount(2);
});
