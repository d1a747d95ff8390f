import { ROLES } from "@/db/vocabulary";
import { apiKey, cron, type Entry, everybody, members, refused } from "./entry";

const order = { about: "order" } as const;
const link = { about: "link" } as const;
const anyMember = ROLES;
const orderMakers = ROLES.filter((role) => role !== "viewer");
const bookkeepers = ["owner", "admin", "finance"] as const;
const managers = ["owner", "admin"] as const;

/** A form of the settings, as its page sends it. */
const form = (fields: Record<string, string>, on: string) => ({
  on,
  args: () => [{ data: {} }, { form: fields }],
});
const PEOPLE = "/dashboard/settings/people";
const KEYS = "/dashboard/settings/keys";
const ACCOUNT = "/dashboard/settings/account";
const SHORTCODES = "/dashboard/settings/shortcodes";
const NO_SHORTCODE = "sco_01m85e75n1e49rrdg0k649k9r3";
const shortcode = { about: "shortcode" } as const;

/** A form about a shortcode, as its page sends it; to a merchant who has no such one it is not there. */
const shortcodeForm = (fields: Record<string, string> = {}) => ({
  ...shortcode,
  on: `${SHORTCODES}/[shortcodeId]`,
  args: (shortcodeId: string) => [{ data: {} }, { form: { ...fields, shortcodeId } }],
});
const PRIVACY = "/dashboard/settings/privacy";

/**
 * Every way in, and who may use it; `npm test` fails on one that is not here. A new one is one line:
 * `members(roles)`, `apiKey()` or `everybody()`, with `about` for what its id names. The proof
 * `merchants` calls each as everybody, about one's own, another merchant's, a deleted and no order.
 */
export const ENTRIES: Record<string, Entry> = {
  // The customer's: whoever knows the order's id.
  "PAGE /": everybody(),
  "PAGE /pay/[orderId]": everybody(order),
  "GET /pay/[orderId]/view": everybody(order),
  "PAGE /pay/[orderId]/counter": everybody(order),
  "PAGE /pay/[orderId]/receipt": everybody(order),
  "GET /pay/[orderId]/receipt.pdf": everybody(order),
  "GET /verify/[code]": everybody({ about: "code" }),
  "GET /api/orders/[orderId]/status": everybody(order),
  "ACTION app/pay/[orderId]/actions.ts startPaymentAction": everybody({
    ...order,
    on: "/pay/[orderId]",
    answers: [303],
    args: (orderId) => [
      { data: { refusal: null, phoneNumber: "" } },
      { form: { orderId, phoneNumber: "0712345678" } },
    ],
  }),
  "PAGE /l/[linkId]": everybody(link),
  "ACTION app/l/[linkId]/actions.ts orderByLinkAction": everybody({
    ...link,
    on: "/l/[linkId]",
    answers: [303],
    // Too little for the links of the matrix: it makes no order.
    args: (linkId) => [{ form: { linkId, amount: "1" } }],
  }),
  "ACTION app/shop-actions.ts buyAmountAction": everybody({
    answers: [303],
    args: () => [{ data: {} }, { form: { amount: "10", title: "Chai" } }],
  }),
  "ACTION app/shop-actions.ts changeBasketAction": everybody({
    args: () => [{ form: { itemId: "none", change: "add" } }],
    answers: [303],
  }),
  "ACTION app/shop-actions.ts payBasketAction": everybody({
    args: () => [{ form: {} }],
    answers: [303],
  }),

  // The merchant's, in a browser.
  "PAGE /login": everybody(),
  "PAGE /dashboard": members(anyMember),
  "GET /dashboard/changes": members(anyMember),
  "GET /dashboard/payments/changes": members(anyMember),
  "GET /dashboard/orders/changes": members(anyMember),
  "GET /dashboard/orders/[orderId]/changes": members(anyMember, order),
  "PAGE /dashboard/needs": members(anyMember),
  "PAGE /dashboard/payments": members(anyMember, { showsOrders: true }),
  "PAGE /dashboard/payments/export": members(anyMember),
  "GET /dashboard/payments.csv": members(bookkeepers, { showsOrders: true }),
  "PAGE /dashboard/day": members(anyMember, { answers: [307] }),
  "PAGE /dashboard/day/[day]": members(anyMember, { path: "/dashboard/day/2026-11-25" }),
  "PAGE /dashboard/orders": members(anyMember, { showsOrders: true }),
  "PAGE /dashboard/orders/export": members(anyMember),
  "GET /dashboard/orders.csv": members(bookkeepers, { showsOrders: true }),
  "PAGE /dashboard/orders/[orderId]": members(anyMember, { ...order, showsOrders: true }),
  "ACTION app/dashboard/orders/[orderId]/actions.ts addNoteAction": members(orderMakers, {
    ...order,
    on: "/dashboard/orders/[orderId]",
    readersOfPage: anyMember,
    showsOrders: true,
    args: (orderId) => [{ data: {} }, { form: { orderId, text: "Called." } }],
  }),
  "ACTION app/dashboard/orders/[orderId]/actions.ts showNumberAction": members(bookkeepers, {
    ...order,
    on: "/dashboard/orders/[orderId]",
    readersOfPage: anyMember,
    // No attempt of the order's: it says that there is no number, and of no other order even that.
    args: (orderId) => [
      { data: {} },
      { form: { orderId, attemptId: "att_01m85e75n1e49rrdg0k649k9r0" } },
    ],
  }),
  "ACTION app/dashboard/orders/[orderId]/actions.ts decideAction": members(bookkeepers, {
    ...order,
    on: "/dashboard/orders/[orderId]",
    readersOfPage: anyMember,
    answers: [303],
    // Seen long ago: it decides nothing.
    args: (orderId) => [
      { data: {} },
      {
        form: {
          orderId,
          formId: "evd_01m85e75n1e49rrdg0k649k9r0",
          kind: "case_closed",
          note: "looked",
          seenSeq: "0",
        },
      },
    ],
  }),
  "PAGE /dashboard/orders/new": members(orderMakers),
  "ACTION app/dashboard/orders/new/actions.ts createOrderAction": members(orderMakers, {
    on: "/dashboard/orders/new",
    answers: [303],
    args: () => [{ data: {} }, { form: { amount: "10", title: "Chai" } }],
  }),
  "PAGE /dashboard/orders/[orderId]/link": members(anyMember, { ...order, showsOrders: true }),
  "PAGE /dashboard/links": members(anyMember, { showsOrders: true }),
  "PAGE /dashboard/links/new": members(orderMakers),
  "PAGE /dashboard/links/[linkId]": members(anyMember, { ...link, showsOrders: true }),
  "GET /dashboard/links/[linkId]/poster.svg": members(anyMember, { ...link, showsOrders: true }),
  "GET /dashboard/links/[linkId]/poster.pdf": members(anyMember, link),
  "ACTION app/dashboard/links/actions.ts createLinkAction": members(orderMakers, {
    on: "/dashboard/links/new",
    answers: [303],
    args: () => [{ data: {} }, { form: { title: "Chama", amount: "10" } }],
  }),
  "ACTION app/dashboard/links/actions.ts switchLinkAction": members(orderMakers, {
    ...link,
    on: "/dashboard/links/[linkId]",
    readersOfPage: anyMember,
    answers: [303],
    args: (linkId) => [{ form: { linkId, isActive: "yes" } }],
  }),
  "PAGE /dashboard/counter": members(orderMakers),
  "PAGE /dashboard/counter/[orderId]": members(orderMakers, { ...order, showsOrders: true }),
  "ACTION app/dashboard/counter/actions.ts takePaymentAction": members(orderMakers, {
    on: "/dashboard/counter",
    answers: [200],
    args: () => [{ data: {} }, { form: { amount: "10", phoneNumber: "none" } }],
  }),
  "ACTION app/dashboard/counter/actions.ts sendAgainAction": members(orderMakers, {
    ...order,
    on: "/dashboard/counter/[orderId]",
    answers: [303],
    args: (orderId) => [{ data: {} }, { form: { orderId, phoneNumber: "0712345678" } }],
  }),
  "ACTION app/login/actions.ts signInAction": everybody({
    on: "/login",
    args: () => [{ data: {} }, { form: { email: "a@b.example", password: "wrong password" } }],
  }),
  "ACTION app/login/actions.ts signOutAction": everybody({
    on: "/login",
    answers: [303],
    isLast: true,
  }),
  "PAGE /login/code": everybody(),
  "ACTION app/login/code/actions.ts finishSignInAction": everybody(
    form({ code: "000000" }, "/login"),
  ),
  "ACTION app/dashboard/actions.ts chooseMerchantAction": everybody({
    on: ACCOUNT,
    args: () => [{ form: { merchantId: "mer_none" } }],
    answers: [303],
  }),

  // Coming in by a link: without one there is nothing.
  "PAGE /invite/[token]": everybody({ path: "/invite/none" }),
  "PAGE /setup/[token]": everybody({ path: "/setup/none" }),
  ...refused("/sign-up", ["PAGE"]),
  "ACTION app/invite/[token]/actions.ts joinAction": everybody({
    ...form({ token: "none" }, "/login"),
    answers: [200, 303],
  }),
  "ACTION app/invite/[token]/actions.ts joinAsNewAction": everybody(
    form({ token: "none", name: "M", email: "m@m.example", password: "a password" }, "/login"),
  ),
  "ACTION app/setup/[token]/actions.ts setUpAction": everybody(form({ token: "none" }, "/login")),
  "ACTION app/sign-up/actions.ts signUpAction": everybody(form({}, "/login")),

  // Settings: one's own account, and what owners and admins manage.
  "PAGE /dashboard/settings/account": members(anyMember),
  "PAGE /dashboard/settings/confirm": members(anyMember),
  "PAGE /dashboard/settings/people": members(managers),
  "PAGE /dashboard/settings/keys": members(managers),
  "PAGE /dashboard/settings/shortcodes": members(managers),
  "PAGE /dashboard/settings/shortcodes/new": members(managers),
  "PAGE /dashboard/settings/shortcodes/[shortcodeId]": members(managers, shortcode),
  "ACTION app/dashboard/settings/shortcodes/actions.ts addShortcodeAction": members(
    managers,
    form({ environment: "live", shortCode: "none" }, `${SHORTCODES}/new`),
  ),
  "ACTION app/dashboard/settings/shortcodes/actions.ts replaceCredentialsAction": members(
    managers,
    shortcodeForm({ consumerKey: "", consumerSecret: "", passKey: "" }),
  ),
  "ACTION app/dashboard/settings/shortcodes/actions.ts checkShortcodeAction": members(
    managers,
    shortcodeForm(),
  ),
  "ACTION app/dashboard/settings/shortcodes/actions.ts sendTestPushAction": members(
    managers,
    shortcodeForm({ phoneNumber: "none" }),
  ),
  "ACTION app/dashboard/settings/shortcodes/actions.ts takeOrdersAction": members(
    managers,
    shortcodeForm(),
  ),
  // About none that there is, on its page, which is not there: the other callers go on making orders.
  "ACTION app/dashboard/settings/shortcodes/actions.ts takeNoOrdersAction": members(managers, {
    ...form({ shortcodeId: NO_SHORTCODE }, `${SHORTCODES}/${NO_SHORTCODE}`),
    answers: [200, 404],
  }),
  "PAGE /dashboard/settings/audit": members(["owner"]),
  "PAGE /dashboard/settings/privacy": members(managers),
  "POST /dashboard/settings/privacy/customer.json": members(managers, {
    // No form, and so no number in it.
    body: {},
    answers: [400],
  }),
  "ACTION app/dashboard/settings/privacy/actions.ts lookUpCustomerAction": members(
    managers,
    form({ phoneNumber: "0711999999" }, PRIVACY),
  ),
  "ACTION app/dashboard/settings/privacy/actions.ts eraseCustomerAction": members(managers, {
    ...form({ phoneNumber: "0711999999", sure: "yes" }, PRIVACY),
    answers: [303],
  }),
  "ACTION app/dashboard/settings/privacy/actions.ts setRetentionAction": members(
    managers,
    form({ months: "" }, PRIVACY),
  ),
  "ACTION app/dashboard/settings/people/actions.ts inviteAction": members(
    managers,
    form({ note: "x", role: "viewer" }, PEOPLE),
  ),
  "ACTION app/dashboard/settings/people/actions.ts changeRoleAction": members(
    managers,
    form({ userId: "none", role: "viewer" }, PEOPLE),
  ),
  "ACTION app/dashboard/settings/people/actions.ts removeMemberAction": members(
    managers,
    form({ userId: "none" }, PEOPLE),
  ),
  "ACTION app/dashboard/settings/people/actions.ts revokeInvitationAction": members(
    managers,
    form({ invitationId: "inv_01m85e75n1e49rrdg0k649k9r0" }, PEOPLE),
  ),
  "ACTION app/dashboard/settings/keys/actions.ts createKeyAction": members(
    managers,
    form({ name: "x", scope: "read" }, KEYS),
  ),
  "ACTION app/dashboard/settings/keys/actions.ts revokeKeyAction": members(
    managers,
    form({ keyId: "key_01m85e75n1e49rrdg0k649k9r0" }, KEYS),
  ),
  "ACTION app/dashboard/settings/account/actions.ts changePasswordAction": members(
    anyMember,
    form({}, ACCOUNT),
  ),
  "ACTION app/dashboard/settings/account/actions.ts startTwoFactorAction": members(
    anyMember,
    form({ password: "wrong password" }, ACCOUNT),
  ),
  "ACTION app/dashboard/settings/account/actions.ts confirmTwoFactorAction": members(
    anyMember,
    form({ code: "none" }, ACCOUNT),
  ),
  "ACTION app/dashboard/settings/account/actions.ts endTwoFactorAction": members(
    anyMember,
    form({ password: "" }, ACCOUNT),
  ),
  "ACTION app/dashboard/settings/account/mail-actions.ts setDailyMailAction": members(
    anyMember,
    form({ wanted: "no" }, ACCOUNT),
  ),
  "ACTION app/dashboard/settings/account/actions.ts endSessionAction": members(
    anyMember,
    form({ sessionId: "none" }, ACCOUNT),
  ),
  "ACTION app/dashboard/settings/confirm/actions.ts confirmAction": members(
    anyMember,
    form({ password: "" }, ACCOUNT),
  ),
  "GET /api/auth/[...all]": everybody({ path: "/api/auth/get-session" }),
  "POST /api/auth/[...all]": everybody({
    path: "/api/auth/sign-in/email",
    body: { email: "a@b.example", password: "wrong password" },
    answers: [401, 429],
  }),

  // The merchant's, by API.
  "GET /api/v1/orders": apiKey({ showsOrders: true }),
  "POST /api/v1/orders": apiKey({ body: { amountKes: 10, title: "Chai" }, answers: [201] }),
  ...refused("/api/v1/orders", ["DELETE", "PATCH", "PUT"]),
  "GET /api/v1/orders/[id]": apiKey({ ...order, showsOrders: true }),
  ...refused("/api/v1/orders/[id]", ["DELETE", "PATCH", "POST", "PUT"], order),
  "POST /api/v1/orders/[id]/attempts": apiKey({
    ...order,
    body: { phoneNumber: "0712345678" },
    answers: [409],
  }),
  ...refused("/api/v1/orders/[id]/attempts", ["DELETE", "GET", "PATCH", "PUT"], order),
  "POST /api/v1/orders/[id]/cancel": apiKey({ ...order, answers: [409] }),
  ...refused("/api/v1/orders/[id]/cancel", ["DELETE", "GET", "PATCH", "PUT"], order),
  "GET /api/v1/signing-secret": apiKey(),
  ...refused("/api/v1/signing-secret", ["DELETE", "PATCH", "POST", "PUT"]),
  ...refused("/api/v1/[...rest]", ["DELETE", "GET", "PATCH", "POST", "PUT"], {
    path: "/api/v1/no/such/address",
  }),

  // Safaricom's, the host's, and anybody's.
  "POST /api/callbacks/[token]": everybody({ about: "token", body: {}, isLast: true }),
  "POST /api/callbacks/check": everybody({ body: { nonce: "n".repeat(43) } }),
  "GET /api/cron/sweep": cron({ isLast: true }),
  "GET /api/health": everybody(),
};
