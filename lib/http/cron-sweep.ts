import { timingSafeEqual } from "node:crypto";
import { sendSummariesInTurn } from "@/lib/mail/send-summaries";
import { checkInvariants } from "@/lib/payments/check-invariants";
import { sweep } from "@/lib/payments/sweep";
import type { Runtime } from "@/lib/runtime";
import { sha256 } from "@/lib/sealing";
import { eraseOld } from "@/lib/privacy/erase-old";
import { countTakings } from "@/lib/takings/count-takings";

const headers = { "cache-control": "no-store" };
const error = (status: number, code: string, message: string) =>
  Response.json({ error: { code, message } }, { status, headers });

/** `GET /api/cron/sweep` with `Authorization: Bearer CRON_SECRET`: one bounded pass, its counts. */
export async function handleCronSweep(runtime: Runtime, request: Request): Promise<Response> {
  const { CRON_SECRET } = runtime.env;
  const shown = request.headers.get("authorization") ?? "";
  const isRight =
    CRON_SECRET !== undefined && timingSafeEqual(sha256(shown), sha256(`Bearer ${CRON_SECRET}`));
  if (!isRight)
    return error(401, "unauthorized", "This address needs CRON_SECRET as bearer token.");
  try {
    const counts = await sweep(runtime);
    const merchantsCounted = await countTakings(runtime);
    const erased = await eraseOld(runtime);
    const invariantsChecked = await checkInvariants(runtime);
    const mailsSent = await sendSummariesInTurn(runtime);
    return Response.json(
      { ...counts, ...erased, merchantsCounted, invariantsChecked, mailsSent },
      { headers },
    );
  } catch (cause) {
    runtime.log.error("cron sweep failed", { error: cause });
    return error(503, "unavailable", "The sweep could not run. It is tried again next time.");
  }
}
