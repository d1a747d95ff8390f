import { answerPageMark } from "@/lib/http/answer-page-mark";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../current-merchant";
import { readListSearch } from "../../list-query";
import { readPayments } from "../read-payments";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

/** `GET /dashboard/payments/changes`: whether the list with the same search shows something else by now. */
export async function GET(request: Request): Promise<Response> {
  const { person, merchant } = await currentMerchant("/dashboard/payments");
  const search = readListSearch(new URL(request.url).searchParams);
  return answerPageMark(runtime(), request, {
    merchant,
    personId: person.userId,
    read: () => readPayments(merchant, search),
  });
}
