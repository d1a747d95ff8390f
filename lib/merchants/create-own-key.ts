import { sql } from "drizzle-orm";
import { z } from "zod";
import { KEY_SCOPES } from "@/db/vocabulary";
import { withAudit } from "@/lib/audit/record-audit";
import { makeId } from "@/lib/ids";
import type { Runtime } from "@/lib/runtime";
import { sha256 } from "@/lib/sealing";
import { makeApiSecret, prefixOf } from "./api-keys";
import { authorise, type AuthoriseRefusal } from "./authorise";
import type { Actor } from "./session";

const newKey = z.object({
  name: z.string().trim().min(1).max(80),
  scopes: z.array(z.enum(KEY_SCOPES)).min(1).max(KEY_SCOPES.length),
});

export type CreateKeyResult =
  { ok: true; secret: string } | { ok: false; reason: AuthoriseRefusal | "invalid" };

/** Makes an API key for the merchant and answers its secret, the only time it can be seen. */
export async function createOwnKey(
  ctx: Pick<Runtime, "db">,
  actor: Actor,
  input: { name: unknown; scopes: unknown },
): Promise<CreateKeyResult> {
  const parsed = newKey.safeParse(input);
  if (!parsed.success) return { ok: false, reason: "invalid" };
  const authorised = await authorise(ctx, actor, "manage_keys");
  if (!authorised.ok) return authorised;
  const secret = makeApiSecret();
  const scopes = KEY_SCOPES.filter((scope) => parsed.data.scopes.includes(scope));
  const id = makeId("apiKey");
  const { name } = parsed.data;
  const prefix = prefixOf(secret);
  const made = sql`
    insert into api_keys (id, merchant_id, name, prefix, secret_sha256, scopes)
    values (${id}, ${actor.merchantId}, ${name}, ${prefix}, ${sha256(secret)},
      string_to_array(${scopes.join(",")}, ','))
    returning id`;
  await ctx.db.execute(
    withAudit(made, {
      merchantId: actor.merchantId,
      by: actor,
      action: "key_made",
      about: { kind: "key", id },
      after: { name, prefix, scopes: scopes.join(", ") },
    }),
  );
  return { ok: true, secret };
}
