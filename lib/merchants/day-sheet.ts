import type { PaymentFilter } from "./model";

export type DaySum = { count: number; amountKes: number };

/** A payment on the day's sheet; without the payer, for paper lies about. */
export type DayPayment = {
  id: string;
  orderId: string;
  title: string;
  accountReference: string;
  amountKes: number;
  receipt: string | null;
  isCounted: boolean;
  createdAt: string;
};

/** One day of Nairobi. */
export type DaySheet = {
  day: string;
  counted: DaySum;
  /** Money that a person has to look at. */
  notCounted: DaySum;
  /** How the attempts begun on the day stand now. */
  attempts: Record<PaymentFilter, number>;
  payments: DayPayment[];
  isCut: boolean;
};
