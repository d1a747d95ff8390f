import { answerPageMark } from "@/lib/http/answer-page-mark";
import { readOrderPage } from "@/lib/merchants/read-order-page";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../../current-merchant";
import { readListSearch } from "../../../list-query";
import { readOrderParts } from "../order-parts";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

type Params = { params: Promise<{ orderId: string }> };

/** `GET /dashboard/orders/{orderId}/changes`: whether the order's page shows something else by now. */
export async function GET(request: Request, { params }: Params): Promise<Response> {
  const { orderId } = await params;
  const parts = readOrderParts(readListSearch(new URL(request.url).searchParams));
  const { person, merchant } = await currentMerchant("/dashboard/orders");
  return answerPageMark(runtime(), request, {
    merchant,
    personId: person.userId,
    read: () => readOrderPage(runtime(), merchant, orderId, parts),
  });
}
