import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { parseMsisdn } from "@/lib/phone";
import { authoriseExport } from "@/lib/privacy/authorise-export";
import { exportCustomer } from "@/lib/privacy/export-customer";
import { runtime } from "@/lib/runtime";
import { currentMerchant } from "../../../current-merchant";
import { readOrThrowPlainly } from "../../../read-or-throw-plainly";

export const dynamic = "force-dynamic";

const PAGE = "/dashboard/settings/privacy";
const CONFIRM = `/dashboard/settings/confirm?next=${encodeURIComponent(PAGE)}`;
const NOT_KEPT = { "cache-control": "private, no-store", "x-robots-tag": "noindex, nofollow" };

/**
 * `POST /dashboard/settings/privacy/customer.json`: all that is held of the number in the form, as a
 * file. A POST, so that the number stands in no address.
 */
export async function POST(request: Request): Promise<Response> {
  const { merchant, person } = await currentMerchant(PAGE);
  if (!merchant.permissions.has("erase_customers") || !isOwnPage(request)) notFound();
  const msisdn = await readNumber(request);
  if (msisdn === null) {
    const t = await getTranslations("privacy.problems");
    return new Response(t("invalid_phone"), { status: 400, headers: NOT_KEPT });
  }
  const { userId, sessionId, from } = person;
  const actor = { merchantId: merchant.merchantId, userId, sessionId, from };
  const authorised = await readOrThrowPlainly(() => authoriseExport(runtime(), actor));
  if (!authorised.ok) {
    if (authorised.reason === "not_allowed") notFound();
    // Not 307, which would send the number on.
    return new Response(null, { status: 303, headers: { ...NOT_KEPT, location: CONFIRM } });
  }
  const text = await readOrThrowPlainly(() => exportCustomer(runtime(), merchant, msisdn));
  return new Response(text, {
    headers: {
      ...NOT_KEPT,
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="customer.json"',
    },
  });
}

/** As Next does it for actions: a form elsewhere must not send this in a member's name. */
function isOwnPage(request: Request): boolean {
  const origin = request.headers.get("origin");
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host");
  return origin !== null && URL.canParse(origin) && new URL(origin).host === host;
}

async function readNumber(request: Request) {
  try {
    const typed = (await request.formData()).get("phoneNumber");
    return typeof typed === "string" ? parseMsisdn(typed) : null;
  } catch {
    return null;
  }
}
