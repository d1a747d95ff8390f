import { describe, expect, it } from "vitest";
import { parseDarajaConfig } from "./config";

const PAYBILL = {
  environment: "sandbox",
  consumerKey: "key",
  consumerSecret: "secret",
  shortCode: "174379",
  passKey: "pass",
};
const TILL = { ...PAYBILL, transactionType: "till", shortCode: "600123", tillNumber: "5123456" };

const configOf = (part: Record<string, unknown>) => {
  const parsed = parseDarajaConfig({ ...PAYBILL, ...part });
  return parsed.ok ? parsed.config : parsed.problems;
};
const problemsOf = (input: unknown) => {
  const parsed = parseDarajaConfig(input);
  return parsed.ok ? {} : Object.fromEntries(parsed.problems.map((p) => [p.field, p.message]));
};

describe("a paybill", () => {
  it("is credited itself", () => {
    expect(configOf({})).toEqual({
      environment: "sandbox",
      baseUrl: "https://sandbox.safaricom.co.ke",
      consumerKey: "key",
      consumerSecret: "secret",
      type: "paybill",
      transactionType: "CustomerPayBillOnline",
      businessShortCode: "174379",
      partyB: "174379",
      passKey: "pass",
    });
  });

  it.each(["paybill", "CustomerPayBillOnline", "", " ", undefined, null])(
    "is what transactionType %j means",
    (transactionType) => {
      expect(configOf({ transactionType })).toMatchObject({
        type: "paybill",
        transactionType: "CustomerPayBillOnline",
      });
    },
  );

  it("has no till number", () => {
    expect(problemsOf({ ...PAYBILL, tillNumber: "5123456" })).toEqual({
      tillNumber: "is for tills only: set transactionType to till, or leave it out",
    });
  });
});

describe("a till (daraja.md, 2.3)", () => {
  it.each(["till", "CustomerBuyGoodsOnline"])(
    "%s: the store number asks, the till is credited",
    (name) => {
      expect(configOf({ ...TILL, transactionType: name })).toMatchObject({
        type: "till",
        transactionType: "CustomerBuyGoodsOnline",
        businessShortCode: "600123",
        partyB: "5123456",
      });
    },
  );

  it.each([undefined, "", " "])("needs its number, not %j", (tillNumber) => {
    expect(problemsOf({ ...TILL, tillNumber })).toEqual({
      tillNumber: "is required for a till (shortCode is the store number)",
    });
  });

  it.each(["1234", "12345678", "abcde"])("has a number of 5 to 7 digits, not %j", (tillNumber) => {
    expect(problemsOf({ ...TILL, tillNumber })).toEqual({
      tillNumber: "must have 5 to 7 digits",
    });
  });
});

describe("fields", () => {
  it("are trimmed, and numbers are taken for digits", () => {
    expect(configOf({ shortCode: 174379, passKey: " pass\n", consumerKey: "\tkey" })).toMatchObject(
      {
        businessShortCode: "174379",
        passKey: "pass",
        consumerKey: "key",
      },
    );
  });

  it("that are wrong are all named at once", () => {
    expect(
      problemsOf({ environment: "test", transactionType: "buygoods", shortCode: "12a45" }),
    ).toEqual({
      environment: "must be simulator, sandbox or live",
      consumerKey: "is required",
      consumerSecret: "is required",
      passKey: "is required",
      shortCode: "must have 5 to 7 digits",
      transactionType: "must be paybill or till",
    });
  });

  it.each([null, undefined, "text", 5, [], {}])("are all missing from %j", (input) => {
    expect(Object.keys(problemsOf(input))).toEqual([
      "environment",
      "consumerKey",
      "consumerSecret",
      "shortCode",
      "passKey",
    ]);
  });

  it.each(["consumerKey", "consumerSecret", "passKey"])("%s has no spaces inside", (field) => {
    const problems = problemsOf({ ...PAYBILL, [field]: "super secret" });
    expect(problems).toEqual({ [field]: "must not contain spaces or unusual characters" });
    expect(JSON.stringify(problems)).not.toContain("super");
  });

  it.each([["1234"], ["12345678"], [""], [{}], ["12.45"], [-17437]])(
    "shortCode is not %j",
    (shortCode) => {
      expect(Object.keys(problemsOf({ ...PAYBILL, shortCode }))).toEqual(["shortCode"]);
    },
  );

  it.each(["12345", "1234567", "012345"])("shortCode may be %j", (shortCode) => {
    expect(configOf({ shortCode })).toMatchObject({ businessShortCode: shortCode });
  });
});

describe("environments", () => {
  it.each([
    ["simulator", "http://127.0.0.1:4010"],
    ["sandbox", "https://sandbox.safaricom.co.ke"],
    ["live", "https://api.safaricom.co.ke"],
  ])("%s calls %s", (environment, baseUrl) => {
    expect(configOf({ environment })).toMatchObject({ environment, baseUrl });
    expect(configOf({ environment, baseUrl: `${baseUrl}/` })).toMatchObject({ baseUrl });
    expect(configOf({ environment, baseUrl: " " })).toMatchObject({ baseUrl });
  });

  it.each(["production", "prod", "Production", "PROD"])("%s is said `live`", (environment) => {
    expect(problemsOf({ ...PAYBILL, environment })).toEqual({
      environment: "must be simulator, sandbox or live: say `live`",
    });
  });

  it.each(["Live", "reproduction", "productions"])("%s is none", (environment) => {
    expect(problemsOf({ ...PAYBILL, environment })).toEqual({
      environment: "must be simulator, sandbox or live",
    });
  });

  it.each([
    ["live", "https://sandbox.safaricom.co.ke"],
    ["live", "http://api.safaricom.co.ke"],
    ["live", "https://api.safaricom.co.ke.evil.example"],
    ["live", "https://api.safaricom.co.ke:8443"],
    ["live", "https://api.safaricom.co.ke/x"],
    ["live", "https://user@api.safaricom.co.ke"],
    ["live", "http://127.0.0.1:4010"],
    ["sandbox", "https://api.safaricom.co.ke"],
    ["sandbox", "http://127.0.0.1:4010"],
  ])("%s does not call %s", (environment, baseUrl) => {
    const only = environment === "live" ? "api" : "sandbox";
    expect(problemsOf({ ...PAYBILL, environment, baseUrl })).toEqual({
      baseUrl: `must be https://${only}.safaricom.co.ke when environment is ${environment}`,
    });
  });

  it.each([
    ["https://api.safaricom.co.ke", "must not be Safaricom's when environment is simulator"],
    ["https://sandbox.safaricom.co.ke.", "must not be Safaricom's when environment is simulator"],
    ["https://SAFARICOM.co.ke", "must not be Safaricom's when environment is simulator"],
    ["ftp://127.0.0.1", "must begin with http:// or https://"],
    ["http://127.0.0.1/path", "must be scheme, host and port only, without a path"],
    ["http://user:pw@127.0.0.1", "must be scheme, host and port only, without a path"],
    ["http://127.0.0.1?x", "must be scheme, host and port only, without a path"],
    ["127.0.0.1:4010", "is not a URL"],
  ])("simulator does not call %s", (baseUrl, message) => {
    expect(problemsOf({ ...PAYBILL, environment: "simulator", baseUrl })).toEqual({
      baseUrl: message,
    });
  });

  it.each([
    ["http://simulator:4010", "http://simulator:4010"],
    ["https://notsafaricom.co.ke", "https://notsafaricom.co.ke"],
    ["HTTP://LOCALHOST:80/", "http://localhost"],
  ])("simulator may be at %s", (baseUrl, origin) => {
    expect(configOf({ environment: "simulator", baseUrl })).toMatchObject({ baseUrl: origin });
  });
});

describe("callbackUrl", () => {
  it("is checked if given, and kept out of the config", () => {
    expect(problemsOf({ ...PAYBILL, callbackUrl: "http://shop.example.com/x" })).toEqual({
      callbackUrl: "must begin with https://",
    });
    expect(configOf({ callbackUrl: "https://shop.example.com/x" })).not.toHaveProperty(
      "callbackUrl",
    );
  });

  it("cannot be judged without an environment", () => {
    const problems = problemsOf({ ...PAYBILL, environment: "", callbackUrl: "x", baseUrl: "x" });
    expect(Object.keys(problems)).toEqual(["environment"]);
  });
});
