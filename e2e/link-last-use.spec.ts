import { expect, test } from "./support/fixtures";
import { makeLink } from "./support/links-desk";
import { signIn } from "./support/merchant-desk";

test("the last use of a link goes to one of two who come at once, and back when it is not paid", async ({
  page,
  stack,
  witness,
  letTimePass,
  openOtherBrowser,
  pageWatch,
}) => {
  pageWatch.expectProblem(/answer 404: GET \/no-such-link|console: .*404/);
  await signIn(page, stack.access);
  const url = await makeLink(page, { title: "Tiketi ya mwisho", stock: "1" });
  const strangers = [await openOtherBrowser(), await openOtherBrowser()];
  for (const stranger of strangers) {
    await stranger.goto(url);
    await stranger.getByLabel("Amount in shillings").fill("500");
  }
  await Promise.all(
    // Twice each: a double click makes no second order, either.
    strangers.map((stranger) => stranger.getByRole("button", { name: "Continue" }).dblclick()),
  );
  const headings = strangers.map((stranger) => stranger.getByRole("heading", { level: 1 }));
  const seen = async () => {
    const texts = await Promise.all(headings.map((heading) => heading.innerText()));
    // "Pay with M-PESA" is the heading of the form, too, where the two still are.
    const onOrder = strangers.filter((stranger) => stranger.url().includes("/pay/")).length;
    return [onOrder, texts.filter((text) => text === "Somebody is paying right now").length];
  };
  await expect.poll(seen).toEqual([1, 1]);
  const linkId = url.split("/").at(-1) ?? "";
  const made = await witness.sql<{ orderId: string }[]>`
    select order_id as "orderId" from payment_link_orders where link_id = ${linkId}`;
  expect(made).toHaveLength(1);

  await letTimePass(made[0]?.orderId ?? "", 3_601);
  const loser = strangers.find((stranger) => !stranger.url().includes("/pay/"));
  if (!loser) throw new Error("both have an order");
  await expect(async () => {
    await loser.goto(url);
    await expect(loser.getByLabel("Amount in shillings")).toBeVisible({ timeout: 1_000 });
  }).toPass();

  await loser.goto("/l/lnk_01m85e75n1e49rrdg0k649k9r0");
  await expect(loser.getByRole("heading", { level: 1 })).toHaveText("There is no such link");
});
