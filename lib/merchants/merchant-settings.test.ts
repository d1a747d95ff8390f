import { describe, expect, it } from "vitest";
import { parseMerchantSettings } from "./merchant-settings";

const APP_URL = "https://pay.duka.example";
const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';

const enough = {
  MERCHANT_NAME: "Duka la Majaribio",
  OWNER_EMAIL: "wanjiku@duka.example",
  OWNER_PASSWORD: "correct horse battery",
  DARAJA_ENVIRONMENT: "sandbox",
  DARAJA_CONSUMER_KEY: "key",
  DARAJA_CONSUMER_SECRET: "secret",
  DARAJA_SHORT_CODE: "174379",
  DARAJA_PASS_KEY: "pass",
};

const FILES: Record<string, string> = { "logo.svg": SVG, "logo.txt": "our logo" };

function read(changes: Record<string, string> = {}) {
  return parseMerchantSettings({ ...enough, ...changes }, APP_URL, (path) => {
    const text = FILES[path];
    if (text === undefined) throw new Error("ENOENT");
    return Buffer.from(text);
  });
}

describe("parseMerchantSettings", () => {
  it("needs neither colour nor logo", () => {
    const result = read({ MERCHANT_COLOUR: "", MERCHANT_LOGO_FILE: " " });
    expect(result).toMatchObject({
      ok: true,
      merchant: { name: "Duka la Majaribio", colour: null, logo: null },
    });
  });

  it("takes a colour and the file of a logo", () => {
    expect(read({ MERCHANT_COLOUR: "#B3471D", MERCHANT_LOGO_FILE: "logo.svg" })).toMatchObject({
      ok: true,
      merchant: {
        colour: "#b3471d",
        logo: `data:image/svg+xml;base64,${Buffer.from(SVG).toString("base64")}`,
      },
    });
  });

  it.each([
    [{ MERCHANT_COLOUR: "red" }, /^MERCHANT_COLOUR must be .+#0a7a3d$/],
    [{ MERCHANT_LOGO_FILE: "nowhere.svg" }, /^MERCHANT_LOGO_FILE names no file/],
    [{ MERCHANT_LOGO_FILE: "logo.txt" }, /^MERCHANT_LOGO_FILE must be an SVG or PNG file$/],
    [{ MERCHANT_NAME: "" }, /^MERCHANT_NAME is missing$/],
    [{ OWNER_PASSWORD: "short" }, /^OWNER_PASSWORD must have at least 8/],
    [{ DARAJA_PASS_KEY: "" }, /^DARAJA_PASS_KEY /],
  ])("refuses %j in one line", (changes, line) => {
    const result = read(changes);
    if (result.ok) throw new Error("the settings were accepted");
    expect(result.problems).toEqual([expect.stringMatching(line)]);
  });

  it("tells every problem at once", () => {
    const result = read({ MERCHANT_NAME: "", MERCHANT_COLOUR: "red", DARAJA_PASS_KEY: "" });
    expect(result).toMatchObject({ ok: false, problems: { length: 3 } });
  });
});
