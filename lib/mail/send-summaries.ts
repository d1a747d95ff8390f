import type { Runtime } from "@/lib/runtime";
import { claimMail, type ClaimedMail, forgetMails, settleMail, takeMailTurn } from "./claim-mail";
import { readSummary } from "./read-summary";
import { isMailSet, type MailOutcome, sendMail } from "./send-mail";
import { writeSummary } from "./write-summary";

/** Of one pass; the next one has the rest. */
const MAX_MAILS = 1_000;

async function sendOne(runtime: Runtime, mail: ClaimedMail): Promise<MailOutcome> {
  const { env, log } = runtime;
  const { merchantId, email, language } = mail;
  try {
    const summary = await readSummary(runtime, mail);
    const letter = writeSummary(summary, { language, appUrl: env.APP_URL });
    return await sendMail(env, { to: email, ...letter });
  } catch (error) {
    // Nothing was sent: it has another turn.
    log.error("the mail about a day could not be written", { merchantId, error });
    return "refused";
  }
}

/**
 * Sends the mails about yesterday that are due, each once; safe to run anywhere, any number of times at
 * once. Answers how many were sent. `at` is the time for tests. Throws if the database is away.
 */
export async function sendSummaries(
  runtime: Runtime,
  { signal, at = null }: { signal?: AbortSignal | undefined; at?: Date | null } = {},
): Promise<number> {
  let sent = 0;
  for (let count = 0; count < MAX_MAILS && signal?.aborted !== true; count += 1) {
    const mail = await claimMail(runtime, at);
    if (mail === null) break;
    const outcome = await sendOne(runtime, mail);
    await settleMail(runtime, mail, outcome, at);
    if (outcome === "sent") sent += 1;
    else runtime.log.warn("a mail was not sent", { merchantId: mail.merchantId, reason: outcome });
  }
  return sent;
}

/** The same, where mail is set, if no process of this installation has done it within a minute. */
export async function sendSummariesInTurn(runtime: Runtime, signal?: AbortSignal): Promise<number> {
  if (!isMailSet(runtime.env) || !(await takeMailTurn(runtime))) return 0;
  await forgetMails(runtime);
  return sendSummaries(runtime, { signal });
}
