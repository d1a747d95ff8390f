import { createTransport } from "nodemailer";
import type { Env } from "@/lib/env";

export type Letter = { to: string; subject: string; text: string; html: string };

/**
 * What became of a letter: `refused` for certain, so that it may be sent again, or `unknown`, because the
 * line was lost when the server may have had all of it.
 */
export type MailOutcome = "sent" | "refused" | "unknown";

/** A mail server that is well answers far sooner. */
const CONNECT_TIMEOUT_MS = 10_000;
const SILENCE_TIMEOUT_MS = 20_000;

/** Of a mail server's answers. */
const FIRST_REFUSAL = 400;

/** Trouble before a word of the letter was said: nobody found, nobody answered, not let in. */
const BEFORE_THE_LETTER = new Set([
  "EDNS",
  "EAUTH",
  "ENOAUTH",
  "ETLS",
  "EENVELOPE",
  "ECONFIG",
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "CONNECT_TIMEOUT",
  "GREETING_TIMEOUT",
]);

/** Whether this instance sends mail at all. */
export function isMailSet({ SMTP_URL, MAIL_FROM }: Pick<Env, "SMTP_URL" | "MAIL_FROM">): boolean {
  return SMTP_URL !== undefined && MAIL_FROM !== undefined;
}

/** Sends one letter by the instance's mail server. Never rejects. */
export async function sendMail(
  { SMTP_URL, MAIL_FROM }: Pick<Env, "SMTP_URL" | "MAIL_FROM">,
  letter: Letter,
): Promise<MailOutcome> {
  if (SMTP_URL === undefined || MAIL_FROM === undefined) return "refused";
  const transport = createTransport({
    url: SMTP_URL,
    connectionTimeout: CONNECT_TIMEOUT_MS,
    greetingTimeout: CONNECT_TIMEOUT_MS,
    socketTimeout: SILENCE_TIMEOUT_MS,
    // What a letter holds is ours alone: nothing in it may name a file or an address to be read.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    await transport.sendMail({ from: MAIL_FROM, ...letter });
    return "sent";
  } catch (error) {
    return isRefusal(error) ? "refused" : "unknown";
  } finally {
    transport.close();
  }
}

/** A server that answered with a refusal has not taken the letter, nor has one that was not reached. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const told = (name: string): unknown => Reflect.get(error, name);
  const code = told("responseCode");
  if (typeof code === "number" && code >= FIRST_REFUSAL) return true;
  return ["code", "originalCode", "timeoutType"].some((name) => {
    const word = told(name);
    return typeof word === "string" && BEFORE_THE_LETTER.has(word);
  });
}
