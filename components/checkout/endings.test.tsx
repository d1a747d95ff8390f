import { NextIntlClientProvider } from "next-intl";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { FAILURE_REASONS } from "@/lib/daraja/result-codes";
import { LANGUAGES, LOCALES, type Language } from "@/lib/i18n/model";
import { english } from "@/lib/messages/en";
import { swahili } from "@/lib/messages/sw";
import type { CheckoutView, FailureReason, OrderFlag, OrderStatus } from "@/lib/payments/model";
import { UNSENT_PAY_FORM } from "./pay-form-state";
import { ScreenBody } from "./screen-body";
import { checkoutScreen } from "./screen";
import { useScreenWords } from "./use-screen-words";

const REFERENCE = "Q7RT21";
const MESSAGES = { en: english, sw: swahili };

type Change = Partial<Omit<CheckoutView, "status">> & {
  order?: OrderStatus;
  paidKes?: number;
  attempt?: CheckoutView["status"]["attempt"];
};

function viewOf({ order = "open", paidKes = 0, attempt = null, ...changes }: Change): CheckoutView {
  return {
    status: {
      orderId: "ord_1",
      version: 3,
      status: order,
      amountKes: 1250,
      paidKes,
      attempt,
      pollAfterMs: 5000,
    },
    merchantColour: null,
    merchantLogo: null,
    environment: "live",
    merchantName: "Mama Njeri",
    title: "Two bags of unga",
    accountReference: REFERENCE,
    successUrl: null,
    cancelUrl: null,
    expiresAt: "2026-11-25T20:00:00.000Z",
    flags: [],
    dueKes: 1250 - paidKes,
    canStart: true,
    despiteAttemptId: null,
    promptedPhone: null,
    ownAttemptId: null,
    attemptStartedAt: "2026-11-25T11:32:00.000Z",
    isAnswerSeen: false,
    unresolvedFromAt: "2026-11-25T11:37:00.000Z",
    reportedKes: null,
    retryWait: null,
    receipts: [],
    ...changes,
  };
}

const failed = (reason: FailureReason | null, changes: Change = {}) =>
  viewOf({ attempt: { state: "failed", reason, promptEndsAt: null }, ...changes });

function Page({ view }: { view: CheckoutView }) {
  const screen = checkoutScreen(view, { promptEnded: false });
  const waitSecondsLeft = view.retryWait?.secondsLeft ?? 0;
  const { title, announcement } = useScreenWords(screen, view, waitSecondsLeft);
  const form = { submissionId: "s", action: () => Promise.resolve(UNSENT_PAY_FORM) };
  return (
    <>
      <h1>{title}</h1>
      <div role="status">{announcement}</div>
      <ScreenBody
        screen={screen}
        view={view}
        isStale={false}
        secondsLeft={null}
        waitSecondsLeft={waitSecondsLeft}
        form={form}
      />
    </>
  );
}

/** An ending as it is drawn, and its parts as text. */
function read(language: Language, view: CheckoutView) {
  const html = renderToStaticMarkup(
    <NextIntlClientProvider
      locale={LOCALES[language]}
      messages={MESSAGES[language]}
      timeZone="Africa/Nairobi"
    >
      <Page view={view} />
    </NextIntlClientProvider>,
  );
  const textOf = (part: string) =>
    part
      .replaceAll(/<\/?span[^>]*>/g, "")
      .replaceAll(/<[^>]+>/g, " ")
      .replaceAll(/\s+/g, " ")
      .trim();
  const parts = [...html.matchAll(/<dt\b[^>]*>([^]*?)<\/dt><dd\b[^>]*>([^]*?)<\/dd>/g)];
  const answers = new Map(parts.map(([, label = "", text = ""]) => [textOf(label), textOf(text)]));
  const labels = MESSAGES[language].checkout.answers;
  return {
    html,
    text: textOf(html),
    title: textOf(/<h1>([^]*?)<\/h1>/.exec(html)?.[1] ?? ""),
    announcement: textOf(/<div role="status">([^]*?)<\/div>/.exec(html)?.[1] ?? ""),
    money: answers.get(labels.money) ?? "",
    next: answers.get(labels.next) ?? "",
    reference: answers.get(labels.reference),
    hasForm: html.includes('name="phoneNumber"'),
    isFolded: html.includes("<details"),
  };
}

type Words = { title: RegExp; money: RegExp; next: RegExp };

/** By reason and language: what happened, whether money moved, and what to do. */
const FAILURES: Readonly<Record<FailureReason, Readonly<Record<Language, Words>>>> = {
  cancelled_or_timed_out: {
    en: { title: /cancelled or timed out/, money: /^No\./, next: /new request.*within a minute/ },
    sw: { title: /limeghairiwa au muda wake umeisha/, money: /^Hapana\./, next: /ombi jipya/ },
  },
  no_answer: {
    en: { title: /did not answer/, money: /^No\./, next: /Unlock.*signal.*SIM.*\*234#/ },
    sw: { title: /haikujibu/, money: /^Hapana\./, next: /Fungua simu.*mtandao.*laini.*\*234#/ },
  },
  insufficient_balance: {
    en: { title: /not enough money/, money: /^No\./, next: /Add money.*another number/ },
    sw: { title: /Salio .* halikutosha/, money: /^Hapana\./, next: /Weka pesa.*namba nyingine/ },
  },
  wrong_pin: {
    en: { title: /PIN was wrong/, money: /^No\./, next: /right PIN.*locks/ },
    sw: { title: /PIN .* haikuwa sahihi/, money: /^Hapana\./, next: /PIN sahihi.*huifunga/ },
  },
  phone_busy: {
    en: { title: /busy/, money: /^No\./, next: /Close any open M-PESA menu.*a minute/ },
    sw: { title: /ombi lingine/, money: /^Hapana\./, next: /Funga menyu.*dakika moja/ },
  },
  too_soon: {
    en: { title: /Too soon.*same amount/, money: /^Not by this request.*SMS/, next: /two minutes/ },
    sw: { title: /mapema mno/, money: /^Si kwa ombi hili.*SMS/, next: /dakika mbili/ },
  },
  expired: {
    en: { title: /expired/, money: /^No\./, next: /send a new one/ },
    sw: { title: /Muda wa ombi umeisha/, money: /^Hapana\./, next: /kutuma jipya/ },
  },
  limit: {
    en: { title: /limit/, money: /^No\./, next: /tomorrow.*another number/ },
    sw: { title: /Kikomo/, money: /^Hapana\./, next: /kesho.*namba nyingine/ },
  },
  pin_locked: {
    en: { title: /PIN is locked/, money: /^No\./, next: /100 or 200.*another number/ },
    sw: { title: /imefungwa/, money: /^Hapana\./, next: /100 au 200.*namba nyingine/ },
  },
  merchant_setup: {
    en: { title: /shop cannot take/, money: /^No\./, next: /not with you.*has been told/ },
    sw: { title: /Duka haliwezi kupokea/, money: /^Hapana\./, next: /si kwako.*limejulishwa/ },
  },
  not_sent: {
    en: { title: /could not be sent/, money: /^No\..*did not reach/, next: /try again/ },
    sw: { title: /halikuweza kutumwa/, money: /^Hapana\..*halikufika/, next: /kujaribu tena/ },
  },
  daraja_refused: {
    en: { title: /did not accept/, money: /^No\..*did not reach/, next: /tell the shop/ },
    sw: { title: /haikukubali/, money: /^Hapana\..*halikufika/, next: /lijulishe duka/ },
  },
  mpesa_busy: {
    en: { title: /M-PESA is busy/, money: /^No\./, next: /a minute/ },
    sw: { title: /shughuli nyingi/, money: /^Hapana\./, next: /dakika moja/ },
  },
  invalid_phone: {
    en: { title: /cannot pay with M-PESA/, money: /^No\./, next: /another Safaricom number/ },
    sw: { title: /haiwezi kulipa/, money: /^Hapana\./, next: /namba nyingine ya Safaricom/ },
  },
};

const CASES = FAILURE_REASONS.flatMap((reason) =>
  LANGUAGES.map((language) => ({ reason, language, words: FAILURES[reason][language] })),
);

describe("a failed attempt", () => {
  it.each(CASES)("$reason ($language)", ({ reason, language, words }) => {
    const page = read(language, failed(reason));
    expect(page.title).toMatch(words.title);
    expect(page.money).toMatch(words.money);
    expect(page.next).toMatch(words.next);
    expect(page.reference).toBe(REFERENCE);
    expect(page.hasForm).toBe(true);
    expect(page.isFolded).toBe(["merchant_setup", "daraja_refused"].includes(reason));
    // The live region says the same three things: what happened, the money, what to do.
    for (const said of [words.title, words.next]) expect(page.announcement).toMatch(said);
    expect(page.announcement).toContain(page.money.split(". ")[0]);
  });

  it("has words for a reason that this page does not know", () => {
    expect(read("en", failed(null))).toMatchObject({ reference: REFERENCE, hasForm: true });
    expect(read("sw", failed(null)).money).toMatch(/^Hapana\./);
  });

  it.each(LANGUAGES)(
    "can be sent again to the same number where that may help (%s)",
    (language) => {
      const own = { promptedPhone: "0712 ••• 678", ownAttemptId: "att_1" };
      for (const reason of FAILURE_REASONS) {
        const { html } = read(language, failed(reason, own));
        const isOffered = html.includes('name="sameNumberAs" value="att_1"');
        const isUseless = [
          "limit",
          "pin_locked",
          "invalid_phone",
          "merchant_setup",
          "daraja_refused",
        ];
        expect(isOffered, reason).toBe(!isUseless.includes(reason));
        expect(read(language, failed(reason)).html).not.toContain("sameNumberAs");
      }
    },
  );

  it.each([
    ["en", "You can try again here from 14:33:05.", "1:05"],
    ["sw", "Unaweza kujaribu tena hapa kuanzia 14:33:05.", "1:05"],
  ] as const)(
    "lets people wait, says until when, and shows no form before (%s)",
    (language, from, left) => {
      const retryWait = { endsAt: "2026-11-25T11:33:05.000Z", secondsLeft: 65 };
      const page = read(language, failed("phone_busy", { retryWait }));
      expect(page.text).toContain(from);
      expect(page.html).toMatch(new RegExp(`role="timer"[^>]*>${left}<`));
      expect(page.html).toContain('<noscript><meta http-equiv="refresh" content="66"/></noscript>');
      expect(page.hasForm).toBe(false);
    },
  );

  it("says that no more can be sent where that is so", () => {
    const page = read("en", failed("wrong_pin", { canStart: false }));
    expect(page.text).toContain("Ask the shop for a new payment link.");
    expect(page.hasForm).toBe(false);
  });
});

const receipt = (paidAt: string) => ({
  amountKes: 1250,
  receipt: "SJK1ABCDEF",
  isMasked: false,
  isLate: false,
  paidAt,
});

const paid = (flags: OrderFlag[], changes: Change = {}) =>
  viewOf({
    order: "paid",
    paidKes: 1250,
    canStart: false,
    attempt: { state: "succeeded", reason: null, promptEndsAt: null },
    flags,
    receipts: [receipt("2026-11-25T11:33:00.000Z")],
    ...changes,
  });

const checking = { state: "checking", reason: null, promptEndsAt: null } as const;
const review = { state: "review", reason: null, promptEndsAt: null } as const;

/** The endings that are no failure; every text that has to be there. */
const ENDINGS: readonly {
  name: string;
  view: CheckoutView;
  en: readonly string[];
  sw: readonly string[];
}[] = [
  {
    name: "amount mismatch",
    view: viewOf({ attempt: review, canStart: false, reportedKes: 1249 }),
    en: ["Yes, but KES 1,249 has arrived and KES 1,250 was asked for.", "Do not pay again."],
    sw: ["Ndiyo, lakini KES 1,249 zimefika na zilizoombwa ni KES 1,250.", "Usilipe tena."],
  },
  {
    name: "a payment that does not fit",
    view: viewOf({ attempt: review, canStart: false }),
    en: ["It seems so: M-PESA reported a payment", "Do not pay again."],
    sw: ["Inaonekana hivyo: M-PESA imetaja malipo", "Usilipe tena."],
  },
  {
    name: "still unknown",
    view: viewOf({ attempt: checking, despiteAttemptId: "att_1" }),
    en: ["Nobody knows yet.", "the request of 25 Nov, 14:32", "do not pay again"],
    sw: ["Bado hakuna anayejua.", "ombi la 25 Nov, 14:32", "usilipe tena"],
  },
  {
    name: "order expired",
    view: viewOf({ order: "expired", canStart: false }),
    en: ["No. Nothing was charged as far as we know", "Ask Mama Njeri for a new payment link."],
    sw: ["Hapana. Kwa tunavyojua hakuna pesa iliyotolewa", "Omba Mama Njeri kiungo kipya"],
  },
  {
    name: "order cancelled",
    view: viewOf({ order: "cancelled", canStart: false }),
    en: ["No. Nothing was charged as far as we know.", "There is nothing to pay."],
    sw: ["Hapana. Kwa tunavyojua hakuna pesa iliyotolewa.", "Hakuna cha kulipa."],
  },
  {
    name: "partly paid",
    view: viewOf({ order: "underpaid", paidKes: 1000, canStart: false }),
    en: ["Yes. The shop has received KES 1,000 of KES 1,250.", "Please do not send more from here"],
    sw: ["Ndiyo. Duka limepokea KES 1,000 kati ya KES 1,250.", "Tafadhali usitume zaidi"],
  },
];

describe("an ending that is no failure", () => {
  it.each(ENDINGS.flatMap((ending) => LANGUAGES.map((language) => ({ ...ending, language }))))(
    "$name ($language)",
    ({ view, language, ...texts }) => {
      const page = read(language, view);
      for (const text of texts[language]) expect(page.text).toContain(text);
      expect(page.reference).toBe(REFERENCE);
      for (const part of [page.title, page.money, page.next]) expect(part).not.toBe("");
    },
  );

  it.each([
    ["en", ["This payment came after the time of the order."]],
    ["sw", ["Malipo haya yalikuja baada ya muda wa oda kuisha."]],
  ] as const)("paid late (%s)", (language, texts) => {
    const page = read(language, paid(["late"]));
    for (const text of texts) expect(page.text).toContain(text);
  });

  it.each([
    ["en", ["The shop owes you KES 1,250.", "Show this page to the shop", REFERENCE]],
    ["sw", ["Duka linapaswa kukurudishia KES 1,250.", "Onyesha ukurasa huu dukani", REFERENCE]],
  ] as const)("paid twice (%s)", (language, texts) => {
    const receipts = [receipt("2026-11-25T11:33:00.000Z"), receipt("2026-11-25T11:35:00.000Z")];
    const page = read(language, paid([], { order: "overpaid", paidKes: 2500, receipts }));
    for (const text of texts) expect(page.text).toContain(text);
  });
});
