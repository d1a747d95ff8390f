import { readCheckout } from "@/lib/payments/checkout";
import {
  isPaidStatus,
  type CheckoutView,
  type OrderFlag,
  type ShownReceipt,
} from "@/lib/payments/model";
import type { Runtime } from "@/lib/runtime";
import { readVerifyCode } from "./verify-code";

/** What anybody who holds a receipt's code is told: no phone, no address to pay at, no whole receipt. */
export type VerifiedReceipt = {
  verdict: "paid" | "partly" | "unpaid";
  merchantName: string;
  environment: CheckoutView["environment"];
  title: string;
  accountReference: string;
  amountKes: number;
  paidKes: number;
  flags: OrderFlag[];
  /** Counted payments, oldest first; each shows the last four of its receipt at most. */
  receipts: ShownReceipt[];
};

function verdictOf({ status: { status, paidKes } }: CheckoutView): VerifiedReceipt["verdict"] {
  if (isPaidStatus(status)) return "paid";
  return paidKes > 0 ? "partly" : "unpaid";
}

/**
 * How the order of a receipt stands now, read from its rows; null for a code that is none of ours,
 * without a look at the database, and for one of ours whose order is not there. Throws if the
 * database is away.
 */
export async function readVerified(
  runtime: Runtime,
  code: string,
): Promise<VerifiedReceipt | null> {
  const orderId = readVerifyCode(runtime.env.APP_SECRET, code);
  const view = orderId && (await readCheckout(runtime, orderId, { cookie: undefined }));
  if (!view) return null;
  return {
    verdict: verdictOf(view),
    merchantName: view.merchantName,
    environment: view.environment,
    title: view.title,
    accountReference: view.accountReference,
    amountKes: view.status.amountKes,
    paidKes: view.status.paidKes,
    flags: view.flags,
    receipts: view.receipts,
  };
}
