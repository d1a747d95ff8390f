/** The one merchant of a demo: the same id on every machine, so that a seed finds it again. */
export const DEMO_MERCHANT_ID = "mer_01m85cb2g0fk39snh391xfqfn1";
export const DEMO_MERCHANT_NAME = "Duka la Mfano";
export const DEMO_EMAIL = "demo@malipo.example";

/** Safaricom's public sandbox profile (daraja.md); the simulator knows it. */
export const DEMO_SHORT_CODE = "174379";
export const DEMO_PASS_KEY = "bfb279f9aa9bdbcf158e97dd71a467cd2e0c893059b10f78e6b72ada1ed2c919";

/** The terracotta of the shop's awning. */
export const DEMO_COLOUR = "#b3471d";

/** A duka with its awning, drawn for this shop. */
const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48">' +
  '<rect width="48" height="48" rx="12" fill="#fff4e2"/><path d="M11 22h26v16H11z" fill="#e9a876"/>' +
  '<path d="M14 26h11v7H14z" fill="#5a321b"/><path d="M13 33h13v2H13z" fill="#8a5227"/>' +
  '<path d="M29 26h6v12h-6z" fill="#2f7f82"/><path d="M9 38h30v2H9z" fill="#8a5227"/>' +
  '<path d="M9 17l3-7h24l3 7v5a3.75 3.75 0 0 1-7.5 0 3.75 3.75 0 0 1-7.5 0 3.75 3.75 0 0 1-7.5 0 3.75 3.75 0 0 1-7.5 0z" fill="#c4562b"/>' +
  '<path d="M18 10h6v12a3.75 3.75 0 0 1-7.5 0v-5zM30 10h6l3 7v5a3.75 3.75 0 0 1-7.5 0v-5z" fill="#fff"/></svg>';

export const DEMO_LOGO = `data:image/svg+xml;base64,${Buffer.from(LOGO).toString("base64")}`;
