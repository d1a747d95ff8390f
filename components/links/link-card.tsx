import { useTranslations } from "next-intl";
import { MerchantHead } from "@/components/checkout/merchant-head";
import { useShortTime } from "@/components/checkout/use-short-time";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { formatKes } from "@/lib/money";
import type { LinkProblem, PublicLink } from "@/lib/payment-links/model";
import { LinkForm } from "./link-form";

type Props = {
  link: PublicLink;
  problem: LinkProblem | null;
  /** What was typed before, if that was the problem. */
  amount: string;
  submissionId: string;
  action: (form: FormData) => Promise<void>;
};

/** The public page of a link: whose it is, what for, how much, and what can be done now. */
export function LinkCard({ link, ...form }: Props) {
  const t = useTranslations("paymentLink");
  return (
    <div className="bg-card text-card-foreground rounded-2xl border shadow-xs">
      <section aria-label={t("label")} className="bg-muted rounded-t-2xl border-b">
        <MerchantHead view={link} />
        <div className="space-y-2 px-5 pt-3 pb-5 sm:px-6">
          <p className="wrap-anywhere">{link.title}</p>
          <LinkPrice link={link} />
        </div>
      </section>
      <div className="flex flex-col gap-5 p-5 sm:p-6">
        {link.state === "open" ? (
          <>
            <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
            <OwnOrder link={link} />
            <LinkForm link={link} {...form} />
          </>
        ) : (
          <>
            <ClosedLink link={link} />
            <OwnOrder link={link} />
          </>
        )}
      </div>
    </div>
  );
}

function LinkPrice({ link: { amount } }: { link: PublicLink }) {
  const t = useTranslations("paymentLink");
  if (amount.kind === "customer") return <p className="text-lg font-semibold">{t("yourAmount")}</p>;
  return (
    <p>
      <span className="text-muted-foreground block text-sm">{t("amount")}</span>
      <span className="text-3xl font-bold tabular-nums">{formatKes(amount.amountKes)}</span>
    </p>
  );
}

/** Whoever comes back goes on with the order that they have: nobody is led to pay twice. */
function OwnOrder({ link: { ownOrder } }: { link: PublicLink }) {
  const t = useTranslations("paymentLink.own");
  if (ownOrder === null) return null;
  return (
    <Alert tone="info">
      <p className="font-semibold">{t("title")}</p>
      <p>{t("body", { amount: formatKes(ownOrder.amountKes) })}</p>
      <Button asChild className="mt-2 w-full">
        <a href={`/pay/${ownOrder.orderId}`}>{t("continue")}</a>
      </Button>
    </Alert>
  );
}

function ClosedLink({ link: { state, freeAgainAt } }: { link: PublicLink }) {
  const t = useTranslations("paymentLink.states");
  const time = useShortTime(freeAgainAt);
  if (state === "open") return null;
  return (
    <>
      <h1 className="text-2xl leading-tight font-bold">{t(`${state}.title`)}</h1>
      {state === "taken" ? (
        <p>{time === "" ? t("taken.bodyNoTime") : t("taken.body", { time })}</p>
      ) : (
        <p>{t(`${state}.body`)}</p>
      )}
    </>
  );
}
