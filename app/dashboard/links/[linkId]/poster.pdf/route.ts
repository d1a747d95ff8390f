import { writePosterPdf } from "@/lib/posters/write-pdf";
import { posterResponse, readPoster } from "../read-poster";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ linkId: string }> };

/** `GET /dashboard/links/{linkId}/poster.pdf`: one A4 page to print. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { linkId } = await params;
  const poster = await readPoster(linkId);
  const file = poster && new Uint8Array(await writePosterPdf(poster));
  return posterResponse(file, { linkId, type: "application/pdf", ending: "pdf" });
}
