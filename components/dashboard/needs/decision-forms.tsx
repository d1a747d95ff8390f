import { useFormatter, useTranslations } from "next-intl";
import type { OrderPage } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import type { Offer } from "@/lib/payments/model";
import { ActionForm } from "../settings/action-form";
import type { Field, FormAction } from "../settings/form-answer";

export type DecisionSetting = {
  decide: FormAction;
  /** An id for each form that is shown, so that one sent twice decides once. */
  formIds: string[];
  /** Whether this person proves to be there by a code from an app, or by their password. */
  hasTwoFactor: boolean;
};

/** What can be decided about an order as it is, each with its form, closed until it is wanted. */
export function DecisionForms({
  order,
  offers,
  setting,
}: {
  order: OrderPage;
  offers: Offer[];
  setting: DecisionSetting;
}) {
  const t = useTranslations("needs.decisions");
  return (
    <div className="space-y-3">
      <p className="text-muted-foreground">{t("intro")}</p>
      {offers.map((offer, nth) => (
        <DecisionForm
          key={`${offer.kind} ${offer.aboutAttemptId ?? ""}`}
          order={order}
          offer={offer}
          formId={setting.formIds[nth] ?? ""}
          setting={setting}
        />
      ))}
    </div>
  );
}

function DecisionForm({
  order,
  offer: { kind, aboutAttemptId, amountKes },
  formId,
  setting,
}: {
  order: OrderPage;
  offer: Offer;
  formId: string;
  setting: DecisionSetting;
}) {
  const t = useTranslations("needs.decisions");
  const format = useFormatter();
  // Money in review is given back as a whole: its amount is not typed.
  const isWhole = kind === "refunded_outside" && aboutAttemptId !== null;
  const fields = useFields(kind, setting.hasTwoFactor).filter(
    ({ name }) => name !== "amount" || !isWhole,
  );
  const attempt = order.attempts.find(({ attemptId }) => attemptId === aboutAttemptId);
  const hidden = {
    formId,
    orderId: order.orderId,
    kind,
    attemptId: aboutAttemptId ?? "",
    seenSeq: String(order.lastSeq),
    ...(isWhole ? { amount: String(amountKes ?? "") } : {}),
  };
  return (
    <details className="rounded-xl border">
      <summary className="flex min-h-11 cursor-pointer items-center px-4 py-2 font-semibold">
        {t(`kinds.${kind}.title`, { amount: formatKes(amountKes ?? 0) })}
      </summary>
      <div className="max-w-xl space-y-4 border-t p-4">
        <p>{t(`kinds.${kind}.explain`)}</p>
        {attempt && (
          <p className="text-muted-foreground">
            {t("aboutAttempt", {
              time: format.dateTime(new Date(attempt.createdAt), {
                day: "numeric",
                month: "short",
                hour: "2-digit",
                minute: "2-digit",
                hourCycle: "h23",
              }),
              amount: formatKes(attempt.amountKes),
            })}
          </p>
        )}
        <ActionForm
          action={setting.decide}
          fields={fields}
          submit={t("submit")}
          pending={t("pending")}
        >
          {Object.entries(hidden).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
        </ActionForm>
      </div>
    </details>
  );
}

function useFields(kind: Offer["kind"], hasTwoFactor: boolean): Field[] {
  const t = useTranslations("needs.decisions");
  const text = { type: "text", autoComplete: "off" } as const;
  const isByHand = kind === "paid_by_hand";
  const amount: Field = { ...text, name: "amount", label: t("amount"), maxLength: 9 };
  const receiptLabel = isByHand ? t("receipt") : t("refundReceipt");
  const receipt: Field = { ...text, name: "receipt", label: receiptLabel, maxLength: 30 };
  const note: Field = {
    ...text,
    name: "note",
    label: t("note"),
    hint: t("noteHint"),
    minLength: 3,
    maxLength: 300,
  };
  const hint = t("proofHint");
  const proof: Field = hasTwoFactor
    ? {
        ...text,
        name: "code",
        label: t("code"),
        autoComplete: "one-time-code",
        maxLength: 10,
        hint,
      }
    : {
        name: "password",
        label: t("password"),
        type: "password",
        autoComplete: "current-password",
        maxLength: 128,
        hint,
      };
  const hasMoney = isByHand || kind === "refunded_outside";
  return [...(hasMoney ? [amount, receipt] : []), note, ...(isByHand ? [proof] : [])];
}
