import { nairobiTime } from "../nairobi-time";
import { displayName } from "../shortcodes/shortcode";
import type { Transaction } from "../transactions/transaction";

const DAILY_LIMIT_KES = 500_000; // daraja.md, 2.9

/** The confirmation M-PESA sends after a payment. */
export function confirmationSms(
  transaction: Transaction,
  receipt: string,
  amountKes: number,
  balanceKes: number,
  nowMs: number,
): string {
  const shop = displayName(transaction.shortcode);
  const paid =
    transaction.shortcode.type === "paybill"
      ? `sent to ${shop} for account ${transaction.accountReference}`
      : `paid to ${shop}.`;
  return (
    `${receipt} Confirmed. ${shillings(amountKes)} ${paid} on ${dateAndTime(nowMs)}. ` +
    `New M-PESA balance is ${shillings(balanceKes)}. Transaction cost, ${shillings(0)}. ` +
    `Amount you can transact within the day is ${money(DAILY_LIMIT_KES - amountKes)}.`
  );
}

/** The message after a PIN on an account that holds too little. */
export function insufficientSms(transaction: Transaction, balanceKes: number): string {
  return (
    `Failed. You do not have enough money in your M-PESA account to pay ` +
    `${shillings(transaction.amountKes)} to ${displayName(transaction.shortcode)}. ` +
    `Your M-PESA balance is ${shillings(balanceKes)}.`
  );
}

/** The message after a wrong PIN. */
export function wrongPinSms(transaction: Transaction): string {
  return (
    `Failed. You have entered a wrong M-PESA PIN. Your payment of ` +
    `${shillings(transaction.amountKes)} to ${displayName(transaction.shortcode)} was not made.`
  );
}

function shillings(amountKes: number): string {
  return `Ksh${money(amountKes)}`;
}

function money(amountKes: number): string {
  return amountKes.toLocaleString("en", { minimumFractionDigits: 2 });
}

function dateAndTime(atMs: number): string {
  const { day, month, year, hour, minute } = nairobiTime(atMs);
  const hours = Number(hour);
  const date = `${Number(day)}/${Number(month)}/${year.slice(2)}`;
  return `${date} at ${hours % 12 || 12}:${minute} ${hours < 12 ? "AM" : "PM"}`;
}
