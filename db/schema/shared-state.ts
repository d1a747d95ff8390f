import { pgTable, integer, interval, text } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns";

/**
 * One access token per consumer key, for every process. Who holds `lease_id` until `lease_until`
 * may ask Safaricom for a new one; `generation` tells which token was refused.
 */
export const accessTokens = pgTable("access_tokens", {
  consumerKeyHash: bytea("consumer_key_hash").primaryKey(),
  tokenSealed: bytea("token_sealed"),
  generation: integer("generation").notNull().default(0),
  refreshAt: instant("refresh_at"),
  expiresAt: instant("expires_at"),
  leaseId: text("lease_id"),
  leaseUntil: instant("lease_until"),
});

/**
 * A sliding window in one row: the times at which distinct subjects were let through. The row lock
 * makes the count exact over all processes.
 */
export const rateBuckets = pgTable("rate_buckets", {
  key: text("key").primaryKey(),
  hits: instant("hits").array().notNull(),
  subjects: text("subjects").array().notNull(),
  burstLimit: integer("burst_limit").notNull(),
  burstWindow: interval("burst_window").notNull(),
  totalLimit: integer("total_limit").notNull(),
  totalWindow: interval("total_window").notNull(),
  lastHitAt: instant("last_hit_at").notNull(),
});

/** Work that one process at a time does now and then: when it was last taken up. */
export const leases = pgTable("leases", {
  name: text("name").primaryKey(),
  takenAt: instant("taken_at").notNull(),
});
