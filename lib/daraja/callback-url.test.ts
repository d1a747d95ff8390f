import { describe, expect, it } from "vitest";
import { checkCallbackUrl } from "./callback-url";
import { DARAJA_ENVIRONMENTS } from "./environments";

const TOKEN = "q3t8VxSqlexecMd0-_aZ9kLmNoPqRsTuVwXyZ0123456789abcdefghijklmnopq";

describe.each(["sandbox", "live"] as const)("for %s", (environment) => {
  it.each([
    "https://shop.example.com/api/callbacks/abc",
    "https://example.com",
    "https://example.com:8443/a?b=c",
    `https://shop.example.com/api/callbacks/${TOKEN}`,
    "https://executive.example.com/queries/cmdline",
    "https://41.90.1.2/callbacks",
    "https://172.32.0.1/callbacks",
    "https://100.128.0.1/callbacks",
    "https://192.169.1.1/callbacks",
    "https://[2c0f:fe38::1]/callbacks",
    "https://contest.example.com/x",
    "https://10.example.com/x",
    "https://shop.example.com./x",
    "https://local.example.com/x",
  ])("%s is good", (url) => expect(checkCallbackUrl(url, environment)).toBeNull());

  it.each([
    ["http://shop.example.com/x", "must begin with https://"],
    ["ftp://shop.example.com/x", "must begin with https://"],
    ["https://localhost/x", "must have a public host name"],
    ["https://app.localhost/x", "must have a public host name"],
    ["https://shop/x", "must have a public host name"],
    ["https://shop.local/x", "must have a public host name"],
    ["https://shop.internal./x", "must have a public host name"],
    ["https://a.test/x", "must have a public host name"],
    ["https://127.0.0.1/x", "must have a public host name"],
    ["https://127.1/x", "must have a public host name"],
    ["https://0x7f000001/x", "must have a public host name"],
    ["https://0.0.0.0/x", "must have a public host name"],
    ["https://10.1.2.3/x", "must have a public host name"],
    ["https://172.16.0.1/x", "must have a public host name"],
    ["https://172.31.255.1/x", "must have a public host name"],
    ["https://192.168.1.1/x", "must have a public host name"],
    ["https://169.254.1.1/x", "must have a public host name"],
    ["https://100.64.0.1/x", "must have a public host name"],
    ["https://100.127.0.1/x", "must have a public host name"],
    ["https://[::1]/x", "must have a public host name"],
    ["https://[fd00::1]/x", "must have a public host name"],
    ["https://[fe80::1]/x", "must have a public host name"],
    ["https://[::ffff:10.0.0.1]/x", "must have a public host name"],
    ["https://Shop.example.com/x", "must have its host name in lower case"],
    ["HTTPS://shop.example.com/x", "must have its host name in lower case"],
    [
      "https://mpesa.example.com/x",
      'must not contain "mpesa": Safaricom is known to reject such addresses',
    ],
    [
      "https://example.com/MPesaHook",
      'must not contain "mpesa": Safaricom is known to reject such addresses',
    ],
    [
      "https://example.com/m-pesa",
      'must not contain "m-pesa": Safaricom is known to reject such addresses',
    ],
    [
      "https://example.com/safaricom",
      'must not contain "safaricom": Safaricom is known to reject such addresses',
    ],
    [
      "https://example.com/query/x",
      'must not contain "query": Safaricom is known to reject such addresses',
    ],
    [
      "https://example.com/a?SQL=1",
      'must not contain "sql": Safaricom is known to reject such addresses',
    ],
    [
      "https://cmd.example.com/",
      'must not contain "cmd": Safaricom is known to reject such addresses',
    ],
    [
      "https://example.com/a.exe",
      'must not contain "exe": Safaricom is known to reject such addresses',
    ],
    [
      "https://example.com/exec",
      'must not contain "exec": Safaricom is known to reject such addresses',
    ],
  ])("%s is not", (url, problem) => expect(checkCallbackUrl(url, environment)).toBe(problem));
});

describe("public testers", () => {
  it.each(["ngrok", "mockbin", "requestbin"])("%s serves the sandbox, not live", (name) => {
    const url = `https://a1.${name}.example.com/x`;
    expect(checkCallbackUrl(url, "sandbox")).toBeNull();
    expect(checkCallbackUrl(url, "live")).toBe(`must not go through a public tester (${name})`);
  });
});

describe("for the simulator", () => {
  it.each([
    "http://localhost:3000/api/callbacks/x",
    "http://127.0.0.1:3000/x",
    "http://[::1]:3000/x",
    "https://localhost/x",
    "http://app:3000/mpesa",
    "http://192.168.1.10:3000/x",
  ])("%s is good", (url) => expect(checkCallbackUrl(url, "simulator")).toBeNull());

  it("still has to be http", () => {
    expect(checkCallbackUrl("file:///etc/x", "simulator")).toBe("must begin with https://");
  });
});

describe.each(DARAJA_ENVIRONMENTS)("in every environment, as in %s,", (environment) => {
  it.each([
    ["", "must not contain spaces or characters outside ASCII"],
    [" https://example.com", "must not contain spaces or characters outside ASCII"],
    ["https://example.com/a b", "must not contain spaces or characters outside ASCII"],
    ["https://example.com/x\n", "must not contain spaces or characters outside ASCII"],
    ["https://exämple.com/", "must not contain spaces or characters outside ASCII"],
    ["example.com/x", "is not a URL"],
    ["https://", "is not a URL"],
    ["https://me:pw@example.com/x", "must not contain a user or password"],
    ["https://me@example.com/x", "must not contain a user or password"],
    ["https://example.com/x#y", "must not contain a #fragment"],
  ])("%j is refused", (url, problem) => expect(checkCallbackUrl(url, environment)).toBe(problem));
});
