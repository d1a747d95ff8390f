import Link from "next/link";
import { useTranslations } from "next-intl";
import { FilterChoice, FilterField } from "@/components/dashboard/filter-field";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import {
  AUDIT_ACTIONS,
  type AuditField,
  type AuditFilterProblems,
  type AuditPerson,
  type TypedAuditFilter,
} from "@/lib/audit/model";

/** What the audit can be narrowed to, sent as an address: works without scripts. */
export function AuditSearch({
  path,
  typed,
  problems,
  people,
}: {
  path: string;
  typed: TypedAuditFilter;
  problems: AuditFilterProblems;
  people: AuditPerson[];
}) {
  const t = useTranslations("audit");
  const fieldOf = (name: AuditField) => ({
    name,
    label: t(`fields.${name}`),
    typed: typed[name],
    problem: problems[name],
  });
  const persons = people.map(({ userId, name, email }) => ({
    value: userId,
    name: `${name} · ${email}`,
  }));
  const actions = AUDIT_ACTIONS.map((value) => ({ value, name: t(`actions.${value}`) }));
  return (
    <Card>
      <form action={path} role="search" className="space-y-4">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          <FilterChoice
            {...fieldOf("person")}
            choices={[{ value: "", name: t("anyPerson") }, ...persons]}
          />
          <FilterChoice
            {...fieldOf("action")}
            choices={[{ value: "", name: t("anyAction") }, ...actions]}
          />
          <FilterField {...fieldOf("from")} type="date" />
          <FilterField {...fieldOf("to")} type="date" />
        </div>
        <div className="flex flex-wrap items-center gap-4">
          <Button type="submit">{t("show")}</Button>
          {Object.values(typed).some((value) => value !== "") && (
            <Link
              href={path}
              prefetch={false}
              className="text-primary inline-flex min-h-11 items-center underline underline-offset-4"
            >
              {t("clear")}
            </Link>
          )}
        </div>
      </form>
    </Card>
  );
}
