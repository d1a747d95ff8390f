import { randomUUID } from "node:crypto";
import { sql, type SQL } from "drizzle-orm";
import { z } from "zod";
import type { Runtime } from "@/lib/runtime";
import { authOf } from "./auth";

/** better-auth takes passwords of 8 to 128 characters. */
export const passwordField = z.string().min(8).max(128);

export const newPersonFields = {
  name: z.string().trim().min(1).max(120),
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  password: passwordField,
};

export type NewPerson = { name: string; email: string; password: string };

/**
 * The parts of a statement that make a person who can sign in with a password, for every row of
 * `from`, a part before them. One statement with whatever lets the person in: a link is not spent for
 * somebody who could not be made. A known e-mail is a unique violation.
 */
export async function personParts(
  ctx: Pick<Runtime, "db" | "env" | "log">,
  { name, email, password }: NewPerson,
  from: SQL,
): Promise<{ userId: string; parts: SQL }> {
  const { password: hashing } = await authOf(ctx).$context;
  const hash = await hashing.hash(password);
  const userId = randomUUID();
  const parts = sql`
    person as (
      insert into users (id, name, email) select ${userId}, ${name}, ${email} from ${from}
    ), account as (
      insert into accounts (id, account_id, provider_id, user_id, password)
      select ${randomUUID()}, ${userId}, 'credential', ${userId}, ${hash} from ${from}
    )`;
  return { userId, parts };
}
