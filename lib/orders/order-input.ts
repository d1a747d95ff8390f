import { z } from "zod";
import { MAX_AMOUNT_KES, MIN_AMOUNT_KES } from "@/lib/money";

const MAX_TITLE_CHARS = 120;
const MAX_REFERENCE_CHARS = 64;
const MAX_URL_CHARS = 2_048;
const MAX_METADATA_BYTES = 4_096;
const MIN_EXPIRY_SECONDS = 60;
const MAX_EXPIRY_SECONDS = 2_592_000;
const DEFAULT_EXPIRY_SECONDS = 86_400;

/** Line breaks, NUL and other controls, and marks that turn the direction of the text around. */
const CONTROLS = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;
/** What a Postgres text or jsonb cannot hold. */
const UNSTORABLE = /\0|\p{Surrogate}/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;

/** Characters as people count them (code points), as Postgres' char_length does. */
const lengthOf = (text: string) => Array.from(text).length;

const isPlainText = (text: string) => !CONTROLS.test(text) && !UNSTORABLE.test(text);

const title = z
  .string("must be text")
  .trim()
  .refine(isPlainText, "must not contain control characters")
  .refine((text) => VISIBLE.test(text), "must not be empty")
  .refine(
    (text) => lengthOf(text) <= MAX_TITLE_CHARS,
    `must have at most ${MAX_TITLE_CHARS} characters`,
  );

const reference = z
  .string("must be text")
  .refine(isPlainText, "must not contain control characters")
  .refine(
    (text) => lengthOf(text) <= MAX_REFERENCE_CHARS,
    `must have at most ${MAX_REFERENCE_CHARS} characters`,
  );

const metadata = z
  .record(z.string(), z.string("must hold text values only"), "must be an object of texts")
  .refine(
    (texts) => Object.entries(texts).every((pair) => pair.every((text) => !UNSTORABLE.test(text))),
    "must not contain NUL or broken characters",
  )
  .refine(
    (texts) => Buffer.byteLength(JSON.stringify(texts)) <= MAX_METADATA_BYTES,
    `must have at most ${MAX_METADATA_BYTES} bytes as JSON`,
  );

const returnUrl = z
  .string("must be text")
  .refine(isReturnUrl, "must be a full https address (http is for loopback only)");

/** What a merchant sends to create an order (contract); fields beside these are refused. */
const orderInput = z.strictObject(
  {
    amountKes: z
      .int("must be a whole number of shillings")
      .min(MIN_AMOUNT_KES, `must be at least ${MIN_AMOUNT_KES}`)
      .max(MAX_AMOUNT_KES, `must be at most ${MAX_AMOUNT_KES}`),
    title,
    reference: reference.optional(),
    successUrl: returnUrl.optional(),
    cancelUrl: returnUrl.optional(),
    expiresInSeconds: z
      .int("must be a whole number of seconds")
      .min(MIN_EXPIRY_SECONDS, `must be at least ${MIN_EXPIRY_SECONDS}`)
      .max(MAX_EXPIRY_SECONDS, `must be at most ${MAX_EXPIRY_SECONDS}`)
      .default(DEFAULT_EXPIRY_SECONDS),
    metadata: metadata.default({}),
  },
  "must be a JSON object",
);

export type OrderInput = z.infer<typeof orderInput>;

export type ParsedOrderInput =
  { ok: true; value: OrderInput } | { ok: false; param: string; message: string };

/**
 * Reads an order as it came from outside. On failure `param` names the first wrong field ("body" for
 * the whole) and `message` says what is wrong with it, without repeating the value.
 */
export function parseOrderInput(input: unknown): ParsedOrderInput {
  const parsed = orderInput.safeParse(input);
  if (parsed.success) return { ok: true, value: parsed.data };
  const [issue] = parsed.error.issues;
  if (issue?.code === "unrecognized_keys") {
    const [param = "body"] = issue.keys;
    return {
      ok: false,
      param: param.slice(0, MAX_REFERENCE_CHARS),
      message: "is not a known field",
    };
  }
  const param = String(issue?.path[0] ?? "body");
  return { ok: false, param, message: issue?.message ?? "is not valid" };
}

/** An address that a customer's browser may be sent to: https, or http on this machine. */
export function isReturnUrl(text: string): boolean {
  if (text.length > MAX_URL_CHARS || /[\s\p{Cc}\p{Surrogate}\\]/u.test(text)) return false;
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username !== "" || password !== "") return false;
  return protocol === "https:" || isLoopback(hostname);
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === "[::1]" ||
    /^127(?:\.\d+){3}$/.test(hostname) ||
    /(?:^|\.)localhost$/.test(hostname)
  );
}
