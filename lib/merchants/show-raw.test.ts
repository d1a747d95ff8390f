import { describe, expect, it } from "vitest";
import { showRaw } from "./show-raw";

describe("showRaw", () => {
  it("sets a callback out in lines, without the payer's number and the request id", () => {
    const shown = showRaw(
      JSON.stringify({
        Body: {
          stkCallback: {
            CheckoutRequestID: "ws_CO_191220191020363925",
            ResultCode: 0,
            CallbackMetadata: {
              Item: [
                { Name: "Amount", Value: 1500 },
                { Name: "MpesaReceiptNumber", Value: "NLJ7RT61SV" },
                { Name: "TransactionDate", Value: 20191219102115 },
                { Name: "PhoneNumber", Value: 254708374149 },
              ],
            },
          },
        },
      }),
    );
    expect(shown).toContain('\n        "CheckoutRequestID": "•••"'.replace("        ", "      "));
    expect(shown).toContain('"Value": "0708 ••• 149"');
    expect(shown).toContain('"Value": 20191219102115');
    expect(shown).toContain("NLJ7RT61SV");
    expect(shown).not.toMatch(/254708374149|ws_CO_1/);
  });

  it.each([
    '{"note":"call +254708374149 or 0708374149 or 708374149"}',
    '{"254708374149":1}',
    '"ws_CO_19122019_254708374149"',
    "not json: 254708374149 ws_CO_191220191020363925",
    JSON.stringify({ body: JSON.stringify({ CheckoutRequestID: "x-708374149-y" }) }),
    '{"Password":"MTc0Mzc5","access_token":"c9SQxWWhmdVRlyh0zh8gZDTkubVF"}',
  ])("masks what is secret wherever it stands: %s", (raw) => {
    expect(showRaw(raw)).not.toMatch(/708374149|1912201910|MTc0|c9SQ/);
  });

  it("writes out what cannot be seen, and cuts what is long", () => {
    expect(showRaw("a\0b\u202ec")).toBe("a\\u0000b\\u202ec");
    expect(showRaw("x".repeat(10_000))).toHaveLength(4_097);
    expect(showRaw(JSON.stringify({ a: "x".repeat(60_000) })).length).toBeLessThan(17_000);
  });

  it("survives nesting as deep as a body can be", () => {
    expect(showRaw("[".repeat(30_000) + "]".repeat(30_000)).length).toBeLessThan(5_000);
  });
});
