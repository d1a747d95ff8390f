import { createTranslator } from "next-intl";
import { html, type Html } from "@/lib/http/html";
import { letterFormat, letterLanguage } from "@/lib/i18n/letter-language";
import type { Language } from "@/lib/i18n/model";
import type { DaySheet } from "@/lib/merchants/day-sheet";
import { PAYMENT_FILTERS } from "@/lib/merchants/model";
import { formatKes } from "@/lib/money";
import type { Waiting } from "@/lib/takings/model";
import type { Letter } from "./send-mail";
import { writeHtml } from "./write-html";

export type Summary = {
  merchantName: string;
  sheet: Pick<DaySheet, "day" | "counted" | "notCounted" | "attempts">;
  /** What waits for a person now. */
  waiting: Waiting[];
};

type Line = { name: string; value: string };

/** The mail about a merchant's day: sums and counts alone, no phone, no receipt, no customer. */
export function writeSummary(
  { merchantName, sheet, waiting }: Summary,
  { language, appUrl }: { language: Language; appUrl: string },
): Omit<Letter, "to"> {
  const t = createTranslator({ ...letterLanguage(language), namespace: "mail.summary" });
  const format = letterFormat(language);
  const { day, counted, notCounted } = sheet;
  const date = format.dateTime(new Date(`${day}T12:00:00+03:00`), { dateStyle: "full" });
  const takings = formatKes(counted.amountKes);
  const subject = t("subject", { merchant: merchantName, amount: takings, date });
  const lines = linesOf(sheet, language);
  const cases = casesOf(waiting, language);
  const links = [
    { words: t("daySheet"), address: `${appUrl}/dashboard/day/${day}` },
    { words: t("home"), address: `${appUrl}/dashboard` },
  ];
  const why = t("why", { merchant: merchantName });
  const off = `${appUrl}/dashboard/settings/account`;
  const asText = ({ name, value }: Line) => `${name}: ${value}`;
  const text = [
    t("heading", { merchant: merchantName, date }),
    [...lines.map(asText), ...(notCounted.count === 0 ? [] : [t("notCountedHint")])].join("\n"),
    [t("waiting"), ...(cases.length === 0 ? [t("nothingWaits")] : cases.map(asText))].join("\n"),
    links.map(({ words, address }) => `${words}: ${address}`).join("\n"),
    `${why} ${off}`,
  ].join("\n\n");
  const body: Html[] = [
    tableOf(lines),
    html`${notCounted.count > 0 && html`<p>${t("notCountedHint")}</p>`}`,
    html`<h2 style="font-size:18px;margin:24px 0 8px">${t("waiting")}</h2>`,
    cases.length === 0 ? html`<p>${t("nothingWaits")}</p>` : tableOf(cases),
    ...links.map(({ words, address }) => html`<p><a href="${address}">${words}</a></p>`),
    html`<p style="color:#55605a;font-size:14px">${why} <a href="${off}">${off}</a></p>`,
  ];
  const heading = t("heading", { merchant: merchantName, date });
  return { subject, text, html: writeHtml({ language, title: subject, heading, body }) };
}

function linesOf({ counted, notCounted, attempts }: Summary["sheet"], language: Language): Line[] {
  const t = createTranslator({ ...letterLanguage(language), namespace: "mail.summary" });
  const states = createTranslator({
    ...letterLanguage(language),
    namespace: "dashboard.payments.filters",
  });
  const format = letterFormat(language);
  return [
    { name: t("takings"), value: formatKes(counted.amountKes) },
    { name: t("payments"), value: format.number(counted.count) },
    ...(notCounted.count === 0
      ? []
      : [{ name: t("notCounted"), value: formatKes(notCounted.amountKes) }]),
    {
      name: t("attempts"),
      value: PAYMENT_FILTERS.map(
        (filter) => `${states(filter)} ${format.number(attempts[filter])}`,
      ).join(" · "),
    },
  ];
}

function casesOf(waiting: Waiting[], language: Language): Line[] {
  const kinds = createTranslator({ ...letterLanguage(language), namespace: "needs.cases" });
  const format = letterFormat(language);
  return waiting.map(({ kind, count }) => ({
    name: kinds(`${kind}.name`),
    value: format.number(count),
  }));
}

const tableOf = (lines: Line[]): Html =>
  html` <table role="presentation" cellpadding="0" cellspacing="0" style="border-collapse:collapse">
    ${lines.map(
      ({ name, value }) =>
        html`<tr>
          <td style="padding:4px 24px 4px 0">${name}</td>
          <td style="padding:4px 0;font-weight:bold">${value}</td>
        </tr>`,
    )}
  </table>`;
