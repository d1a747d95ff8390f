import { useTranslations } from "next-intl";
import { Alert, AlertTitle } from "@/components/ui/alert";
import type { OrderFlag } from "@/lib/payments/model";

/** What is exceptional about an order, in words; nothing if nothing is. */
export function OrderFlags({ flags }: { flags: OrderFlag[] }) {
  const t = useTranslations("dashboard");
  if (flags.length === 0) return null;
  return (
    <Alert tone="warning">
      <AlertTitle>{t("order.flags")}</AlertTitle>
      <ul className="list-disc space-y-1 pl-5">
        {flags.map((flag) => (
          <li key={flag}>{t(`flags.${flag}`)}</li>
        ))}
      </ul>
    </Alert>
  );
}
