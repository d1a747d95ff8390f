import { useTranslations } from "next-intl";
import { Fact } from "@/components/dashboard/fact";
import { type AuditFacts, isFactName } from "@/lib/audit/model";
import { formatKes } from "@/lib/money";

/** What something was, or is now, a line a fact; nothing where there are none. */
export function AuditFactList({ name, facts }: { name: string; facts: AuditFacts }) {
  const t = useTranslations("audit");
  const told = Object.entries(facts);
  if (told.length === 0) return null;
  return (
    <Fact name={name}>
      <ul>
        {told.map(([fact, value]) => (
          <li key={fact}>
            <span className="text-muted-foreground">
              {isFactName(fact) ? t(`facts.${fact}`) : fact}:
            </span>{" "}
            <FactValue fact={fact} value={value} />
          </li>
        ))}
      </ul>
    </Fact>
  );
}

function FactValue({ fact, value }: { fact: string; value: AuditFacts[string] }) {
  const t = useTranslations("audit");
  if (value === null || value === "") return t("none");
  if (typeof value === "boolean") return t(value ? "yes" : "no");
  if (typeof value === "number" && fact.endsWith("Kes")) return formatKes(value);
  return <span className="wrap-anywhere">{value}</span>;
}
