import { useTranslations } from "next-intl";
import { LocalTime } from "@/components/dashboard/local-time";
import { Badge } from "@/components/ui/badge";
import type { SessionRow } from "@/lib/merchants/model";
import { ActionForm } from "./action-form";
import type { FormAction } from "./form-answer";

/** A place where one is signed in, and the way to end that from here. */
export function SessionItem({
  session: { id, userAgent, address, createdAt, isCurrent },
  end,
}: {
  session: SessionRow;
  end: FormAction;
}) {
  const t = useTranslations("settings.account");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <p className="min-w-0 grow basis-60 text-sm">
        <span className="block wrap-anywhere">{userAgent ?? t("unknownBrowser")}</span>
        <span className="text-muted-foreground block">
          {address} <LocalTime at={createdAt} />
        </span>
      </p>
      {isCurrent ? (
        <Badge tone="info">{t("thisOne")}</Badge>
      ) : (
        <ActionForm action={end} submit={t("end")} pending={t("ending")} variant="outline">
          <input type="hidden" name="sessionId" value={id} />
        </ActionForm>
      )}
    </li>
  );
}
