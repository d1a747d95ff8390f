import type { ENVIRONMENTS, SHORTCODE_TYPES } from "@/db/vocabulary";

/** Shortcodes as their owner sees them. Pure and browser-safe; times are ISO 8601, UTC. */

export type ShortcodeEnvironment = (typeof ENVIRONMENTS)[number];
export type ShortcodeType = (typeof SHORTCODE_TYPES)[number];

/** The fields of the form of a shortcode; the first three are secrets and never shown again. */
export const SECRET_FIELDS = ["consumerKey", "consumerSecret", "passKey"] as const;
export const SHORTCODE_FIELDS = [
  "environment",
  "type",
  "shortCode",
  "tillNumber",
  ...SECRET_FIELDS,
] as const;
export type ShortcodeField = (typeof SHORTCODE_FIELDS)[number];

/** What the steps of a check may find, best first. */
export const STEP_FINDINGS = {
  /** Consumer key and secret, and whether Daraja is there at all. */
  token: ["works", "credentials_rejected", "unreachable", "unexpected_answer", "unreadable"],
  /** This server's clock beside the Date of Daraja's answer. */
  clock: ["right", "ahead", "behind", "unknown"],
  /** The address that callbacks come to, asked for by its public name. */
  address: ["answers", "not_https", "not_public", "not_allowed", "no_answer", "someone_else"],
} as const;
export const STEPS = ["token", "clock", "address"] as const;

type Finding<Step extends keyof typeof STEP_FINDINGS> = (typeof STEP_FINDINGS)[Step][number];
export type CheckStep =
  | { step: "token"; found: Finding<"token"> }
  /** `seconds`: how far the clock is off; 0 where that is not known. */
  | { step: "clock"; found: Finding<"clock">; seconds: number }
  | { step: "address"; found: Finding<"address"> };

/** How the prompt of KES 1 stands, as far as the order's attempt and its evidence tell. */
export const PUSH_FINDINGS = [
  /** No prompt: the start was refused. */
  "not_started",
  "waiting",
  "paid",
  "paid_no_callback",
  /** The customer's answer came, and by it the pair and the callback address work. */
  "answered",
  "answered_no_callback",
  "wrong_pass_key",
  "unknown_number",
  "wrong_type",
  "balance_full",
  "phone_refused",
  "refused",
  "not_sent",
  "unknown",
] as const;
export type PushFinding = (typeof PUSH_FINDINGS)[number];

export type ConnectionCheck = { steps: CheckStep[]; at: string; by: string | null };
export type PushCheck = { orderId: string; found: PushFinding; at: string; by: string | null };

export type ShortcodeRow = {
  id: string;
  environment: ShortcodeEnvironment;
  type: ShortcodeType;
  /** The paybill, or a till's store number. */
  businessShortCode: string;
  /** The till's own number; of a paybill the paybill. */
  partyB: string;
  /** Whether new orders are paid on it. */
  isActive: boolean;
  createdAt: string;
  credentialsChangedAt: string;
  /** The newest of each since the credentials stand as they do. */
  connection: ConnectionCheck | null;
  push: PushCheck | null;
};

/** `now` is the database's, to say how long ago something was. */
export type ShortcodeList = { now: string; rows: ShortcodeRow[] };

export type Verdict = "unchecked" | "works" | "doubtful" | "wrong";

const WELL: readonly string[] = ["works", "right", "answers"];
const DOUBTFUL: readonly string[] = ["unknown", "no_answer"];

/** How good what a step found is; an address that cannot be asked from here may still be reached. */
export function verdictOfStep({ found }: CheckStep): Exclude<Verdict, "unchecked"> {
  if (WELL.includes(found)) return "works";
  return DOUBTFUL.includes(found) ? "doubtful" : "wrong";
}

const PUSH_VERDICTS: Record<PushFinding, Exclude<Verdict, "unchecked">> = {
  not_started: "doubtful",
  waiting: "doubtful",
  paid: "works",
  paid_no_callback: "wrong",
  answered: "works",
  answered_no_callback: "wrong",
  wrong_pass_key: "wrong",
  unknown_number: "wrong",
  wrong_type: "wrong",
  balance_full: "wrong",
  phone_refused: "doubtful",
  refused: "wrong",
  not_sent: "wrong",
  unknown: "doubtful",
};

export function verdictOfPush(found: PushFinding): Exclude<Verdict, "unchecked"> {
  return PUSH_VERDICTS[found];
}

export function worstOf(verdicts: readonly Verdict[]): Verdict {
  const worst = (["wrong", "doubtful"] as const).find((verdict) => verdicts.includes(verdict));
  return worst ?? "works";
}

/** The worst that the checks of a shortcode found. */
export function verdictOf({
  connection,
  push,
}: Pick<ShortcodeRow, "connection" | "push">): Verdict {
  if (!connection && !push) return "unchecked";
  const verdicts = [
    ...(connection?.steps ?? []).map(verdictOfStep),
    ...(push ? [verdictOfPush(push.found)] : []),
  ];
  return worstOf(verdicts);
}
