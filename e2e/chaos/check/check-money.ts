import type { Attempt, Debit, Payment } from "./books";
import { tellDebit, type Indexed } from "./index-books";

export type MoneyFindings = {
  missing: string[];
  extra: string[];
  wrongAmount: string[];
  wrongMerchant: string[];
  /** Debits that nobody could know of; each must be shown as open and left alone. */
  withoutWitness: string[];
  withoutWitnessMishandled: string[];
  /** Debits of another amount than asked, of which no callback that we answered told. */
  amountUntold: string[];
};

/**
 * Holds every debit against the payment of its attempt, and every payment against a debit.
 *
 * - *missing*: a debit with a witness (a callback answered 200, or a stored CheckoutRequestID) whose
 *   attempt has no payment, or a payment under another receipt.
 * - *extra*: a payment whose attempt was never debited, or whose receipt stands for another debit.
 * - *wrong amount*: the payment's row holds another amount than the debit, or counts it otherwise
 *   than the amount allows: one of the amount asked counts towards the order, another one does not.
 *   The provider of this run sometimes takes a shilling less than asked. Two cases then differ by
 *   rule, and are no disagreement. Where no answered callback told that amount, nobody could know
 *   it: the row must hold the amount asked, without a receipt (printed as `amount untold`). Where one
 *   did and two query answers confirm the success as well, the attempt keeps its own amount and the
 *   reported one stands beside it, with the order marked for a person.
 * - *wrong merchant*: payment, order or account reference belong to somebody else than the shortcode
 *   and reference that were paid.
 */
export function checkMoney(books: Indexed): MoneyFindings {
  const found: MoneyFindings = {
    missing: [],
    extra: [],
    wrongAmount: [],
    wrongMerchant: [],
    withoutWitness: [],
    withoutWitnessMishandled: [],
    amountUntold: [],
  };
  const accounted = new Set<Payment>();
  for (const debit of books.debits) {
    const attempt = books.attemptBehind(debit.checkoutRequestId);
    if (attempt === null) {
      found.missing.push(`${tellDebit(debit)} belongs to no attempt of ours`);
      continue;
    }
    const payment = books.paymentOf.get(attempt.id);
    if (payment === undefined) {
      if (books.isWitnessed(attempt)) {
        found.missing.push(`${tellDebit(debit)}: attempt ${attempt.id} has no payment`);
      } else checkWithoutWitness(books, debit, attempt, found);
    } else if (payment.receipt !== null && payment.receipt !== debit.receipt) {
      found.missing.push(`${tellDebit(debit)}: the payment has receipt ${payment.receipt}`);
    } else if (accounted.has(payment)) {
      found.missing.push(`${tellDebit(debit)}: its payment stands for another debit already`);
    } else {
      accounted.add(payment);
      checkAmount(books, debit, attempt, payment, found);
      checkMerchant(books, debit, payment, found);
    }
  }
  for (const payment of books.payments) {
    if (accounted.has(payment)) continue;
    found.extra.push(`payment ${payment.id} of KES ${payment.amountKes} has no debit`);
  }
  return found;
}

/** Nobody could know: the attempt must be shown as open, and nobody asked again unless they chose to. */
function checkWithoutWitness(
  books: Indexed,
  debit: Debit,
  attempt: Attempt,
  found: MoneyFindings,
): void {
  found.withoutWitness.push(`${tellDebit(debit)}: attempt ${attempt.id}`);
  if (attempt.outcome !== "unresolved") {
    found.withoutWitnessMishandled.push(
      `${tellDebit(debit)}: attempt ${attempt.id} is ${attempt.outcome}, not unresolved`,
    );
  }
  const later = books
    .attemptsOf(attempt.orderId)
    .filter((one) => one.createdAt > attempt.createdAt);
  for (const { id, despiteAttemptId } of later) {
    if (despiteAttemptId !== null && books.explicitSteps.has(despiteAttemptId)) continue;
    found.withoutWitnessMishandled.push(
      `${tellDebit(debit)}: attempt ${id} was started after it without the explicit step`,
    );
  }
}

function checkAmount(
  books: Indexed,
  debit: Debit,
  attempt: Attempt,
  payment: Payment,
  found: MoneyFindings,
): void {
  const isAsAsked = debit.amountKes === attempt.amountKes;
  if (payment.amountKes === debit.amountKes && payment.counted === isAsAsked) return;
  const acknowledged = books.acknowledgedOf(attempt);
  const wasTold = acknowledged.some(({ money }) => money?.amountKes === debit.amountKes);
  const hasOwnAmount = payment.amountKes === attempt.amountKes && payment.counted;
  if (!isAsAsked && hasOwnAmount && !wasTold && payment.receipt === null) {
    found.amountUntold.push(`${tellDebit(debit)}: payment ${payment.id}`);
    return;
  }
  const zeros = books.evidenceOf(attempt.id).filter(({ kind }) => kind === "query_succeeded");
  const isKeptForAPerson =
    attempt.reportedAmountKes === debit.amountKes &&
    books.orderById.get(attempt.orderId)?.flags.includes("needs_review") === true;
  if (!isAsAsked && hasOwnAmount && wasTold && zeros.length >= 2 && isKeptForAPerson) return;
  const counted = payment.counted ? "counted" : "not counted";
  found.wrongAmount.push(`${tellDebit(debit)}: payment of KES ${payment.amountKes}, ${counted}`);
}

function checkMerchant(books: Indexed, debit: Debit, payment: Payment, found: MoneyFindings): void {
  const order = books.orderById.get(payment.orderId);
  const owners = books.shortcodes
    .filter(({ businessShortCode }) => businessShortCode === debit.businessShortCode)
    .map(({ merchantId }) => merchantId);
  const isRight =
    owners.includes(payment.merchantId) &&
    order?.merchantId === payment.merchantId &&
    order.accountReference === debit.accountReference;
  if (isRight) return;
  found.wrongMerchant.push(`${tellDebit(debit)}: payment ${payment.id} of ${payment.merchantId}`);
}
