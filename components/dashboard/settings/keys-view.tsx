import { useTranslations } from "next-intl";
import { LocalTime } from "@/components/dashboard/local-time";
import { Section } from "@/components/dashboard/section";
import { Badge } from "@/components/ui/badge";
import type { ApiKeyRow, KeyScope } from "@/lib/merchants/model";
import { ActionForm } from "./action-form";
import type { FormAction } from "./form-answer";
import { useCopyWords } from "./use-copy-words";

/** The merchant's API keys: a new one, and those in use. */
export function KeysView({
  keys,
  scopes,
  create,
  revoke,
}: {
  keys: ApiKeyRow[];
  scopes: readonly KeyScope[];
  create: FormAction;
  revoke: FormAction;
}) {
  const t = useTranslations("settings.keys");
  const copyWords = useCopyWords();
  return (
    <>
      <div className="space-y-1">
        <h1 className="text-2xl leading-tight font-bold">{t("title")}</h1>
        <p className="text-muted-foreground">{t("intro")}</p>
      </div>
      <Section title={t("new")}>
        <ActionForm
          action={create}
          submit={t("create")}
          pending={t("creating")}
          copyWords={copyWords}
          className="max-w-lg"
          fields={[
            { name: "name", label: t("name"), type: "text", autoComplete: "off", maxLength: 80 },
          ]}
        >
          <fieldset className="space-y-1">
            <legend className="font-semibold">{t("scopes")}</legend>
            {scopes.map((scope) => (
              <label key={scope} className="flex min-h-11 items-center gap-3">
                <input
                  type="checkbox"
                  name="scope"
                  value={scope}
                  defaultChecked
                  className="size-5"
                />
                {t(`scope.${scope}`)}
              </label>
            ))}
          </fieldset>
        </ActionForm>
      </Section>
      <Section title={t("inUse")}>
        {keys.length === 0 ? (
          <p className="text-muted-foreground">{t("none")}</p>
        ) : (
          <ul className="divide-y">
            {keys.map((key) => (
              <KeyItem key={key.id} apiKey={key} revoke={revoke} />
            ))}
          </ul>
        )}
      </Section>
    </>
  );
}

function KeyItem({ apiKey, revoke }: { apiKey: ApiKeyRow; revoke: FormAction }) {
  const t = useTranslations("settings.keys");
  const { id, name, prefix, scopes, createdAt, lastUsedAt } = apiKey;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 py-3 first:pt-0 last:pb-0">
      <p className="min-w-0 grow">
        <strong className="wrap-anywhere">{name}</strong>
        <span className="ms-2 font-mono text-sm">{prefix}…</span>
        <span className="text-muted-foreground block text-sm">
          {t.rich("made", { time: () => <LocalTime at={createdAt} /> })}
        </span>
        <span className="text-muted-foreground block text-sm">
          {lastUsedAt === null
            ? t("neverUsed")
            : t.rich("lastUsed", { time: () => <LocalTime at={lastUsedAt} /> })}
        </span>
      </p>
      <span className="flex gap-2">
        {scopes.map((scope) => (
          <Badge key={scope}>{t(`scopeName.${scope}`)}</Badge>
        ))}
      </span>
      <ActionForm action={revoke} submit={t("revoke")} pending={t("revoking")} variant="danger">
        <input type="hidden" name="keyId" value={id} />
      </ActionForm>
    </li>
  );
}
