/** A place to go to from anywhere. */
export type Place = {
  name: string;
  href: string;
  /** Its form must be a new one: it is never one that the router still holds. */
  isFresh: boolean;
};

const plain = (text: string) => text.normalize("NFKD").replaceAll(/\p{M}/gu, "").toLowerCase();

/** The places whose name has a word that begins with each typed word; all of them for nothing. Pure. */
export function findPlaces(places: readonly Place[], typed: string): Place[] {
  const wanted = plain(typed).split(/\s+/).filter(Boolean);
  return places.filter(({ name }) => {
    const words = plain(name).split(/\s+/);
    return wanted.every((start) => words.some((word) => word.startsWith(start)));
  });
}

/** Where a text is searched for; null for nothing, and for more than the search box takes. */
export function searchAddress(list: "payments" | "orders", typed: string): string | null {
  const text = typed.trim();
  if (text === "" || text.length > MAX_SEARCH_CHARS) return null;
  return `/dashboard/${list}?${new URLSearchParams({ q: text }).toString()}`;
}

export const MAX_SEARCH_CHARS = 120;
