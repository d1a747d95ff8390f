import { describe, expect, it } from "vitest";
import { isTokenRejection, readDarajaError } from "./errors";

const read = (value: unknown) => readDarajaError(JSON.stringify(value));

describe("readDarajaError (daraja.md, 2.6)", () => {
  it.each([
    [
      "the envelope",
      { requestId: "1", errorCode: "400.002.02", errorMessage: " Bad Request - Invalid Amount " },
      { errorCode: "400.002.02", errorMessage: "Bad Request - Invalid Amount" },
    ],
    [
      "an envelope with an empty message",
      { errorCode: "500.001.1001", errorMessage: "" },
      { errorCode: "500.001.1001", errorMessage: "" },
    ],
    ["only a code", { errorCode: "405.001" }, { errorCode: "405.001", errorMessage: "" }],
    ["only a message", { errorMessage: "x" }, { errorCode: "", errorMessage: "x" }],
    ["a code that is a number", { errorCode: 401 }, { errorCode: "401", errorMessage: "" }],
    [
      "the gateway's fault",
      { fault: { faultstring: "Invalid", detail: { errorcode: "a.b.C" } } },
      { errorCode: "a.b.C", errorMessage: "Invalid" },
    ],
    [
      "a fault without detail",
      { fault: { faultstring: "Invalid" } },
      { errorCode: "", errorMessage: "Invalid" },
    ],
    [
      "a SOAP fault as JSON",
      { Envelope: { Body: { Fault: { faultcode: "Server", faultstring: "Policy" } } } },
      { errorCode: "Server", errorMessage: "Policy" },
    ],
  ])("reads %s", (_name, body, error) => expect(read(body)).toEqual(error));

  it.each([
    ["an acceptance", { ResponseCode: "0" }],
    ["a list", [{ errorCode: "x" }]],
    ["an empty fault", { fault: {} }],
    ["fields of other types", { errorCode: { a: 1 }, errorMessage: null }],
    ["null", null],
  ])("finds none in %s", (_name, body) => expect(read(body)).toBeNull());

  it.each(["", " ", "<html>errorCode</html>", '{"errorCode":', '{"__proto__":{"errorCode":"x"}}'])(
    "finds none in %j",
    (body) => expect(readDarajaError(body)).toBeNull(),
  );
});

describe("isTokenRejection", () => {
  const envelope = (errorCode: string) => JSON.stringify({ errorCode, errorMessage: "x" });

  it.each([
    [404, envelope("404.001.03")],
    [400, envelope("400.003.01")],
    [400, envelope("404.001.03")],
    [401, envelope("401.002.01")],
    [403, envelope("401.003.01")],
    [401, envelope("anything")],
    [403, envelope("401.002")],
    [401, ""],
    [401, "\n"],
  ])("HTTP %i with %j is one", (status, body) => {
    expect(isTokenRejection({ status, body })).toBe(true);
  });

  it.each([
    [404, envelope("404.001.01")],
    [404, ""],
    [400, envelope("400.002.02")],
    [400, envelope("1404.001.03")],
    [400, envelope("404.001.031")],
    [200, envelope("404.001.03")],
    [500, envelope("404.001.03")],
    [401, "<html></html>"],
    [401, "text"],
    [403, ""],
  ])("HTTP %i with %j is none", (status, body) => {
    expect(isTokenRejection({ status, body })).toBe(false);
  });
});
