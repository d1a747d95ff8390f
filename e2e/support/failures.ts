/** What stands in the heading, and a part of what it says to do now. */
export type Words = { title: string; next: string };
export type Failure = { code: string | number; en: Words; sw: Words; waitSeconds?: number };

/** Every code of Safaricom's that ends an attempt, by the reason that people are told. */
export const FAILURES: Readonly<Record<string, Failure>> = {
  cancelled_or_timed_out: {
    code: 1032,
    en: { title: "The request was cancelled or timed out", next: "You can send a new request." },
    sw: { title: "Ombi limeghairiwa au muda wake umeisha", next: "Unaweza kutuma ombi jipya." },
  },
  no_answer: {
    code: 1037,
    en: { title: "Your phone did not answer", next: "*234# should answer" },
    sw: { title: "Simu yako haikujibu", next: "*234# inapaswa kujibu" },
  },
  insufficient_balance: {
    code: 1,
    en: { title: "There was not enough money on M-PESA", next: "Add money to your M-PESA" },
    sw: { title: "Salio la M-PESA halikutosha", next: "Weka pesa kwenye M-PESA yako" },
  },
  wrong_pin: {
    code: 2001,
    en: { title: "The M-PESA PIN was wrong", next: "Try again with the right PIN." },
    sw: { title: "PIN ya M-PESA haikuwa sahihi", next: "Jaribu tena kwa PIN sahihi." },
  },
  phone_busy: {
    code: 1001,
    en: {
      title: "Your phone was busy with another M-PESA request",
      next: "Close any open M-PESA menu",
    },
    sw: { title: "Simu yako ilikuwa na ombi lingine la M-PESA", next: "Funga menyu yoyote" },
    waitSeconds: 60,
  },
  too_soon: {
    code: 17,
    en: { title: "Too soon after a payment of the same amount", next: "check your SMS first" },
    sw: { title: "Ni mapema mno baada ya malipo ya kiasi hicho hicho", next: "angalia SMS kwanza" },
    waitSeconds: 120,
  },
  expired: {
    code: 1019,
    en: { title: "The request expired", next: "You can send a new one." },
    sw: { title: "Muda wa ombi umeisha", next: "Unaweza kutuma jipya." },
  },
  limit: {
    code: 4,
    en: { title: "An M-PESA limit was reached", next: "Try again tomorrow" },
    sw: { title: "Kikomo cha M-PESA kimefikiwa", next: "Jaribu tena kesho" },
  },
  pin_locked: {
    code: 8006,
    en: { title: "Your M-PESA PIN is locked", next: "Call Safaricom on 100 or 200" },
    sw: { title: "PIN yako ya M-PESA imefungwa", next: "Pigia Safaricom 100 au 200" },
  },
  merchant_setup: {
    code: "SFC_IC0003",
    en: { title: "The shop cannot take this payment right now", next: "The shop has been told" },
    sw: { title: "Duka haliwezi kupokea malipo haya kwa sasa", next: "Duka limejulishwa" },
  },
  not_sent: {
    code: 9999,
    en: { title: "The request could not be sent", next: "You can try again." },
    sw: { title: "Ombi halikuweza kutumwa", next: "Unaweza kujaribu tena." },
  },
  daraja_refused: {
    code: 2,
    en: { title: "M-PESA did not accept the request", next: "Please tell the shop" },
    sw: { title: "M-PESA haikukubali ombi", next: "Tafadhali lijulishe duka" },
  },
  mpesa_busy: {
    code: 26,
    en: { title: "M-PESA is busy", next: "Wait a minute and try again" },
    sw: { title: "M-PESA ina shughuli nyingi", next: "Subiri dakika moja" },
    waitSeconds: 60,
  },
};
