import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import { signReturnUrl, type OrderReturn } from "./return-url";

const SECRET = "ss_test";
const PAID: OrderReturn = {
  orderId: "ord_01h455vb4pex5vsknk084sn02q",
  status: "paid",
  paidKes: 120,
  at: new Date("2026-11-25T06:45:00.900Z"),
};
const TIME = 1795589100;
const signed = (text: string) => createHmac("sha256", SECRET).update(text).digest("hex");
const OURS = `malipo_order=${PAID.orderId}&malipo_status=paid&malipo_paid=120&malipo_time=${TIME}&malipo_signature=${signed(`v1.${PAID.orderId}.paid.120.${TIME}`)}`;

describe("the address back to the shop", () => {
  it.each([
    ["https://shop.example", `https://shop.example?${OURS}`],
    ["https://shop.example/thanks", `https://shop.example/thanks?${OURS}`],
    ["https://shop.example/thanks?", `https://shop.example/thanks?${OURS}`],
    ["https://shop.example/t?a=b%20c+d&e", `https://shop.example/t?a=b%20c+d&e&${OURS}`],
    ["https://shop.example/t?a=b#top?x&y", `https://shop.example/t?a=b&${OURS}#top?x&y`],
    ["https://shop.example/t#", `https://shop.example/t?${OURS}#`],
    ["https://shop.example/t?next=/a?b=c", `https://shop.example/t?next=/a?b=c&${OURS}`],
    [
      "https://shop.example/t?malipo_order=ord_old&a=b&malipo_signature=old",
      `https://shop.example/t?a=b&${OURS}`,
    ],
  ])("%s", (successUrl, expected) => {
    const made = signReturnUrl(successUrl, SECRET, PAID);
    expect(made).toBe(expected);
    expect(URL.canParse(made)).toBe(true);
  });

  it("binds order, status, amount and time, and the secret", () => {
    const signatureOf = (secret: string, changes: Partial<OrderReturn>) =>
      new URL(
        signReturnUrl("https://shop.example", secret, { ...PAID, ...changes }),
      ).searchParams.get("malipo_signature");
    const signatures = [
      signatureOf(SECRET, {}),
      signatureOf("ss_other", {}),
      signatureOf(SECRET, { orderId: "ord_01h455vb4pex5vsknk084sn02r" }),
      signatureOf(SECRET, { status: "overpaid" }),
      signatureOf(SECRET, { paidKes: 121 }),
      signatureOf(SECRET, { at: new Date("2026-11-25T06:45:01.000Z") }),
    ];
    expect(new Set(signatures).size).toBe(signatures.length);
  });
});
