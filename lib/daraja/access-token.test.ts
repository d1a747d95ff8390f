import { describe, expect, it } from "vitest";
import { requestAccessToken } from "./access-token";
import { closedAddress, listenAnswering, listenHttp, listenTcp } from "./fixtures/loopback-server";
import { inTime, passed, soon } from "./fixtures/requests";

const CREDENTIALS = { consumerKey: "key", consumerSecret: "sécret" };
const TOKEN = "AbCdEfGhIjKlMnOpQrStUvWxYz12";
const HTML = "<html>Incapsula incident ID: 1-2</html>";

async function answering(status: number, body: string) {
  const { baseUrl, requests } = await listenAnswering({ status, body });
  return { result: await requestAccessToken({ ...CREDENTIALS, baseUrl }, inTime()), requests };
}

const granting = (expiresIn: unknown) =>
  answering(200, JSON.stringify({ access_token: TOKEN, expires_in: expiresIn }));

describe("a token", () => {
  it("is asked for once, with the credentials in the header", async () => {
    const { result, requests } = await granting(3599);
    expect(result).toEqual({ ok: true, accessToken: TOKEN, expiresInSeconds: 3599 });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      method: "GET",
      url: "/oauth/v1/generate?grant_type=client_credentials",
      body: "",
    });
    expect(requests[0]?.headers.authorization).toBe(
      `Basic ${Buffer.from("key:sécret").toString("base64")}`,
    );
  });

  it.each([
    ["3599", 3599],
    [" 3599 ", 3599],
    [3599.9, 3599],
    [0, 0],
  ])("lives %j seconds", async (expiresIn, expiresInSeconds) => {
    expect((await granting(expiresIn)).result).toEqual({
      ok: true,
      accessToken: TOKEN,
      expiresInSeconds,
    });
  });
});

describe("an answer without a usable token", () => {
  it.each([
    ["empty", ""],
    ["HTML", HTML],
    ["no life", JSON.stringify({ access_token: TOKEN })],
    ["a life in words", JSON.stringify({ access_token: TOKEN, expires_in: "soon" })],
    ["a life and more", JSON.stringify({ access_token: TOKEN, expires_in: "3599s" })],
    ["a negative life", JSON.stringify({ access_token: TOKEN, expires_in: -1 })],
    ["no token", JSON.stringify({ expires_in: 3599 })],
    ["an empty token", JSON.stringify({ access_token: "", expires_in: 3599 })],
    ["a token that breaks a header", JSON.stringify({ access_token: "a\r\nb", expires_in: 3599 })],
    ["an error", JSON.stringify({ errorCode: "500.001.1001", errorMessage: "" })],
  ])("%s is unexpected", async (_name, body) => {
    expect((await answering(200, body)).result).toEqual({
      ok: false,
      reason: "unexpected_answer",
      message: "Daraja sent no access token (HTTP 200)",
    });
  });
});

describe("an error", () => {
  const envelope = JSON.stringify({ errorCode: "400.008.02", errorMessage: "Invalid grant type" });

  it.each([
    [400, "", "credentials_rejected"],
    [400, " \n", "credentials_rejected"],
    [400, envelope, "credentials_rejected"],
    [401, "", "credentials_rejected"],
    [400, HTML, "unexpected_answer"],
    [401, HTML, "unexpected_answer"],
    [403, HTML, "unexpected_answer"],
    [404, "", "unexpected_answer"],
    [302, "", "unexpected_answer"],
    [429, "", "unreachable"],
    [500, envelope, "unreachable"],
    [503, HTML, "unreachable"],
  ])("of HTTP %i with %j is %s", async (status, body, reason) => {
    expect((await answering(status, body)).result).toMatchObject({ ok: false, reason });
  });

  it("says which of the merchant's settings to look at, and no secret", async () => {
    const { result } = await answering(400, "");
    expect(result).toEqual({
      ok: false,
      reason: "credentials_rejected",
      message: "consumer key or secret rejected",
    });
  });

  it("of the connection is unreachable", async () => {
    const ask = (baseUrl: string, deps = inTime()) =>
      requestAccessToken({ ...CREDENTIALS, baseUrl }, deps);
    const unreachable = (cause: string) => ({
      ok: false,
      reason: "unreachable",
      message: `no answer from Daraja (${cause})`,
    });
    expect(await ask("http://127.0.0.1", passed())).toEqual(unreachable("deadline_passed"));
    expect(await ask(await closedAddress())).toEqual(unreachable("ECONNREFUSED"));
    const resets = await listenTcp((socket) => socket.resetAndDestroy());
    expect(await ask(`http://${resets}`)).toEqual(unreachable("ECONNRESET"));
    const hangs = await listenHttp((_request, response) => response.write("{"));
    expect(await ask(hangs, soon())).toEqual(unreachable("timed_out"));
    expect(await ask("nonsense")).toEqual(unreachable("ERR_INVALID_URL"));
  });
});
