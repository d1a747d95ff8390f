import { z } from "zod";
import { isNairobiDay } from "@/lib/nairobi-day";
import { typedReader, typedText } from "@/lib/typed-text";
import {
  AUDIT_ACTIONS,
  type AuditField,
  type AuditFilter,
  type AuditFilterProblems,
  type TypedAuditFilter,
} from "./model";

const MAX_TYPED_CHARS = 100;
const MAX_SEQ = 2_147_483_647;

const text = typedText(MAX_TYPED_CHARS);
const typedFilter = z.object({
  person: text,
  action: text,
  from: text,
  to: text,
} satisfies Record<AuditField, typeof text>);

const day = z.string().refine(isNairobiDay);
const seq = z
  .string()
  .regex(/^\d{1,10}$/)
  .transform(Number)
  .pipe(z.int().max(MAX_SEQ))
  .nullable()
  .catch(null);
const place = z.object({ before: seq, after: seq });

/** Where in the audit an address stands: older than one entry, newer than one, or at the start. */
export type AuditPlace = { before: number | null; after: number | null };

export type ReadAuditFilter = {
  typed: TypedAuditFilter;
  /** Whole and right, or null: a list without a wrong condition shows more than was asked for. */
  filter: AuditFilter | null;
  problems: AuditFilterProblems;
  place: AuditPlace;
};

/** Reads what the address of the audit narrows it to, and where in it it stands. */
export function readAuditFilter(query: unknown): ReadAuditFilter {
  const typed = typedFilter.parse(query);
  const problems: AuditFilterProblems = {};
  const read = typedReader(typed, problems);
  const filter: AuditFilter = {
    userId: typed.person === "" ? null : typed.person,
    action: read("action", z.enum(AUDIT_ACTIONS), "unknownChoice"),
    fromDay: read("from", day, "notADay"),
    toDay: read("to", day, "notADay"),
  };
  const { fromDay, toDay } = filter;
  if (fromDay !== null && toDay !== null && toDay < fromDay) problems.to = "beforeStart";
  const isRight = Object.keys(problems).length === 0;
  return { typed, filter: isRight ? filter : null, problems, place: place.parse(query) };
}
