import { useTranslations } from "next-intl";
import { Section } from "@/components/dashboard/section";
import type { People, Role } from "@/lib/merchants/model";
import { ActionForm } from "./action-form";
import type { FormAction } from "./form-answer";
import { InvitationItem } from "./invitation-item";
import { MemberItem } from "./member-item";
import { RoleSelect } from "./role-select";
import { useAddressField } from "./use-address-field";
import { useCopyWords } from "./use-copy-words";

export type PeopleActions = {
  invite: FormAction;
  revoke: FormAction;
  changeRole: FormAction;
  remove: FormAction;
};

/** Who works for the merchant, and the ways to change that. */
export function PeopleView({
  people,
  roles,
  userId,
  hasMail,
  actions,
}: {
  people: People;
  /** Those that this member may give. */
  roles: readonly Role[];
  userId: string;
  /** Whether this installation sends mail. */
  hasMail: boolean;
  actions: PeopleActions;
}) {
  const t = useTranslations("settings.people");
  const copyWords = useCopyWords();
  const addressField = useAddressField();
  return (
    <>
      <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
      <Section title={t("members")}>
        <ul className="divide-y">
          {people.members.map((member) => (
            <MemberItem
              key={member.userId}
              member={member}
              roles={roles}
              isSelf={member.userId === userId}
              actions={actions}
            />
          ))}
        </ul>
      </Section>
      <Section title={t("invite")}>
        <p className="text-muted-foreground">{t("inviteIntro")}</p>
        <ActionForm
          action={actions.invite}
          submit={t("makeLink")}
          pending={t("makingLink")}
          copyWords={copyWords}
          className="max-w-lg"
          fields={[
            { name: "note", label: t("note"), type: "text", autoComplete: "off", maxLength: 120 },
            ...(hasMail ? [addressField] : []),
          ]}
        >
          <RoleSelect roles={roles} value="cashier" label={t("role")} />
        </ActionForm>
      </Section>
      <Section title={t("invitations")}>
        {people.invitations.length === 0 ? (
          <p className="text-muted-foreground">{t("noInvitations")}</p>
        ) : (
          <ul className="divide-y">
            {people.invitations.map((invitation) => (
              <InvitationItem key={invitation.id} invitation={invitation} revoke={actions.revoke} />
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}
