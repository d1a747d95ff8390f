import type { Attempt, Evidence } from "./books";
import type { Indexed } from "./index-books";

/** Failures count from two equal answers this far apart. */
const CONFIRM_AFTER_MS = 5_000;
const TEN_MINUTES_MS = 600_000;
const DAY_MS = 86_400_000;
/** A claim is counted before it waits for its locks, and dated after. */
const CLAIM_SLACK_MS = 6_000;
/** From the claim to the prompt on the phone: the push deadline and what the line adds. */
const PROMPT_SLACK_MS = 30_000;

/** Whether it was known before `at` that this attempt had failed. */
function hadFailed(evidence: Evidence[], at: Date): boolean {
  const before = evidence.filter(({ receivedAt }) => receivedAt <= at);
  const isDefinite = ({ kind }: Evidence) =>
    kind === "callback_failure" || kind === "push_refused" || kind === "push_not_sent";
  if (before.some(isDefinite)) return true;
  const answers = before.filter(({ kind }) => kind === "query_failed");
  return answers.some((one) =>
    answers.some(
      (other) =>
        other.code === one.code &&
        other.receivedAt.getTime() - one.receivedAt.getTime() >= CONFIRM_AFTER_MS,
    ),
  );
}

/** Whether `later` may stand beside `earlier`: it had failed, or was open and named on purpose. */
function mayFollow(books: Indexed, earlier: Attempt, later: Attempt): boolean {
  const evidence = books.evidenceOf(earlier.id);
  if (hadFailed(evidence, later.createdAt)) return true;
  const wasUnresolved = evidence.some(
    ({ kind, receivedAt }) => kind === "window_ended" && receivedAt <= later.createdAt,
  );
  const { despiteAttemptId } = later;
  return wasUnresolved && despiteAttemptId !== null && books.explicitSteps.has(despiteAttemptId);
}

/**
 * Pushes without an attempt, attempts that were pushed more than once, and attempts that were started while an earlier one of
 * their order was live: not known to have failed, and not left behind by the explicit step.
 */
export function checkDoublePrompts(books: Indexed): string[] {
  const strays = new Set<string>();
  const told = new Set(books.deliveries.map((delivery) => delivery.checkoutRequestId));
  const pushes = new Map<string, Set<string>>();
  for (const { checkoutRequestId } of [...books.deliveries, ...books.prompts]) {
    const attempt = books.attemptBehind(checkoutRequestId);
    // Of a prompt whose callback was never made nobody can say whose it is.
    if (attempt === null && told.has(checkoutRequestId))
      strays.add(`push ${checkoutRequestId} belongs to no attempt`);
    if (attempt === null) continue;
    const ids = pushes.get(attempt.id) ?? new Set();
    pushes.set(attempt.id, ids.add(checkoutRequestId));
  }
  const found = [...strays];
  for (const [attemptId, ids] of pushes) {
    if (ids.size > 1) found.push(`attempt ${attemptId} was pushed ${ids.size} times`);
  }
  for (const { id } of books.orders) {
    const attempts = books.attemptsOf(id);
    for (const [index, later] of attempts.entries()) {
      for (const earlier of attempts.slice(0, index)) {
        if (mayFollow(books, earlier, later)) continue;
        found.push(`attempt ${later.id} was started while ${earlier.id} of order ${id} was live`);
      }
    }
  }
  return found;
}

/** How many times stand within `windowMs` at most. */
function mostWithin(times: number[], windowMs: number): number {
  const sorted = [...times].sort((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (const [index, time] of sorted.entries()) {
    while ((sorted[from] ?? time) <= time - windowMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

function checkWindows(
  times: Map<string, number[]>,
  what: string,
  slackMs: number,
  { perPhonePer10Minutes, perPhonePerDay }: Indexed["limits"],
): string[] {
  return Array.from(times).flatMap(([phone, at]) => {
    const inTen = mostWithin(at, TEN_MINUTES_MS - slackMs);
    const inADay = mostWithin(at, DAY_MS - slackMs);
    return [
      ...(inTen > perPhonePer10Minutes ? [`phone ${phone}: ${inTen} ${what} in 10 minutes`] : []),
      ...(inADay > perPhonePerDay ? [`phone ${phone}: ${inADay} ${what} in a day`] : []),
    ];
  });
}

/** More attempts of an order, or claims and prompts of a phone, than the limits allow. */
export function checkLimits(books: Indexed): string[] {
  const claims = new Map<string, number[]>();
  for (const { phoneHash, createdAt } of books.attempts) {
    if (phoneHash === null) continue;
    claims.set(phoneHash, [...(claims.get(phoneHash) ?? []), createdAt.getTime()]);
  }
  const prompts = new Map<string, number[]>();
  for (const { msisdn, at } of books.prompts) {
    prompts.set(msisdn, [...(prompts.get(msisdn) ?? []), at.getTime()]);
  }
  const crowded = books.orders
    .map(({ id }) => ({ id, count: books.attemptsOf(id).length }))
    .filter(({ count }) => count > books.limits.perOrder)
    .map(({ id, count }) => `order ${id} has ${count} attempts`);
  return [
    ...crowded,
    ...checkWindows(claims, "claims", CLAIM_SLACK_MS, books.limits),
    ...checkWindows(prompts, "prompts", PROMPT_SLACK_MS, books.limits),
  ];
}
