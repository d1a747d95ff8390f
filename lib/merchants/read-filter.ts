import { z } from "zod";
import { isIdOf } from "@/lib/ids";
import { parseAmountKes } from "@/lib/money";
import { isNairobiDay } from "@/lib/nairobi-day";
import { typedReader, typedText } from "@/lib/typed-text";
import {
  type FilterField,
  type FilterProblems,
  type ListFilter,
  ORDER_FLAGS,
  type TypedFilter,
} from "./model";

/** As long as the longest title: anything longer finds nothing. */
const MAX_SEARCH_CHARS = 120;
/** What is kept of a field to be shown again. */
const MAX_TYPED_CHARS = 200;

const text = typedText(MAX_TYPED_CHARS);
const typedFilter = z.object({
  q: text,
  status: text,
  flag: text,
  from: text,
  to: text,
  min: text,
  max: text,
  shortcode: text,
} satisfies Record<FilterField, typeof text>);

const search = z.string().max(MAX_SEARCH_CHARS);
const day = z.string().refine(isNairobiDay);
const amount = z
  .string()
  .transform((value) => parseAmountKes(value) ?? Number.NaN)
  .pipe(z.number());
const shortcode = z.string().refine((value) => isIdOf("shortcode", value));

export type ReadFilter<Status extends string> = {
  typed: TypedFilter;
  /** Whole and right, or null. */
  filter: ListFilter<Status> | null;
  problems: FilterProblems;
};

/**
 * Reads what a list's address narrows it to. Nothing typed is lost: the fields come back as they were,
 * with a word for each that is wrong, and then there is no filter, for a list that leaves out a wrong
 * condition shows more than was asked for.
 */
export function readFilter<Status extends string>(
  query: unknown,
  statuses: readonly Status[],
): ReadFilter<Status> {
  const typed = typedFilter.parse(query);
  const problems: FilterProblems = {};
  const read = typedReader(typed, problems);
  const filter: ListFilter<Status> = {
    search: read("q", search, "tooLong"),
    status: read("status", z.enum(statuses), "unknownChoice"),
    flag: read("flag", z.enum(ORDER_FLAGS), "unknownChoice"),
    fromDay: read("from", day, "notADay"),
    toDay: read("to", day, "notADay"),
    minKes: read("min", amount, "notAnAmount"),
    maxKes: read("max", amount, "notAnAmount"),
    shortcodeId: read("shortcode", shortcode, "unknownChoice"),
  };
  const { fromDay, toDay, minKes, maxKes } = filter;
  if (fromDay !== null && toDay !== null && toDay < fromDay) problems.to = "beforeStart";
  if (minKes !== null && maxKes !== null && maxKes < minKes) problems.max = "belowMinimum";
  return { typed, filter: Object.keys(problems).length === 0 ? filter : null, problems };
}

/** The fields that were filled in, as an address carries them: what links of a list hand on. */
export function queryOf(typed: TypedFilter): Record<string, string> {
  return Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== ""));
}
