/**
 * Addresses that no page has. Whoever names an order or a link that nobody knows is sent there: a page
 * that calls `notFound` itself is blank without JavaScript, and app/not-found.tsx is not.
 */
export const NO_SUCH_ORDER = "/no-such-order";
export const NO_SUCH_LINK = "/no-such-link";

/** Tells a page its own path, which Next does not tell app/not-found.tsx; set by proxy.ts. */
export const PATH_HEADER = "x-malipo-path";
