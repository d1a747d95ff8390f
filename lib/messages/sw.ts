import type { english } from "./en";
import about from "./sw/about.json";
import audit from "./sw/audit.json";
import cashier from "./sw/cashier.json";
import checkout from "./sw/checkout.json";
import common from "./sw/common.json";
import counter from "./sw/counter.json";
import dashboard from "./sw/dashboard.json";
import dashboardProblems from "./sw/dashboard-problems.json";
import home from "./sw/home.json";
import links from "./sw/links.json";
import lists from "./sw/lists.json";
import live from "./sw/live.json";
import login from "./sw/login.json";
import mail from "./sw/mail.json";
import needs from "./sw/needs.json";
import newOrder from "./sw/new-order.json";
import notes from "./sw/notes.json";
import palette from "./sw/palette.json";
import paymentLink from "./sw/payment-link.json";
import privacy from "./sw/privacy.json";
import problems from "./sw/problems.json";
import receipt from "./sw/receipt.json";
import settings from "./sw/settings.json";
import share from "./sw/share.json";
import shop from "./sw/shop.json";
import shortcodeForm from "./sw/shortcode-form.json";
import shortcodes from "./sw/shortcodes.json";
import verify from "./sw/verify.json";

/** Everything the product says in Swahili, of the same shape as the English. */
export const swahili: typeof english = {
  about,
  audit,
  cashier,
  checkout,
  common,
  counter,
  dashboard,
  dashboardProblems,
  home,
  links,
  lists,
  live,
  login,
  mail,
  needs,
  newOrder,
  notes,
  palette,
  paymentLink,
  privacy,
  problems,
  receipt,
  settings,
  share,
  shop,
  shortcodeForm,
  shortcodes,
  verify,
};
