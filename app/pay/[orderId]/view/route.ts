import { z } from "zod";
import { SUBMISSION_HEADER } from "@/components/checkout/rendering";
import { apiError } from "@/lib/http/api-error";
import { holdOrder } from "../hold-order";
import { readOrderPage } from "../read-order-page";
import { renderingOf } from "../rendering-of";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ orderId: string }> };

const submission = z.uuid().nullable().catch(null);

/**
 * `GET /pay/{orderId}/view`: what an open page is drawn from anew. As on the page, the phone and the whole
 * receipt are for the browser with the order's cookie; the one whose form claimed an attempt, and names
 * it, gets that cookie here, in case the answer to its form is late or lost.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { orderId } = await params;
  const submissionId = submission.parse(request.headers.get(SUBMISSION_HEADER));
  const page = await readOrderPage(orderId, submissionId);
  if (page.kind === "unknown") return apiError("order_not_found", "There is no such order.");
  if (page.kind === "unavailable") return apiError("unavailable", "The database is away.");
  if (submissionId !== null && page.view.ownAttemptId !== null) await holdOrder(orderId);
  // The merchant's picture is the heaviest part, and on the page already.
  return Response.json(renderingOf({ ...page.view, merchantLogo: null }), {
    headers: { "cache-control": "private, no-store" },
  });
}
