import { z } from "zod";
import { isAmountKes, MAX_AMOUNT_KES, MIN_AMOUNT_KES, parseAmountKes } from "@/lib/money";
import { parseOrderInput } from "@/lib/orders/order-input";
import { LINK_FIELDS, type LinkField } from "./model";

const MAX_STOCK = 100_000;
const DAY_MS = 86_400_000;
const MAX_EXPIRY_MS = 5 * 366 * DAY_MS;

const text = z.string().max(400).catch("");

const linkForm = z.object({
  title: text,
  kind: z.enum(["fixed", "customer"]).catch("fixed"),
  amount: text,
  min: text,
  max: text,
  uses: z.enum(["many", "once", "stock"]).catch("many"),
  stock: text,
  /** A day in Nairobi, "2026-12-31"; empty for never. */
  expiry: text,
});

export type LinkInput = {
  title: string;
  amountKes: number | null;
  minKes: number | null;
  maxKes: number | null;
  stock: number | null;
  expiresAt: Date | null;
};

/** Reads the form that makes a link, or names its wrong fields in the order of the form. */
export function parseLinkInput(
  form: unknown,
  now: Date,
): { ok: true; value: LinkInput } | { ok: false; wrong: LinkField[] } {
  const fields = linkForm.parse(form);
  // A title is what an order may be called.
  const order = parseOrderInput({ amountKes: MIN_AMOUNT_KES, title: fields.title });
  const amounts = readAmounts(fields);
  const stock = readStock(fields);
  const expiresAt = readExpiry(fields.expiry.trim(), now);
  const wrong = new Set<LinkField>([
    ...(order.ok ? [] : (["title"] as const)),
    ...(Array.isArray(amounts) ? amounts : []),
    ...(stock === "wrong" ? (["stock"] as const) : []),
    ...(expiresAt === "wrong" ? (["expiry"] as const) : []),
  ]);
  if (!order.ok || Array.isArray(amounts) || stock === "wrong" || expiresAt === "wrong") {
    return { ok: false, wrong: LINK_FIELDS.filter((field) => wrong.has(field)) };
  }
  return { ok: true, value: { title: order.value.title, ...amounts, stock, expiresAt } };
}

type Form = z.infer<typeof linkForm>;

function readAmounts(form: Form) {
  if (form.kind === "fixed") {
    const amountKes = parseAmountKes(form.amount);
    return amountKes === null
      ? (["amount"] satisfies LinkField[])
      : { amountKes, minKes: null, maxKes: null };
  }
  const minKes = form.min.trim() === "" ? MIN_AMOUNT_KES : parseAmountKes(form.min);
  const maxKes = form.max.trim() === "" ? MAX_AMOUNT_KES : parseAmountKes(form.max);
  const isRange = isAmountKes(minKes) && isAmountKes(maxKes) && minKes <= maxKes;
  if (isRange) return { amountKes: null, minKes, maxKes };
  return minKes === null ? (["min"] satisfies LinkField[]) : (["max"] satisfies LinkField[]);
}

function readStock({ uses, stock }: Form): number | null | "wrong" {
  if (uses === "many") return null;
  if (uses === "once") return 1;
  const typed = stock.trim();
  if (!/^\d{1,6}$/.test(typed)) return "wrong";
  const count = Number(typed);
  return count >= 1 && count <= MAX_STOCK ? count : "wrong";
}

/** The end of a day in Nairobi, which knows no summer time. */
function readExpiry(day: string, now: Date): Date | null | "wrong" {
  if (day === "") return null;
  if (!z.iso.date().safeParse(day).success) return "wrong";
  const end = new Date(`${day}T23:59:59.999+03:00`);
  const leftMs = end.getTime() - now.getTime();
  return leftMs > 0 && leftMs <= MAX_EXPIRY_MS ? end : "wrong";
}
