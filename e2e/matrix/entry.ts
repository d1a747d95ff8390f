import type { ROLES } from "@/db/vocabulary";

export type Role = (typeof ROLES)[number];

/** Whoever may call: anybody, the customer who paid, a merchant's server, our host's clock, or a member. */
export type CallerName = "nobody" | "customer" | "api key" | "revoked key" | "cron" | Role;

/** What an address or a form names: an order, the secret of an attempt, the code of a receipt, a payment link, a shortcode. */
export type About = "order" | "token" | "code" | "link" | "shortcode";

/** An argument of a server action: plain data, or a form. */
export type ActionArgument = { data: unknown } | { form: Record<string, string> };

export type Entry = {
  /** Who is answered; to everybody else it must be all one what an id stands for. */
  serves: "everybody" | readonly CallerName[];
  /** Who may read the page that an action is sent to: a refusal comes with that page. */
  readersOfPage: readonly Role[];
  /** Kind of id it is called with; null if it takes none. */
  about: About | null;
  /** How it answers when it serves; 200 unless told otherwise. */
  answers: readonly number[];
  /** Whether its answer shows an order of the caller's merchant. */
  showsOrders: boolean;
  /** The path to call, where the address alone does not say it. */
  path: string | null;
  /** The JSON that is sent; null for none. */
  body: unknown;
  /** The page that an action is sent to, and its arguments. */
  on: string;
  args: (id: string) => ActionArgument[];
  /** Ends sessions or changes rows by right: called when everything else was judged. */
  isLast: boolean;
};

type Details = Partial<Omit<Entry, "serves">>;

const entry = (serves: Entry["serves"], details: Details): Entry => ({
  serves,
  readersOfPage: [],
  about: null,
  answers: [200],
  showsOrders: false,
  path: null,
  body: null,
  on: "/",
  args: () => [],
  isLast: false,
  ...details,
});

/** Open to the world; what it names by an id is open to whoever knows the id. */
export const everybody = (details: Details = {}): Entry => entry("everybody", details);

/** For a merchant's server alone. */
export const apiKey = (details: Details = {}): Entry => entry(["api key"], details);

/** For members with one of these roles. */
export const members = (roles: readonly Role[], details: Details = {}): Entry =>
  entry(roles, details);

/** For the clock of the host. */
export const cron = (details: Details = {}): Entry => entry(["cron"], details);

/** Methods of an address that nobody is served by, whatever they name. */
export const refused = (
  address: string,
  methods: readonly string[],
  details: Details = {},
): Record<string, Entry> =>
  Object.fromEntries(methods.map((method) => [`${method} ${address}`, entry([], details)]));
