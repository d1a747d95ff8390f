import { answerPageMark } from "@/lib/http/answer-page-mark";
import { runtime } from "@/lib/runtime";
import { readHome } from "@/lib/takings/read-home";
import { steadyPartsOf } from "@/lib/takings/steady-parts";
import { currentMerchant } from "../current-merchant";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

/** Sums and charts of a month: more work than a list. */
const BETWEEN_READINGS_MS = 2_000;

/** `GET /dashboard/changes`: whether the home page shows something else by now. */
export async function GET(request: Request): Promise<Response> {
  const { person, merchant } = await currentMerchant("/dashboard");
  return answerPageMark(runtime(), request, {
    merchant,
    personId: person.userId,
    betweenReadingsMs: BETWEEN_READINGS_MS,
    read: async () => steadyPartsOf(await readHome(merchant)),
  });
}
