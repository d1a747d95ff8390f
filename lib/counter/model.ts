import type { CheckoutView } from "@/lib/payments/model";

/** What the counter shows of an order: no more than whoever stands there may read over a shoulder. */
export type CounterView = Pick<
  CheckoutView,
  | "status"
  | "title"
  | "accountReference"
  | "dueKes"
  | "canStart"
  | "despiteAttemptId"
  | "promptedPhone"
  | "ownAttemptId"
  | "isAnswerSeen"
  | "retryWait"
  | "receipts"
> & { createdAt: string };

/** The fields of the counter's form. */
export const COUNTER_FIELDS = ["amount", "phoneNumber", "title"] as const;
export type CounterField = (typeof COUNTER_FIELDS)[number];

/** Why a prompt was not sent although there is an order: the order's page says it and asks again. */
export type CounterProblem =
  | { reason: "mpesa_unavailable" | "phoneNumber" | "unavailable" }
  | {
      reason: "too_many_prompts";
      minutes: number;
    };
