import { writePosterSvg } from "@/lib/posters/write-svg";
import { posterResponse, readPoster } from "../read-poster";

export const dynamic = "force-dynamic";

type Context = { params: Promise<{ linkId: string }> };

/** `GET /dashboard/links/{linkId}/poster.svg`: one A4 page for whoever designs further. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { linkId } = await params;
  const poster = await readPoster(linkId);
  const file = poster && writePosterSvg(poster);
  return posterResponse(file, { linkId, type: "image/svg+xml; charset=utf-8", ending: "svg" });
}
