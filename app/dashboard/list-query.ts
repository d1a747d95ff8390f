import { z } from "zod";
import { FILTER_FIELDS } from "@/lib/merchants/model";

export type ListSearch = Record<string, string | string[] | undefined>;

/** A value given twice, or one that is no text, counts as none. */
const text = z.string().max(100).optional().catch(undefined);
const listPlace = z.object({ before: text, after: text });

/** Where in a list the address stands, as it was given. */
export function readListQuery(search: ListSearch): z.infer<typeof listPlace> {
  return listPlace.parse(search);
}

/** The query of a request in the shape that pages get theirs in. */
export function readListSearch(params: URLSearchParams): ListSearch {
  const search: ListSearch = {};
  for (const name of params.keys()) {
    const values = params.getAll(name);
    search[name] = values.length === 1 ? values[0] : values;
  }
  return search;
}

/** Where a page of a list asks whether it shows something else by now. */
export function changesAddress(path: string, query: Record<string, string>, search: ListSearch) {
  const { before, after } = readListQuery(search);
  const place = {
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
  };
  return addressOf(`${path}/changes`, { ...query, ...place });
}

/** A page with its filters, as an address. */
export function addressOf(path: string, query: Record<string, string>): string {
  const search = new URLSearchParams(query);
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}

/** The dashboard's start was the payments list once: where its old addresses with a filter lead now. */
export function movedListAddress(search: ListSearch): string | null {
  const query = Object.fromEntries(
    [...FILTER_FIELDS, "before", "after"].flatMap((name) => {
      const value = search[name];
      return typeof value === "string" && value !== "" ? [[name, value]] : [];
    }),
  );
  return Object.keys(query).length === 0 ? null : addressOf("/dashboard/payments", query);
}
