import { z } from "zod";

export type ListSearch = Record<string, string | string[] | undefined>;

/** A value given twice, or one that is no text, counts as none. */
const text = z.string().max(100).optional().catch(undefined);
const listQuery = z.object({ before: text, after: text, status: text });

/** What a list's address may carry. */
export function readListQuery(search: ListSearch): z.infer<typeof listQuery> {
  return listQuery.parse(search);
}
