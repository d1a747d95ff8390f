import type { AUDIT_ACTIONS, AUDIT_ACTORS, AUDIT_SUBJECTS } from "@/db/vocabulary";

export { AUDIT_ACTIONS } from "@/db/vocabulary";

/** What the audit tells. Pure and browser-safe; times are ISO 8601, UTC. */

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
export type AuditActor = (typeof AUDIT_ACTORS)[number];
export type AuditSubject = (typeof AUDIT_SUBJECTS)[number];

/**
 * A few facts about what was done: flat, small, and never a secret, a phone number, a receipt or a
 * token. Texts that customers or merchants wrote do not belong here either.
 */
export type AuditFacts = Record<string, string | number | boolean | null>;

/** The facts that have a name of their own on the page; others are shown as they are called. */
export const FACT_NAMES = [
  "action",
  "amountKes",
  "attempts",
  "decision",
  "email",
  "environment",
  "flag",
  "fromDay",
  "hasSearch",
  "isActive",
  "maxKes",
  "minKes",
  "months",
  "name",
  "note",
  "owner",
  "prefix",
  "reason",
  "role",
  "scopes",
  "status",
  "stock",
  "toDay",
  "withCode",
] as const;
type FactName = (typeof FACT_NAMES)[number];

export function isFactName(name: string): name is FactName {
  const names: readonly string[] = FACT_NAMES;
  return names.includes(name);
}

/** One line of the audit as its page shows it. */
export type AuditRow = {
  seq: number;
  at: string;
  actorKind: AuditActor;
  actorName: string | null;
  actorEmail: string | null;
  address: string | null;
  userAgent: string | null;
  action: AuditAction;
  subjectKind: AuditSubject | null;
  subjectId: string | null;
  before: AuditFacts;
  after: AuditFacts;
};

/** What an audit's address narrows it to; null where it does not. Days are Nairobi's, both included. */
export type AuditFilter = {
  userId: string | null;
  action: AuditAction | null;
  fromDay: string | null;
  toDay: string | null;
};

export const AUDIT_FIELDS = ["person", "action", "from", "to"] as const;
export type AuditField = (typeof AUDIT_FIELDS)[number];

/** The fields of an audit's address as they were typed; "" where nothing was. */
export type TypedAuditFilter = Record<AuditField, string>;
export type AuditFilterProblems = Partial<
  Record<AuditField, "unknownChoice" | "notADay" | "beforeStart">
>;

/** Somebody who did something for the merchant, by the name of their newest entry. */
export type AuditPerson = { userId: string; name: string; email: string };

/** A page of the audit, the ways on from it, and the newest entry of the chain. */
export type AuditListing = {
  rows: AuditRow[];
  newer: number | null;
  older: number | null;
  people: AuditPerson[];
  head: { seq: number; hash: string } | null;
};
