import { inspect } from "node:util";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "./client";
import { merchants } from "./schema/merchants";
import { createTestDatabase, type TestDatabase } from "./test-database";

let database: TestDatabase;
let open: ReturnType<typeof openDatabase>;

beforeAll(async () => {
  database = await createTestDatabase();
  open = openDatabase({
    url: database.url,
    maxConnections: 1,
    applicationName: "test",
    onConnectionError: () => undefined,
  });
});

afterAll(async () => {
  await open.close();
  await database.drop();
});

const SECRET = "254712345678";

async function errorOf(work: Promise<unknown>): Promise<Error> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("the statement did not fail");
}

describe("an error of a failed statement", () => {
  it("holds no parameter of a raw statement", async () => {
    const error = await errorOf(open.db.execute(sql`select ${SECRET}::text::date`));
    expect(error.message).toContain("Failed query");
    expect(inspect(error, { depth: 9 })).not.toContain(SECRET);
  });

  it("holds neither parameters nor the offending row of a built statement", async () => {
    await open.db.insert(merchants).values({ id: SECRET, name: "one" });
    const again = open.db.insert(merchants).values({ id: SECRET, name: SECRET });
    const error = await errorOf(again);
    expect(inspect(error, { depth: 9 })).not.toContain(SECRET);
    expect(error.cause).toMatchObject({ code: "23505", constraint: "merchants_pkey" });
  });
});
