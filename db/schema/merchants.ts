import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { ENVIRONMENTS, KEY_SCOPES, ROLES, SHORTCODE_TYPES } from "../vocabulary";
import { users } from "./auth";
import { bytea, instant, oneOf } from "./columns";

/** A business that gets paid. Customers see its name, colour and logo. */
export const merchants = pgTable(
  "merchants",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    /** "#0a7a3d"; null for the product's own colour. */
    brandColour: text("brand_colour"),
    /** A small picture as a data address (SVG or PNG); null for the first letter of the name. */
    logo: text("logo"),
    /** After how many months payers are erased from attempts; null for never. */
    retentionMonths: integer("retention_months"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    check("merchants_retention", sql`${t.retentionMonths} between 3 and 120`),
    check("merchants_brand_colour", sql`${t.brandColour} ~ '^#[0-9a-f]{6}$'`),
    check(
      "merchants_logo",
      sql`${t.logo} ~ '^data:image/(svg[+]xml|png).base64,[A-Za-z0-9+/=]+$' and length(${t.logo}) <= 32768`,
    ),
  ],
);

/** Who may see a merchant's money, and as what. */
export const members = pgTable(
  "members",
  {
    merchantId: text("merchant_id")
      .notNull()
      .references(() => merchants.id),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: ROLES }).notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "members_pk", columns: [t.merchantId, t.userId] }),
    index("members_user").on(t.userId),
    check("members_role", oneOf(t.role, ROLES)),
  ],
);

/**
 * A way in for one more person, as a link that somebody hands on: only its token's SHA-256 is kept.
 * Open while it is neither accepted nor revoked nor past `expires_at`.
 */
export const invitations = pgTable(
  "invitations",
  {
    id: text("id").primaryKey(),
    merchantId: text("merchant_id")
      .notNull()
      .references(() => merchants.id),
    role: text("role", { enum: ROLES }).notNull(),
    /** For whom it is meant, in the words of whoever made it. */
    note: text("note").notNull(),
    tokenSha256: bytea("token_sha256").notNull(),
    invitedBy: text("invited_by").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    acceptedAt: instant("accepted_at"),
    acceptedBy: text("accepted_by"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    unique("invitations_token").on(t.tokenSha256),
    index("invitations_merchant").on(t.merchantId, t.createdAt),
    check("invitations_role", oneOf(t.role, ROLES)),
    check("invitations_note", sql`char_length(${t.note}) between 1 and 120`),
  ],
);

/** The way in to an instance that nobody has signed up to yet: one row, of the newest link. */
export const setupLinks = pgTable(
  "setup_links",
  {
    name: text("name").primaryKey(),
    tokenSha256: bytea("token_sha256").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [check("setup_links_name", sql`${t.name} = 'first_owner'`)],
);

/**
 * A Daraja profile: a paybill, or a till with its store number. Credentials are sealed
 * (AES-256-GCM, bound to table, column and merchant). Budgets and prompt limits live here, so that
 * code only checks that environment and host fit each other.
 */
export const shortcodes = pgTable(
  "shortcodes",
  {
    id: text("id").primaryKey(),
    merchantId: text("merchant_id")
      .notNull()
      .references(() => merchants.id),
    environment: text("environment", { enum: ENVIRONMENTS }).notNull(),
    baseUrl: text("base_url").notNull(),
    type: text("type", { enum: SHORTCODE_TYPES }).notNull(),
    businessShortCode: text("business_short_code").notNull(),
    partyB: text("party_b").notNull(),
    consumerKeyHash: bytea("consumer_key_hash").notNull(),
    consumerKeySealed: bytea("consumer_key_sealed").notNull(),
    consumerSecretSealed: bytea("consumer_secret_sealed").notNull(),
    passKeySealed: bytea("pass_key_sealed").notNull(),
    isActive: boolean("is_active").notNull().default(true),
    queriesPerMinute: integer("queries_per_minute").notNull(),
    promptsPerPhonePer10Min: integer("prompts_per_phone_per_10_min").notNull(),
    promptsPerPhonePerDay: integer("prompts_per_phone_per_day").notNull(),
    attemptsPerOrder: integer("attempts_per_order").notNull(),
    phonesPerAddressPerHour: integer("phones_per_address_per_hour").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** A check from before says nothing about what stands here now. */
    credentialsChangedAt: instant("credentials_changed_at").notNull().defaultNow(),
  },
  (t) => [
    unique("shortcodes_merchant_id").on(t.merchantId, t.id),
    uniqueIndex("shortcodes_one_active")
      .on(t.merchantId)
      .where(sql`${t.isActive}`),
    check("shortcodes_environment", oneOf(t.environment, ENVIRONMENTS)),
    check("shortcodes_type", oneOf(t.type, SHORTCODE_TYPES)),
    check(
      "shortcodes_limits_positive",
      sql`least(${t.queriesPerMinute}, ${t.promptsPerPhonePer10Min}, ${t.promptsPerPhonePerDay}, ${t.attemptsPerOrder}, ${t.phonesPerAddressPerHour}) >= 1`,
    ),
  ],
);

/** A merchant's secret key for the REST API: only its SHA-256 and a readable prefix are kept. */
export const apiKeys = pgTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    merchantId: text("merchant_id")
      .notNull()
      .references(() => merchants.id),
    name: text("name").notNull(),
    prefix: text("prefix").notNull(),
    secretSha256: bytea("secret_sha256").notNull(),
    scopes: text("scopes", { enum: KEY_SCOPES })
      .array()
      .notNull()
      .default(sql`'{read,write}'::text[]`),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Exact to the minute. */
    lastUsedAt: instant("last_used_at"),
    revokedAt: instant("revoked_at"),
  },
  (t) => [
    unique("api_keys_secret").on(t.secretSha256),
    index("api_keys_merchant").on(t.merchantId),
    check(
      "api_keys_scopes",
      sql`${t.scopes} <@ array['read','write']::text[] and cardinality(${t.scopes}) > 0`,
    ),
  ],
);

/** What `POST /api/v1/orders` answered for an Idempotency-Key; kept for 24 h. */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    merchantId: text("merchant_id")
      .notNull()
      .references(() => merchants.id),
    key: text("key").notNull(),
    requestSha256: bytea("request_sha256").notNull(),
    orderId: text("order_id").notNull(),
    response: jsonb("response").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: "idempotency_keys_pk", columns: [t.merchantId, t.key] }),
    index("idempotency_keys_created").on(t.createdAt),
  ],
);
