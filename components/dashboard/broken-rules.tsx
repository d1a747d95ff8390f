import Link from "next/link";
import { useTranslations } from "next-intl";
import { useId } from "react";
import { Alert, AlertTitle } from "@/components/ui/alert";
import type { BrokenRule } from "@/lib/merchants/model";

/** Says that records contradict each other, and where; nothing as long as all is well. */
export function BrokenRules({ rules }: { rules: BrokenRule[] }) {
  const t = useTranslations("dashboard.brokenRules");
  const id = useId();
  if (rules.length === 0) return null;
  return (
    <Alert tone="danger" role="region" aria-labelledby={id}>
      <AlertTitle id={id}>{t("title")}</AlertTitle>
      <p>{t("intro")}</p>
      <ul className="list-disc space-y-1 pl-5">
        {rules.map(({ name, orders, exampleOrderId }) => (
          <li key={name}>
            {t("withCount", { text: t(`names.${name}`), orders })}{" "}
            <Link
              href={`/dashboard/orders/${exampleOrderId}`}
              prefetch={false}
              className="font-semibold underline"
            >
              {t("example")}
            </Link>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
