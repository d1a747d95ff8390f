import { verifyUrlOf } from "@/lib/receipts/verify-url";
import { writeReceiptPdf } from "@/lib/receipts/write-pdf";
import { runtime } from "@/lib/runtime";
import { readOrderPage } from "../read-order-page";
import { paperReceipt } from "./paper-receipt";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ orderId: string }> };

/**
 * `GET /pay/{orderId}/receipt.pdf`: the receipt as a file, whole for the browser that paid and with the
 * last four of each M-PESA receipt for others. Where there is none the receipt's page says why.
 */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { orderId } = await params;
  const page = await readOrderPage(orderId);
  if (page.kind !== "order" || page.view.receipts.length === 0) {
    const location = `/pay/${encodeURIComponent(orderId)}/receipt`;
    return new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });
  }
  const paper = await paperReceipt(page.view, verifyUrlOf(runtime().env, orderId));
  const file = await writeReceiptPdf(paper);
  const name = `malipo-${page.view.accountReference.replaceAll(/[^A-Za-z0-9-]/g, "-")}.pdf`;
  return new Response(new Uint8Array(file), {
    headers: {
      "content-type": "application/pdf",
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "private, no-store",
      "x-robots-tag": "noindex, nofollow",
    },
  });
}
