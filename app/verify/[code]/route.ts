import { runtime } from "@/lib/runtime";
import { readVerified } from "@/lib/receipts/read-verified";
import { settleWithin } from "@/lib/settle-within";
import { verifyPage, type Verdict } from "./verify-page";

export const dynamic = "force-dynamic";

/** A page that says so is better than one that does not come. */
const READ_LIMIT_MS = 3_500;

const STATUS: Record<Verdict, number> = {
  paid: 200,
  partly: 200,
  unpaid: 200,
  unknown: 404,
  unavailable: 503,
};

const HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "cache-control": "no-store",
  "x-robots-tag": "noindex, nofollow",
};

type Context = { params: Promise<{ code: string }> };

/** `GET /verify/{code}`: whether the order of a receipt is paid, for whoever is shown the receipt. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const receipt = await readOrNull((await params).code);
  const verdict = receipt === "unavailable" ? receipt : (receipt?.verdict ?? "unknown");
  const page = await verifyPage(verdict, receipt === "unavailable" ? null : receipt);
  return new Response(page, { status: STATUS[verdict], headers: HEADERS });
}

async function readOrNull(code: string) {
  try {
    return await settleWithin(READ_LIMIT_MS, readVerified(runtime(), code));
  } catch (error) {
    runtime().log.error("a receipt could not be verified", { error });
    return "unavailable";
  }
}
