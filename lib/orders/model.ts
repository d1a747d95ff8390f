import type {
  FailureReason,
  OrderFlag,
  OrderStatus,
  Outcome,
  PushState,
} from "@/lib/payments/model";

/** Orders as the merchant API answers them (contract, "Merchant API"). Times are ISO 8601, UTC. */

export type Order = {
  id: string;
  status: OrderStatus;
  version: number;
  amountKes: number;
  paidKes: number;
  title: string;
  reference: string | null;
  accountReference: string;
  payUrl: string;
  createdAt: string;
  expiresAt: string;
  metadata: Record<string, string>;
};

export type OrderAttempt = {
  id: string;
  push: PushState;
  outcome: Outcome;
  reason: FailureReason | null;
  amountKes: number;
  /** "2547…" in full, for the merchant alone; null once the payer's data was erased. */
  phoneNumber: string | null;
  createdAt: string;
};

export type OrderPayment = {
  id: string;
  amountKes: number;
  /** Null while M-Pesa has confirmed the money but its receipt has not arrived. */
  receipt: string | null;
  /** Whether it is part of `paidKes`. */
  counted: boolean;
  late: boolean;
  createdAt: string;
};

export type OrderDetails = Order & {
  attempts: OrderAttempt[];
  payments: OrderPayment[];
  flags: OrderFlag[];
};

/** One page of a list; `nextCursor` is null on the last. */
export type Page<Item> = { data: Item[]; nextCursor: string | null };

/** The fields of the dashboard's form of a new order that may be wrong. */
export type DeskField = "amount" | "title" | "reference";

/** How long an order that was made by hand can be paid. */
export const DESK_EXPIRIES = ["hour", "day", "week", "month"] as const;
