import { ESLint, Linter } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";
import { z } from "zod";

/** Who may reach the database as the role that sees every merchant is a lint rule; this holds it to it. */

const RULE = "no-restricted-syntax";
const eslint = new ESLint();
const linter = new Linter();
const configured = z.object({ rules: z.record(z.string(), z.array(z.unknown())) });

async function findRefused(file: string, code: string): Promise<boolean> {
  const { rules } = configured.parse(await eslint.calculateConfigForFile(file));
  const [, ...options] = rules[RULE] ?? [];
  const found = linter.verify(
    code,
    {
      files: ["**/*.ts"],
      languageOptions: { parser: tseslint.parser },
      rules: { [RULE]: ["error", ...options] },
    },
    { filename: "file.ts" },
  );
  expect(found.filter(({ ruleId }) => ruleId === null)).toEqual([]);
  return found.length > 0;
}

const CORE_WAYS = [
  "runtime().db.select()",
  "runtime['moneyDb'].select()",
  "const { db } = runtime()",
  "async function read({ db: other }: Ctx, id: string) {}",
  "type Ctx = Pick<Runtime, 'db' | 'env'>",
  'import { openDatabase } from "@/db/client"',
];
const MAKING_WAYS = [
  'import { asMerchant } from "@/lib/merchants/as-merchant"',
  "runtime().readAsMerchant(merchantId, reading)",
];
const OUTSIDE = [
  "app/dashboard/page.tsx",
  "app/page.tsx",
  "components/dashboard/orders-view.tsx",
  "lib/merchants/list-orders.ts",
  "lib/merchants/read-anything-new.ts",
  "lib/orders/queries.ts",
  "lib/http/api-orders.ts",
  "lib/anything/new.ts",
];

describe("outside the core", () => {
  it.each(OUTSIDE)("%s cannot name the core's database, nor make reads", async (file) => {
    for (const way of [...CORE_WAYS, ...MAKING_WAYS]) {
      expect([way, await findRefused(file, way)]).toEqual([way, true]);
    }
  });

  it.each([
    "app/dashboard/current-merchant.ts",
    "lib/http/api-route.ts",
    "lib/mail/read-summary.ts",
  ])("%s proves who somebody is and makes their reads, and no more", async (file) => {
    for (const way of CORE_WAYS) expect(await findRefused(file, way)).toBe(true);
    for (const way of MAKING_WAYS) expect(await findRefused(file, way)).toBe(false);
  });
});

describe("the core", () => {
  it.each(["lib/payments/record-evidence.ts", "lib/merchants/set-anything.ts"])(
    "%s holds its database, and makes nobody's reads",
    async (file) => {
      for (const way of CORE_WAYS) expect(await findRefused(file, way)).toBe(false);
      for (const way of MAKING_WAYS) expect(await findRefused(file, way)).toBe(true);
    },
  );
});

it("a reading's own database is nobody's business", async () => {
  const code = "read((db) => db.select().from(orders))";
  expect(await findRefused("lib/merchants/list-orders.ts", code)).toBe(false);
});
