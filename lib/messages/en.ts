import about from "./en/about.json";
import audit from "./en/audit.json";
import cashier from "./en/cashier.json";
import checkout from "./en/checkout.json";
import common from "./en/common.json";
import counter from "./en/counter.json";
import dashboard from "./en/dashboard.json";
import dashboardProblems from "./en/dashboard-problems.json";
import home from "./en/home.json";
import links from "./en/links.json";
import lists from "./en/lists.json";
import live from "./en/live.json";
import login from "./en/login.json";
import mail from "./en/mail.json";
import needs from "./en/needs.json";
import newOrder from "./en/new-order.json";
import notes from "./en/notes.json";
import palette from "./en/palette.json";
import paymentLink from "./en/payment-link.json";
import privacy from "./en/privacy.json";
import problems from "./en/problems.json";
import receipt from "./en/receipt.json";
import settings from "./en/settings.json";
import share from "./en/share.json";
import shop from "./en/shop.json";
import shortcodeForm from "./en/shortcode-form.json";
import shortcodes from "./en/shortcodes.json";
import verify from "./en/verify.json";

/** Everything the product says in English, one file a section. */
export const english = {
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
