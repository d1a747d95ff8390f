import { getTranslations } from "next-intl/server";
import type { Cell } from "@/lib/merchants/csv";
import { exportOrders } from "@/lib/merchants/export-rows";
import { ORDER_COLUMNS, type OrderColumn } from "@/lib/merchants/export-columns";
import { ORDER_STATUSES, type OrderRow } from "@/lib/merchants/model";
import { readExport } from "@/lib/merchants/read-export";
import { readFilter } from "@/lib/merchants/read-filter";
import { zonedTime } from "@/lib/merchants/zoned-time";
import { runtime } from "@/lib/runtime";
import { answerCsv, redirectToList, shortcodeNumbers } from "../answer-csv";
import { currentMerchant } from "../current-merchant";
import { readListSearch } from "../list-query";

export const dynamic = "force-dynamic";

const LIST = "/dashboard/orders";

/** `GET /dashboard/orders.csv`: what the list shows with the same filters, all of it, as a file. */
export async function GET(request: Request): Promise<Response> {
  const { merchant, person } = await currentMerchant(LIST);
  const { searchParams } = new URL(request.url);
  const { filter } = readFilter(readListSearch(searchParams), ORDER_STATUSES);
  const choice = readExport(searchParams, ORDER_COLUMNS);
  if (filter === null || choice === null) redirectToList(request, LIST);
  const t = await getTranslations("dashboard");
  const lists = await getTranslations("lists");
  const numbers = await shortcodeNumbers(merchant);
  const { columns, zone, hasMark } = choice;
  const cells: Record<OrderColumn, (row: OrderRow) => Cell> = {
    time: ({ createdAt }) => zonedTime(createdAt, zone),
    status: ({ status }) => t(`statuses.${status}`),
    flags: ({ flags }) => flags.map((flag) => lists(`search.flags.${flag}`)).join("; "),
    title: ({ title }) => title,
    amount: ({ amountKes }) => amountKes,
    paid: ({ paidKes }) => paidKes,
    attempts: ({ attemptCount }) => attemptCount,
    accountReference: ({ accountReference }) => accountReference,
    reference: ({ reference }) => reference,
    shortcode: ({ shortcodeId }) => numbers.get(shortcodeId) ?? null,
    payableUntil: ({ expiresAt }) => zonedTime(expiresAt, zone),
    orderId: ({ orderId }) => orderId,
  };
  return answerCsv(merchant, person, {
    name: "orders",
    filter,
    hasMark,
    header: columns.map((column) =>
      column === "time" ? lists(`export.times.${zone}`) : lists(`export.columns.${column}`),
    ),
    batches: exportOrders(runtime(), merchant, filter),
    cellsOf: (row) => columns.map((column) => cells[column](row)),
  });
}
