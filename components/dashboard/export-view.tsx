import Link from "next/link";
import { useFormatter, useTranslations } from "next-intl";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { type OrderColumn, type PaymentColumn, TIME_ZONES } from "@/lib/merchants/export-columns";
import type { CappedCount } from "@/lib/merchants/model";

/** How many rows a file will have, and what it is to hold: a form whose answer is the file. */
export function ExportView({
  name,
  query,
  columns,
  count,
}: {
  name: "payments" | "orders";
  query: Record<string, string>;
  columns: readonly (PaymentColumn | OrderColumn)[];
  /** Null for members who may not have a file. */
  count: CappedCount | null;
}) {
  const t = useTranslations("lists.export");
  const search = new URLSearchParams(query);
  const path = `/dashboard/${name}`;
  return (
    <>
      <Link
        href={search.size === 0 ? path : `${path}?${search.toString()}`}
        prefetch={false}
        className="text-primary inline-flex min-h-11 items-center underline underline-offset-4"
      >
        {t(`back.${name}`)}
      </Link>
      <h1 className="text-2xl leading-tight font-bold">{t(`title.${name}`)}</h1>
      {count === null ? (
        <Alert tone="warning">
          <p>{t("notAllowed")}</p>
        </Alert>
      ) : (
        <Card>
          <form action={`${path}.csv`} className="space-y-5">
            <RowCount {...count} />
            {Object.entries(query).map(([field, value]) => (
              <input key={field} type="hidden" name={field} value={value} />
            ))}
            <ExportColumns columns={columns} />
            <ExportZone />
            <label className="flex min-h-11 items-center gap-3">
              <input
                type="checkbox"
                name="bom"
                value="1"
                defaultChecked
                className="size-5 shrink-0"
              />
              {t("excel")}
            </label>
            <Button type="submit">{t("download")}</Button>
          </form>
        </Card>
      )}
    </>
  );
}

function RowCount({ count, isMore }: CappedCount) {
  const t = useTranslations("lists.export");
  const format = useFormatter();
  return (
    <p className="font-semibold">
      {isMore ? t("moreRows", { count: format.number(count) }) : t("rows", { count })}
    </p>
  );
}

function ExportColumns({ columns }: { columns: readonly (PaymentColumn | OrderColumn)[] }) {
  const t = useTranslations("lists.export");
  return (
    <fieldset className="space-y-2">
      <legend className="font-semibold">{t("chooseColumns")}</legend>
      <div className="grid sm:grid-cols-2 lg:grid-cols-3">
        {columns.map((column) => (
          <label key={column} className="flex min-h-11 items-center gap-3">
            <input
              type="checkbox"
              name="column"
              value={column}
              defaultChecked
              className="size-5 shrink-0"
            />
            {t(`columns.${column}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function ExportZone() {
  const t = useTranslations("lists.export");
  return (
    <fieldset className="space-y-2">
      <legend className="font-semibold">{t("chooseZone")}</legend>
      <div className="flex flex-wrap gap-x-6">
        {TIME_ZONES.map((zone) => (
          <label key={zone} className="flex min-h-11 items-center gap-3">
            <input
              type="radio"
              name="zone"
              value={zone}
              defaultChecked={zone === "nairobi"}
              className="size-5"
            />
            {t(`times.${zone}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
