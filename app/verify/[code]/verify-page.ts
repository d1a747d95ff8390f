import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { html, type Html } from "@/lib/http/html";
import { LANGUAGE_PARAMETER, languageOf, otherLanguage, type Language } from "@/lib/i18n/model";
import { formatKes } from "@/lib/money";
import { isReceiptPending, type ShownReceipt } from "@/lib/payments/model";
import type { VerifiedReceipt } from "@/lib/receipts/read-verified";

export type Verdict = VerifiedReceipt["verdict"] | "unknown" | "unavailable";

/**
 * The page that says whether a receipt is genuine. A whole document of its own, without a framework:
 * whoever checks stands at a counter with a slow line, and an answer about a code that is none of ours
 * must be the same to the byte, whatever the code was.
 */
export async function verifyPage(verdict: Verdict, receipt: VerifiedReceipt | null) {
  const t = await getTranslations("verify");
  const language = languageOf(await getLocale());
  const document = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <meta name="format-detection" content="telephone=no" />
        <meta name="color-scheme" content="light dark" />
        <title>${t("metaTitle")}: ${t(`verdict.${verdict}`)}</title>
        <link rel="icon" href="/icon.svg" />
        <link rel="stylesheet" href="/verify.css" />
      </head>
      <body>
        ${await header(language)}
        <main>
          <section class="verdict ${verdict}">
            <h1>${t(`verdict.${verdict}`)}</h1>
            ${receipt && html`<p class="amount">${formatKes(receipt.paidKes || receipt.amountKes)}</p>`}
            ${await meaning(verdict, receipt)}
          </section>
          ${receipt && (await facts(receipt))} ${await footer(receipt !== null)}
        </main>
      </body>
    </html> `;
  return document.html;
}

async function header(language: Language): Promise<Html> {
  const t = await getTranslations("common");
  const other = otherLanguage(language);
  return html`<header>
    <img src="/icon.svg" alt="" width="28" height="28" /><span>${t("productName")}</span
    ><a href="?${LANGUAGE_PARAMETER}=${other}" hreflang="${other}" lang="${other}"
      >${t("otherLanguage")}</a
    >
  </header>`;
}

async function meaning(verdict: Verdict, receipt: VerifiedReceipt | null): Promise<Html> {
  const t = await getTranslations("verify");
  const values = {
    merchant: receipt?.merchantName ?? "",
    paid: formatKes(receipt?.paidKes ?? 0),
    total: formatKes(receipt?.amountKes ?? 0),
  };
  return html`<p>${t(`meaning.${verdict}`, values)}</p>
    ${verdict === "unknown" && html`<p>${t("unknownNext")}</p>`}`;
}

const fact = (label: string, value: string, kind = "") =>
  html`<div>
    <dt>${label}</dt>
    <dd class="${kind}">${value}</dd>
  </div>`;

async function facts(receipt: VerifiedReceipt): Promise<Html> {
  const t = await getTranslations("verify");
  const payments = await Promise.all(receipt.receipts.map(payment));
  return html`<dl>
      ${fact(t("merchant"), receipt.merchantName)} ${fact(t("item"), receipt.title)}
      ${fact(t("reference"), receipt.accountReference, "code")}
      ${receipt.paidKes !== receipt.amountKes && fact(t("orderAmount"), formatKes(receipt.amountKes))}
      ${payments}
    </dl>
    ${(await notes(receipt)).map((note) => html`<p class="note">${note}</p>`)}`;
}

async function payment({ amountKes, paidAt, receipt }: ShownReceipt): Promise<Html> {
  const t = await getTranslations("verify");
  const time = await timeOf(new Date(paidAt));
  const lastFour = receipt === null ? t("pending") : receipt.slice(-4);
  return html`${fact(t("paidAt"), time)} ${fact(t("amount"), formatKes(amountKes))}
  ${fact(t("number"), lastFour, receipt === null ? "" : "code")}`;
}

async function notes({
  environment,
  receipts,
  flags,
  amountKes,
  paidKes,
}: VerifiedReceipt): Promise<string[]> {
  const t = await getTranslations("verify");
  const common = await getTranslations("common.notLive");
  const surplus = formatKes(paidKes - amountKes);
  return [
    environment !== "live" && common(environment),
    isReceiptPending(receipts) && t("pendingNote"),
    paidKes > amountKes && t("overpaidNote", { surplus }),
    flags.includes("needs_review") && t("reviewNote"),
    flags.includes("refund_due") && t("refundNote"),
    flags.includes("late") && t("lateNote"),
  ].filter((note) => note !== false);
}

/** A time of a genuine receipt; of a code that is none of ours the page must not differ from time to time. */
async function footer(isGenuine: boolean): Promise<Html> {
  const t = await getTranslations("verify");
  const time = isGenuine && (await timeOf(new Date()));
  return html`<footer>
    ${time && html`<p>${t("checkedAt", { time })}</p>`}<a class="again" href="">${t("again")}</a>
  </footer>`;
}

async function timeOf(at: Date): Promise<string> {
  const format = await getFormatter();
  return format.dateTime(at, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
}
