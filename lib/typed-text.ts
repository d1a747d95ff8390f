import { z } from "zod";

/**
 * A field of an address as somebody typed it, trimmed and cut to `maxChars`. A value given twice, or
 * one that Postgres cannot hold, counts as none: "".
 */
export const typedText = (maxChars: number) =>
  z
    .string()
    .refine((value) => !/[\0\p{Surrogate}]/u.test(value))
    .transform((value) => value.trim().slice(0, maxChars))
    .catch("");

/**
 * Reads typed fields one by one: null for one that is empty or wrong, and then `problems` names what
 * is wrong with it.
 */
export function typedReader<Field extends string, Problem extends string>(
  typed: Readonly<Record<Field, string>>,
  problems: Partial<Record<Field, Problem>>,
) {
  return <Value>(field: Field, schema: z.ZodType<Value>, problem: Problem): Value | null => {
    if (typed[field] === "") return null;
    const parsed = schema.safeParse(typed[field]);
    if (!parsed.success) problems[field] = problem;
    return parsed.data ?? null;
  };
}
