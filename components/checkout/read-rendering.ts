import type { CheckoutView } from "@/lib/payments/model";
import { isRecord, readOrderStatus } from "./read-order-status";
import type { Rendering } from "./rendering";

/** What each part of a view is, by `typeof`; one with a "?" may be null. */
const PARTS = {
  merchantName: "string",
  merchantColour: "object?",
  merchantLogo: "string?",
  environment: "string",
  title: "string",
  accountReference: "string",
  successUrl: "string?",
  cancelUrl: "string?",
  expiresAt: "string",
  flags: "object",
  dueKes: "number",
  canStart: "boolean",
  despiteAttemptId: "string?",
  promptedPhone: "string?",
  ownAttemptId: "string?",
  attemptStartedAt: "string?",
  isAnswerSeen: "boolean",
  reportedKes: "number?",
  retryWait: "object?",
  unresolvedFromAt: "string?",
  receipts: "object",
} as const satisfies Record<Exclude<keyof CheckoutView, "status">, string>;

function isPart(value: unknown, what: string): boolean {
  return value === null ? what.endsWith("?") : what.startsWith(typeof value);
}

/** Our own server made it: what another version of it may have changed is looked at, the parts. */
function isRendering(body: unknown): body is Rendering {
  if (!isRecord(body) || !isRecord(body.view)) return false;
  const { view } = body;
  return (
    isPart(body.renderedAt, "string") &&
    isPart(body.submissionId, "string") &&
    Object.entries(PARTS).every(([name, what]) => isPart(view[name], what))
  );
}

/** Reads the body of an answer with a rendering; null if it is anything else. */
export function readRendering(body: unknown): Rendering | null {
  if (!isRendering(body)) return null;
  const status = readOrderStatus(body.view.status);
  return status && { ...body, view: { ...body.view, status } };
}
