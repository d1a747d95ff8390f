import { useTranslations } from "next-intl";
import type { PaymentRow } from "@/lib/merchants/model";
import { ActionForm } from "./settings/action-form";
import type { FormAction } from "./settings/form-answer";

/** Asks for the payer's number in full; the answer stands above the button. */
export function NumberForm({
  attempt: { orderId, attemptId },
  show,
}: {
  attempt: Pick<PaymentRow, "orderId" | "attemptId">;
  show: FormAction;
}) {
  const t = useTranslations("privacy.number");
  return (
    <ActionForm
      action={show}
      submit={t("show")}
      pending={t("showing")}
      variant="outline"
      className="w-full pt-2"
    >
      <input type="hidden" name="orderId" value={orderId} />
      <input type="hidden" name="attemptId" value={attemptId} />
    </ActionForm>
  );
}
