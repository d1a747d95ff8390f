import { useTranslations } from "next-intl";
import { useId } from "react";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";

/** Months as they are now; empty for never. */
export function RetentionField({ months }: { months: number | null }) {
  const t = useTranslations("privacy.retention");
  const id = useId();
  return (
    <div className="space-y-1.5">
      <Label htmlFor={id}>{t("months")}</Label>
      <Input
        id={id}
        name="months"
        inputMode="numeric"
        autoComplete="off"
        maxLength={4}
        className="max-w-32"
        defaultValue={months === null ? "" : String(months)}
        aria-describedby={`${id}-hint`}
      />
      <p id={`${id}-hint`} className="text-muted-foreground text-sm">
        {t("monthsHint")}
      </p>
    </div>
  );
}
