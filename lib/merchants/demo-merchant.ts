/** The one merchant of a demo: the same id on every machine, so that a seed finds it again. */
export const DEMO_MERCHANT_ID = "mer_01m85cb2g0fk39snh391xfqfn1";
export const DEMO_MERCHANT_NAME = "Duka la Mfano";
export const DEMO_EMAIL = "demo@malipo.example";
