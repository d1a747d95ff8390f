import { useTranslations } from "next-intl";
import { Section } from "@/components/dashboard/section";
import { ActionForm } from "@/components/dashboard/settings/action-form";
import type { FormAction } from "@/components/dashboard/settings/form-answer";
import { Alert } from "@/components/ui/alert";
import type { CustomerAction } from "./customer-answer";
import { CustomerForm } from "./customer-form";
import { RetentionField } from "./retention-field";

/** One customer's data, and how long everybody's is kept. */
export function PrivacyView({
  months,
  done,
  actions,
}: {
  months: number | null;
  /** What was just erased. */
  done: { erased: number; left: number } | null;
  actions: { lookUp: CustomerAction; erase: FormAction; setRetention: FormAction };
}) {
  const t = useTranslations("privacy");
  const customer = useTranslations("privacy.customer");
  const retention = useTranslations("privacy.retention");
  return (
    <>
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
        <p className="text-muted-foreground">{t("intro")}</p>
      </div>
      {done !== null && (
        <Alert tone={done.left === 0 ? "success" : "warning"} role="status">
          <p>{customer("erased", { count: done.erased })}</p>
          {done.left > 0 && <p>{customer("left", { count: done.left })}</p>}
        </Alert>
      )}
      <Section title={customer("title")}>
        <p className="text-muted-foreground">{customer("intro")}</p>
        <CustomerForm
          // A new form once something was erased: the number is not left standing on the page.
          key={done === null ? "new" : `${done.erased} ${done.left}`}
          lookUp={actions.lookUp}
          erase={actions.erase}
          words={{
            phone: customer("phone"),
            count: customer("count"),
            counting: customer("counting"),
            export: customer("export"),
            exportIntro: customer("exportIntro"),
            erase: customer("erase"),
            erasing: customer("erasing"),
            eraseIntro: customer("eraseIntro"),
            sure: customer("sure"),
          }}
        />
      </Section>
      <Section title={retention("title")}>
        <p className="text-muted-foreground">{retention("intro")}</p>
        <p className="font-semibold">{retention("now", { months: months ?? 0 })}</p>
        <ActionForm
          action={actions.setRetention}
          submit={retention("save")}
          pending={retention("saving")}
          className="max-w-lg"
        >
          <RetentionField months={months} />
        </ActionForm>
      </Section>
    </>
  );
}
