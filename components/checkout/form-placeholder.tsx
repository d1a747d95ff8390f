import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/skeleton";

/** As tall as the form that takes its place in a moment. */
export function FormPlaceholder() {
  const t = useTranslations("checkout.form");
  return (
    <div className="space-y-4">
      <p className="text-muted-foreground">{t("preparing")}</p>
      <Skeleton className="h-24" />
      <Skeleton className="h-13" />
    </div>
  );
}
