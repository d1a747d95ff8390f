import { sql } from "drizzle-orm";
import {
  check,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
} from "drizzle-orm/pg-core";
import { MAIL_LANGUAGES, MAIL_STATES } from "../vocabulary";
import { instant, oneOf } from "./columns";
import { members } from "./merchants";

/** Members who get a mail about each day, and in which language. */
export const dailyMailReaders = pgTable(
  "daily_mail_readers",
  {
    merchantId: text("merchant_id").notNull(),
    userId: text("user_id").notNull(),
    language: text("language", { enum: MAIL_LANGUAGES }).notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "daily_mail_readers_pk", columns: [t.merchantId, t.userId] }),
    foreignKey({
      name: "daily_mail_readers_member",
      columns: [t.merchantId, t.userId],
      foreignColumns: [members.merchantId, members.userId],
    }).onDelete("cascade"),
    check("daily_mail_readers_language", oneOf(t.language, MAIL_LANGUAGES)),
  ],
);

/** One row a person and day, made before its mail is sent: whoever made it sends it, and nobody else. */
export const dailyMails = pgTable(
  "daily_mails",
  {
    merchantId: text("merchant_id").notNull(),
    userId: text("user_id").notNull(),
    day: date("day", { mode: "string" }).notNull(),
    state: text("state", { enum: MAIL_STATES }).notNull().default("sending"),
    tries: integer("tries").notNull().default(1),
    claimedAt: instant("claimed_at").notNull(),
    /** When a refused one is tried again; null if it is not. */
    againAt: instant("again_at"),
  },
  (t) => [
    primaryKey({ name: "daily_mails_pk", columns: [t.merchantId, t.userId, t.day] }),
    foreignKey({
      name: "daily_mails_member",
      columns: [t.merchantId, t.userId],
      foreignColumns: [members.merchantId, members.userId],
    }).onDelete("cascade"),
    index("daily_mails_day").on(t.day),
    check("daily_mails_state", oneOf(t.state, MAIL_STATES)),
    check("daily_mails_tries", sql`${t.tries} >= 1`),
  ],
);
