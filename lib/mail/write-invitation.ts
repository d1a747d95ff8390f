import { createTranslator } from "next-intl";
import { html } from "@/lib/http/html";
import { letterLanguage } from "@/lib/i18n/letter-language";
import type { Language } from "@/lib/i18n/model";
import type { Letter } from "./send-mail";
import { writeHtml } from "./write-html";

/** The mail with an invitation's link. */
export function writeInvitation(
  { merchantName, link }: { merchantName: string; link: string },
  language: Language,
): Omit<Letter, "to"> {
  const t = createTranslator({ ...letterLanguage(language), namespace: "mail.invitation" });
  const subject = t("subject", { merchant: merchantName });
  const what = t("body", { merchant: merchantName });
  const validity = t("validity", { merchant: merchantName });
  const body = [
    html`<p>${what}</p>`,
    html`<p><a href="${link}">${link}</a></p>`,
    html`<p>${validity}</p>`,
  ];
  return {
    subject,
    text: [what, link, validity].join("\n\n"),
    html: writeHtml({ language, title: subject, heading: subject, body }),
  };
}
