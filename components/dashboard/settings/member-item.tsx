import { useTranslations } from "next-intl";
import { LocalTime } from "@/components/dashboard/local-time";
import { Badge } from "@/components/ui/badge";
import type { People, Role } from "@/lib/merchants/model";
import { ActionForm } from "./action-form";
import type { PeopleActions } from "./people-view";
import { RoleSelect } from "./role-select";

/** One member: who, as what, since when; and, folded, how to change or end it. */
export function MemberItem({
  member,
  roles,
  isSelf,
  actions,
}: {
  member: People["members"][number];
  roles: readonly Role[];
  isSelf: boolean;
  actions: Pick<PeopleActions, "changeRole" | "remove">;
}) {
  const t = useTranslations("settings.people");
  const names = useTranslations("settings.roles");
  const { userId, name, email, role, since } = member;
  // Whom they may not touch is shown, and no more.
  const mayChange = roles.includes(role);
  return (
    <li className="space-y-2 py-4 first:pt-0 last:pb-0">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p className="min-w-0 grow">
          <strong className="wrap-anywhere">{name}</strong>
          <span className="text-muted-foreground block text-sm wrap-anywhere">{email}</span>
        </p>
        <span className="text-muted-foreground text-sm">
          <LocalTime at={since} />
        </span>
        {isSelf && <Badge tone="info">{t("you")}</Badge>}
        <Badge>{names(`name.${role}`)}</Badge>
      </div>
      {mayChange && (
        <details>
          <summary className="text-primary flex min-h-11 w-fit cursor-pointer items-center underline underline-offset-4">
            {t("change", { name })}
          </summary>
          <div className="grid gap-6 pt-2 sm:grid-cols-2">
            <ActionForm
              action={actions.changeRole}
              submit={t("changeRole")}
              pending={t("changing")}
              variant="outline"
            >
              <input type="hidden" name="userId" value={userId} />
              <RoleSelect roles={roles} value={role} label={t("role")} />
            </ActionForm>
            <ActionForm
              action={actions.remove}
              submit={t("remove")}
              pending={t("removing")}
              variant="danger"
            >
              <input type="hidden" name="userId" value={userId} />
              <p>{t("removeIntro", { name })}</p>
            </ActionForm>
          </div>
        </details>
      )}
    </li>
  );
}
