/** What the demo shop sells, in the order of the shelf. Names are in `lib/messages`. */
export const DEMO_ITEMS = [
  { id: "chai", amountKes: 120 },
  { id: "unga", amountKes: 210 },
  { id: "sukuma", amountKes: 60 },
  { id: "asali", amountKes: 450 },
  { id: "kikoi", amountKes: 950 },
  { id: "kiondo", amountKes: 2_500 },
] as const;

export type DemoItemId = (typeof DEMO_ITEMS)[number]["id"];

/** Of one thing; a full basket then stays far below what one payment may move. */
export const MAX_QUANTITY = 10;

/** Longer than any basket is written. */
const MAX_TEXT_CHARS = 200;

/** What a browser has chosen, at most one line a thing. */
export type Basket = {
  lines: readonly { id: DemoItemId; quantity: number }[];
  /** The order that was made of exactly these lines, if one was. */
  orderId: string | null;
};

const BASKET_CHANGES = ["more", "less", "remove"] as const;
export type BasketChange = (typeof BASKET_CHANGES)[number];

export const EMPTY_BASKET: Basket = { lines: [], orderId: null };

export function isDemoItemId(value: unknown): value is DemoItemId {
  return DEMO_ITEMS.some(({ id }) => id === value);
}

export function isBasketChange(value: unknown): value is BasketChange {
  return BASKET_CHANGES.some((change) => change === value);
}

function parseLine(text: string) {
  const [id, quantityText = "", ...rest] = text.split(":");
  const quantity = /^\d{1,2}$/.test(quantityText) ? Number(quantityText) : 0;
  if (!isDemoItemId(id) || rest.length > 0 || quantity < 1 || quantity > MAX_QUANTITY) return null;
  return { id, quantity };
}

/** Reads what `writeBasket` wrote. Anybody can write a cookie: what makes no sense is left out. */
export function parseBasket(text: string | undefined): Basket {
  if (text === undefined || text.length > MAX_TEXT_CHARS) return EMPTY_BASKET;
  const [linesText = "", orderId = ""] = text.split("|");
  const lines = linesText.split(",").flatMap((line) => parseLine(line) ?? []);
  const isRepeated = new Set(lines.map(({ id }) => id)).size !== lines.length;
  return isRepeated ? EMPTY_BASKET : { lines, orderId: orderId === "" ? null : orderId };
}

/** "chai:2,unga:1": a basket's lines as the shop reads them in an order's reference. */
export function referenceOf({ lines }: Basket): string {
  return lines.map(({ id, quantity }) => `${id}:${quantity}`).join(",");
}

export function writeBasket(basket: Basket): string {
  return `${referenceOf(basket)}|${basket.orderId ?? ""}`;
}

/** One more, one less or none of a thing; with the lines the order that was made of them goes. */
export function changeBasket(basket: Basket, id: DemoItemId, change: BasketChange): Basket {
  const before = quantityOf(basket, id);
  const after = { more: Math.min(before + 1, MAX_QUANTITY), less: before - 1, remove: 0 }[change];
  if (after === before) return basket;
  const line = after > 0 ? [{ id, quantity: after }] : [];
  if (before === 0) return { lines: [...basket.lines, ...line], orderId: null };
  const lines = basket.lines.flatMap((known) => (known.id === id ? line : [known]));
  return { lines, orderId: null };
}

export function quantityOf({ lines }: Basket, id: DemoItemId): number {
  return lines.find((line) => line.id === id)?.quantity ?? 0;
}

export function priceOf(id: DemoItemId): number {
  return DEMO_ITEMS.find((item) => item.id === id)?.amountKes ?? 0;
}

/** How many things, all lines together. */
export function countOf({ lines }: Basket): number {
  return lines.reduce((count, { quantity }) => count + quantity, 0);
}

export function totalKesOf({ lines }: Basket): number {
  return lines.reduce((total, { id, quantity }) => total + priceOf(id) * quantity, 0);
}

const MAX_TITLE_CHARS = 120;

/**
 * An order's title of as many lines as fit, "2 × Chai na mandazi, Kiondo", and of how many are left
 * over: `moreOf(3)` is "and 3 more".
 */
export function titleOf(
  { lines }: Basket,
  nameOf: (id: DemoItemId) => string,
  moreOf: (count: number) => string,
): string {
  const parts = lines.map(({ id, quantity }) =>
    quantity === 1 ? nameOf(id) : `${quantity} × ${nameOf(id)}`,
  );
  for (let shown = parts.length; shown > 0; shown -= 1) {
    const left = parts.length - shown;
    const title = [...parts.slice(0, shown), ...(left > 0 ? [moreOf(left)] : [])].join(", ");
    if (Array.from(title).length <= MAX_TITLE_CHARS) return title;
  }
  return moreOf(parts.length);
}
