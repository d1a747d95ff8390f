import { useTranslations } from "next-intl";
import type { WaitingOrder } from "@/lib/cases/model";
import { useCaseWords } from "./case-words";

type Order = Pick<WaitingOrder, "cases" | "amountKes" | "paidKes" | "refundedKes" | "reviewedKes">;

/** What waits of one order: what happened, and the next step. */
export function CaseList({ order }: { order: Order }) {
  const t = useTranslations("needs");
  const say = useCaseWords();
  return (
    <ul className="space-y-3">
      {order.cases.map((kind) => {
        const { name, what, next } = say(kind, order);
        return (
          <li key={kind} className="space-y-1">
            <p className="font-semibold">{name}</p>
            <p>{what}</p>
            <p className="text-muted-foreground">
              <span className="font-medium">{t("next")}:</span> {next}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
