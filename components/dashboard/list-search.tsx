import Link from "next/link";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import {
  type FilterField as Field,
  type FilterProblems,
  ORDER_FLAGS,
  type ShortcodeChoice,
  type TypedFilter,
} from "@/lib/merchants/model";
import { FilterChoice, FilterField } from "./filter-field";

const MORE: Field[] = ["flag", "from", "to", "min", "max", "shortcode"];

/** The search box of a list and its filters, sent as an address: works without scripts. */
export function ListSearch({
  path,
  typed,
  problems,
  shortcodes,
}: {
  path: string;
  typed: TypedFilter;
  problems: FilterProblems;
  shortcodes: ShortcodeChoice[];
}) {
  const t = useTranslations("lists.search");
  const isOpen = MORE.some((name) => typed[name] !== "");
  const fieldOf = (name: Field) => ({
    name,
    label: t(`fields.${name}`),
    typed: typed[name],
    problem: problems[name],
  });
  return (
    <Card>
      <form action={path} role="search" className="space-y-3">
        {typed.status !== "" && problems.status === undefined && (
          <input type="hidden" name="status" value={typed.status} />
        )}
        <div className="grid gap-3 sm:grid-cols-[1fr_auto] sm:items-end">
          <FilterField {...fieldOf("q")} type="search" maxLength={120} />
          <Button type="submit">{t("submit")}</Button>
        </div>
        <p className="text-muted-foreground text-sm">{t("hint")}</p>
        {problems.status !== undefined && (
          <p className="text-danger font-medium">{t("wrongStatus", { status: typed.status })}</p>
        )}
        <details open={isOpen}>
          <summary className="inline-flex min-h-11 items-center underline underline-offset-4">
            {t("more")}
          </summary>
          <div className="grid gap-4 py-2 sm:grid-cols-2 lg:grid-cols-3">
            <FilterField {...fieldOf("from")} type="date" />
            <FilterField {...fieldOf("to")} type="date" />
            <FlagChoice {...fieldOf("flag")} />
            <FilterField {...fieldOf("min")} inputMode="numeric" />
            <FilterField {...fieldOf("max")} inputMode="numeric" />
            {(shortcodes.length > 1 || typed.shortcode !== "") && (
              <ShortcodeFilter {...fieldOf("shortcode")} shortcodes={shortcodes} />
            )}
          </div>
        </details>
        {Object.values(typed).some((value) => value !== "") && (
          <Link
            href={path}
            prefetch={false}
            className="text-primary inline-flex min-h-11 items-center underline underline-offset-4"
          >
            {t("clear")}
          </Link>
        )}
      </form>
    </Card>
  );
}

type Choice = Omit<Parameters<typeof FilterChoice>[0], "choices">;

function FlagChoice(field: Choice) {
  const t = useTranslations("lists.search");
  const flags = ORDER_FLAGS.map((flag) => ({ value: flag, name: t(`flags.${flag}`) }));
  return <FilterChoice {...field} choices={[{ value: "", name: t("anyFlag") }, ...flags]} />;
}

function ShortcodeFilter({ shortcodes, ...field }: Choice & { shortcodes: ShortcodeChoice[] }) {
  const t = useTranslations("lists.search");
  const choices = shortcodes.map(({ id, businessShortCode, environment }) => ({
    value: id,
    name: `${businessShortCode} · ${t(`environments.${environment}`)}`,
  }));
  return <FilterChoice {...field} choices={[{ value: "", name: t("anyShortcode") }, ...choices]} />;
}
