import Link from "next/link";
import { useTranslations } from "next-intl";
import { cn } from "@/lib/class-names";
import { PAYMENT_FILTERS, type PaymentFilter } from "@/lib/merchants/model";

/** Narrows the payments list to one kind. */
export function PaymentFilters({ filter }: { filter: PaymentFilter | null }) {
  const t = useTranslations("dashboard.payments");
  return (
    <nav aria-label={t("filter")} className="flex flex-wrap gap-2">
      {(["all", ...PAYMENT_FILTERS] as const).map((name) => {
        const isCurrent = name === (filter ?? "all");
        return (
          <Link
            key={name}
            href={name === "all" ? "/dashboard/payments" : `/dashboard/payments?status=${name}`}
            prefetch={false}
            aria-current={isCurrent ? "true" : undefined}
            className={cn(
              "flex min-h-11 items-center rounded-full border px-4",
              isCurrent
                ? "bg-primary text-primary-foreground border-primary"
                : "bg-card hover:bg-muted border-input",
            )}
          >
            {t(`filters.${name}`)}
          </Link>
        );
      })}
    </nav>
  );
}
