import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { liveThroughStories } from "./fixtures/busy-shop";
import { openTestShop, type TestShop } from "./fixtures/test-shop";

let shop: TestShop;

beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.close());

const MIGRATION = fileURLToPath(new URL("../../db/migrations/0014_decisions.sql", import.meta.url));

it("what waits in orders of before is what their evidence says, as long as nobody decided", async () => {
  await liveThroughStories(shop, await shop.makeMerchant());
  const read = () => shop.witness`
    select id, (select array_agg(kind order by kind) from unnest(cases) as kind) as cases
    from orders where not exists (
      select from evidence where order_id = orders.id and decided_by is not null)
    order by id`;
  const known = await read();
  expect(known.filter(({ cases }) => cases !== null).length).toBeGreaterThan(8);
  await shop.witness`update orders set cases = '{}', cases_since = null`;
  const [backfill] = readFileSync(MIGRATION, "utf8")
    .split("--> statement-breakpoint")
    .filter((statement) => statement.includes("UPDATE orders o SET (cases, cases_since)"));
  await shop.witness.unsafe(backfill ?? "select 'not found'");
  expect(await read()).toEqual(known);
});
