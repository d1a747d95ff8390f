import { redirect } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { exportFacts } from "@/lib/audit/export-facts";
import { recordAudit } from "@/lib/audit/record-audit";
import { nairobiDayOf } from "@/lib/nairobi-day";
import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { Cell } from "@/lib/merchants/csv";
import { listShortcodes } from "@/lib/merchants/list-shortcodes";
import type { ListFilter } from "@/lib/merchants/model";
import type { Person } from "@/lib/merchants/session";
import { streamCsv } from "@/lib/merchants/stream-csv";
import { runtime } from "@/lib/runtime";
import { readOrThrowPlainly } from "./read-or-throw-plainly";

/** The file as an answer, once the audit has it; 403 for members who may not have it. */
export async function answerCsv<Row>(
  merchant: MerchantReads,
  person: Person,
  file: {
    name: "payments" | "orders";
    filter: ListFilter;
    hasMark: boolean;
    header: string[];
    batches: AsyncGenerator<Row[]>;
    cellsOf: (row: Row) => Cell[];
  },
): Promise<Response> {
  if (!merchant.permissions.has("export_payments")) {
    const t = await getTranslations("lists.export");
    return new Response(t("notAllowed"), { status: 403, headers: NOT_KEPT });
  }
  const entry = {
    merchantId: merchant.merchantId,
    by: person,
    action: `${file.name}_exported`,
    after: exportFacts(file.filter),
  } as const;
  await readOrThrowPlainly(() => recordAudit(runtime(), entry));
  return new Response(streamCsv(runtime(), file), {
    headers: {
      ...NOT_KEPT,
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": `attachment; filename="${fileName(file)}"`,
    },
  });
}

const NOT_KEPT = { "cache-control": "private, no-store", "x-robots-tag": "noindex, nofollow" };

/** "payments-2026-11-01-to-2026-11-25.csv"; without a first day the file holds everything up to the last. */
function fileName({ name, filter }: { name: string; filter: ListFilter }): string {
  const { fromDay, toDay } = filter;
  const last = toDay ?? nairobiDayOf(new Date());
  return fromDay === null ? `${name}-to-${last}.csv` : `${name}-${fromDay}-to-${last}.csv`;
}

/** A wrong address: the list says in words what of it is wrong. */
export function redirectToList(request: Request, path: string): never {
  redirect(`${path}${new URL(request.url).search}`);
}

/** The numbers of a merchant's shortcodes by their ids. */
export async function shortcodeNumbers(merchant: MerchantReads): Promise<Map<string, string>> {
  const shortcodes = await readOrThrowPlainly(() => listShortcodes(merchant));
  return new Map(shortcodes.map(({ id, businessShortCode }) => [id, businessShortCode]));
}
