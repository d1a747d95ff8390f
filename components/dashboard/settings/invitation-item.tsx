import { useTranslations } from "next-intl";
import { LocalTime } from "@/components/dashboard/local-time";
import { Badge } from "@/components/ui/badge";
import type { People } from "@/lib/merchants/model";
import { ActionForm } from "./action-form";
import type { FormAction } from "./form-answer";

/** A link that was handed out and nobody has used yet. */
export function InvitationItem({
  invitation: { id, note, role, expiresAt },
  revoke,
}: {
  invitation: People["invitations"][number];
  revoke: FormAction;
}) {
  const t = useTranslations("settings.people");
  const names = useTranslations("settings.roles");
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <p className="min-w-0 grow">
        <strong className="wrap-anywhere">{note}</strong>
        <span className="text-muted-foreground block text-sm">
          {t.rich("validUntil", { time: () => <LocalTime at={expiresAt} /> })}
        </span>
      </p>
      <Badge>{names(`name.${role}`)}</Badge>
      <ActionForm action={revoke} submit={t("revoke")} pending={t("revoking")} variant="outline">
        <input type="hidden" name="invitationId" value={id} />
      </ActionForm>
    </li>
  );
}
