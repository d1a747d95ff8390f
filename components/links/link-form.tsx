import { useTranslations } from "next-intl";
import { SubmitButton } from "@/components/checkout/submit-button";
import { Alert } from "@/components/ui/alert";
import { Input } from "@/components/ui/input";
import { Label } from "@/components/ui/label";
import { formatKes } from "@/lib/money";
import type { LinkAmount, LinkProblem, PublicLink } from "@/lib/payment-links/model";

/** Makes the order: with the customer's amount, where that is theirs to say. Needs no script. */
export function LinkForm({
  link,
  problem,
  amount,
  submissionId,
  action,
}: {
  link: PublicLink;
  problem: LinkProblem | null;
  amount: string;
  submissionId: string;
  action: (form: FormData) => Promise<void>;
}) {
  const t = useTranslations("paymentLink");
  const label =
    link.amount.kind === "fixed"
      ? t("submitFixed", { amount: formatKes(link.amount.amountKes) })
      : t("submit");
  return (
    <form action={action} className="space-y-4">
      <input type="hidden" name="linkId" value={link.linkId} />
      <input type="hidden" name="submissionId" value={submissionId} />
      {problem !== null && problem !== "amount" && (
        <Alert tone="warning" role="alert">
          <p>{t(`problems.${problem}`)}</p>
        </Alert>
      )}
      {link.amount.kind === "customer" && (
        <AmountField range={link.amount} typed={amount} isWrong={problem === "amount"} />
      )}
      <SubmitButton
        size="large"
        variant={link.ownOrder === null ? "primary" : "outline"}
        className="w-full"
        pendingLabel={t("submitting")}
      >
        {link.ownOrder === null ? label : t("own.another")}
      </SubmitButton>
      <p className="text-muted-foreground text-sm">{t("how")}</p>
    </form>
  );
}

function AmountField({
  range,
  typed,
  isWrong,
}: {
  range: Extract<LinkAmount, { kind: "customer" }>;
  typed: string;
  isWrong: boolean;
}) {
  const t = useTranslations("paymentLink");
  const values = { min: formatKes(range.minKes), max: formatKes(range.maxKes) };
  return (
    <div className="space-y-2">
      <Label htmlFor="amount">{t("field")}</Label>
      {isWrong && (
        <p id="amount-error" role="alert" className="text-danger font-medium">
          {t("problems.amount", values)}
        </p>
      )}
      <Input
        id="amount"
        name="amount"
        inputMode="numeric"
        autoComplete="off"
        required
        maxLength={20}
        defaultValue={typed}
        autoFocus={isWrong}
        aria-invalid={isWrong}
        aria-describedby={isWrong ? "amount-error amount-hint" : "amount-hint"}
        className="min-h-13! text-xl! tabular-nums"
      />
      <p id="amount-hint" className="text-muted-foreground">
        {t("fieldHint", values)}
      </p>
    </div>
  );
}
