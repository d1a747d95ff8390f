import { useTranslations } from "next-intl";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Select } from "@/components/ui/select";
import type { Member } from "@/lib/merchants/model";

/** For whoever works for several merchants: which one to see. */
export function MerchantSwitch({
  merchants,
  current,
  choose,
}: {
  merchants: Member["merchants"];
  current: string;
  choose: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations("dashboard.nav");
  return (
    <form action={choose} className="flex min-w-0 items-center gap-2">
      <Select
        key={current}
        name="merchantId"
        defaultValue={current}
        aria-label={t("merchant")}
        className="max-w-40"
      >
        {merchants.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </Select>
      <SubmitButton variant="outline" size="medium" pendingLabel={t("switching")}>
        {t("switch")}
      </SubmitButton>
    </form>
  );
}
