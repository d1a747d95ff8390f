import { getTranslations } from "next-intl/server";
import type { Cell } from "@/lib/merchants/csv";
import { exportPayments } from "@/lib/merchants/export-rows";
import { PAYMENT_COLUMNS, type PaymentColumn } from "@/lib/merchants/export-columns";
import { PAYMENT_FILTERS, type PaymentRow } from "@/lib/merchants/model";
import { readExport } from "@/lib/merchants/read-export";
import { readFilter } from "@/lib/merchants/read-filter";
import { zonedTime } from "@/lib/merchants/zoned-time";
import { runtime } from "@/lib/runtime";
import { answerCsv, redirectToList, shortcodeNumbers } from "../answer-csv";
import { currentMerchant } from "../current-merchant";
import { readListSearch } from "../list-query";

export const dynamic = "force-dynamic";

const LIST = "/dashboard/payments";

/** `GET /dashboard/payments.csv`: what the list shows with the same filters, all of it, as a file. */
export async function GET(request: Request): Promise<Response> {
  const { merchant, person } = await currentMerchant(LIST);
  const { searchParams } = new URL(request.url);
  const { filter } = readFilter(readListSearch(searchParams), PAYMENT_FILTERS);
  const choice = readExport(searchParams, PAYMENT_COLUMNS);
  if (filter === null || choice === null) redirectToList(request, LIST);
  const t = await getTranslations("dashboard");
  const columnNames = await getTranslations("lists.export");
  const numbers = await shortcodeNumbers(merchant);
  const { columns, zone, hasMark } = choice;
  const cells: Record<PaymentColumn, (row: PaymentRow) => Cell> = {
    time: ({ createdAt }) => zonedTime(createdAt, zone),
    status: ({ state }) => t(`states.${state}`),
    reason: ({ state, reason }) =>
      state === "failed" ? t(`reasons.${reason ?? "unknown"}`) : null,
    title: ({ title }) => title,
    amount: ({ amountKes }) => amountKes,
    received: ({ receivedKes }) => receivedKes,
    receipt: ({ receipt }) => receipt,
    phone: ({ maskedPhone }) => maskedPhone,
    accountReference: ({ accountReference }) => accountReference,
    reference: ({ reference }) => reference,
    shortcode: ({ shortcodeId }) => numbers.get(shortcodeId) ?? null,
    orderId: ({ orderId }) => orderId,
    attemptId: ({ attemptId }) => attemptId,
  };
  return answerCsv(merchant, person, {
    name: "payments",
    filter,
    hasMark,
    header: columns.map((column) =>
      column === "time" ? columnNames(`times.${zone}`) : columnNames(`columns.${column}`),
    ),
    batches: exportPayments(runtime(), merchant, filter),
    cellsOf: (row) => columns.map((column) => cells[column](row)),
  });
}
