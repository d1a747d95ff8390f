import { sql } from "drizzle-orm";
import { check, index, integer, json, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { AUDIT_ACTIONS, AUDIT_ACTORS, AUDIT_SUBJECTS } from "../vocabulary";
import { bytea, instant, oneOf } from "./columns";
import { merchants } from "./merchants";

/**
 * Who did what for a merchant: append-only by trigger and grant. `seq`, `at` and the hashes are set by
 * a trigger (migration 0016), which makes one chain of a merchant's entries.
 */
export const auditEntries = pgTable(
  "audit_entries",
  {
    merchantId: text("merchant_id")
      .notNull()
      .references(() => merchants.id),
    seq: integer("seq").notNull(),
    at: instant("at").notNull(),
    actorKind: text("actor_kind", { enum: AUDIT_ACTORS }).notNull(),
    /** Of a person; they may be gone, so the name and e-mail of then stand beside it. */
    actorId: text("actor_id"),
    /** A person's name, or a key's prefix. */
    actorName: text("actor_name"),
    actorEmail: text("actor_email"),
    address: text("address"),
    userAgent: text("user_agent"),
    action: text("action", { enum: AUDIT_ACTIONS }).notNull(),
    subjectKind: text("subject_kind", { enum: AUDIT_SUBJECTS }),
    subjectId: text("subject_id"),
    /** `json` and not `jsonb`: its text stays byte for byte, for the hash. */
    before: json("before"),
    after: json("after"),
    previousHash: bytea("previous_hash").notNull(),
    hash: bytea("hash").notNull(),
  },
  (t) => [
    primaryKey({ name: "audit_entries_pk", columns: [t.merchantId, t.seq] }),
    index("audit_entries_person").on(t.merchantId, t.actorId, t.seq),
    index("audit_entries_of_action").on(t.merchantId, t.action, t.seq),
    index("audit_entries_at").on(t.merchantId, t.at),
    check("audit_entries_actor", oneOf(t.actorKind, AUDIT_ACTORS)),
    check("audit_entries_action", oneOf(t.action, AUDIT_ACTIONS)),
    check("audit_entries_subject", oneOf(t.subjectKind, AUDIT_SUBJECTS)),
    check(
      "audit_entries_small",
      sql`octet_length(${t.before}::text) <= 4096 and octet_length(${t.after}::text) <= 4096`,
    ),
  ],
);

/** The newest entry of each merchant's chain; its row is what writers queue for. */
export const auditHeads = pgTable("audit_heads", {
  merchantId: text("merchant_id").primaryKey(),
  seq: integer("seq").notNull(),
  hash: bytea("hash").notNull(),
});
