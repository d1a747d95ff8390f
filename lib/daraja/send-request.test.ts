import { createServer as createTlsServer } from "node:tls";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  closedAddress,
  listen,
  listenAnswering,
  listenHttp,
  listenTcp,
} from "./fixtures/loopback-server";
import { inTime, passed, soon } from "./fixtures/requests";
import { type SendDeps, sendRequest } from "./send-request";

const post = (url: string, deps: SendDeps = inTime()) =>
  sendRequest(url, { method: "POST", headers: { "x-a": "b" }, body: "{}" }, deps);

/** A fetch that fails as Node's does: the socket's error as the cause. */
const failing = (cause: unknown): SendDeps => ({
  ...inTime(),
  fetch: () => Promise.reject(new TypeError("fetch failed", { cause })),
});

const withCode = (code: string, rest: { syscall?: string; message?: string } = {}) =>
  Object.assign(new Error(rest.message ?? "x"), { code, ...rest });

describe("answers", () => {
  it("come back with status and body, whatever the status", async () => {
    const { baseUrl, requests } = await listenAnswering({ status: 503, body: "<html>é</html>" });
    expect(await post(`${baseUrl}/path`)).toEqual({
      kind: "answered",
      answer: { status: 503, body: "<html>é</html>" },
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: "POST", url: "/path", body: "{}" });
    expect(requests[0]?.headers).toMatchObject({ "x-a": "b", accept: "application/json" });
  });

  it("use a socket of their own each, so that none is stale", async () => {
    const server = createServer((_request, response) => response.end("{}"));
    let sockets = 0;
    server.on("connection", () => (sockets += 1));
    const address = await listen(server);
    for (let i = 0; i < 3; i += 1) await post(`http://${address}`);
    expect(sockets).toBe(3);
  });

  it("may be a redirect, which is not followed", async () => {
    const target = await listenAnswering({ status: 200, body: "{}" });
    const { baseUrl } = await listenAnswering({
      status: 307,
      body: "moved",
      headers: { location: target.baseUrl },
    });
    expect(await post(baseUrl)).toEqual({
      kind: "answered",
      answer: { status: 307, body: "moved" },
    });
    expect(target.requests).toEqual([]);
  });

  it("may be empty, in bad UTF-8, or without a body at all", async () => {
    const empty = await listenAnswering({ status: 204, body: "" });
    expect(await post(empty.baseUrl)).toEqual({
      kind: "answered",
      answer: { status: 204, body: "" },
    });
    const broken = await listenHttp((_request, response) =>
      response.end(Buffer.from([0x61, 0xff])),
    );
    expect(await post(broken)).toMatchObject({ answer: { body: "a\ufffd" } });
  });

  it("of 64 KiB are whole, and cut beyond that, also when they are packed", async () => {
    const limit = 64 * 1024;
    const whole = await listenAnswering({ status: 200, body: "x".repeat(limit) });
    expect(await post(whole.baseUrl)).toEqual({
      kind: "answered",
      answer: { status: 200, body: "x".repeat(limit) },
    });
    const cut = { kind: "lost", cause: "answer_too_large" };
    const long = await listenAnswering({ status: 200, body: "x".repeat(limit + 1) });
    expect(await post(long.baseUrl)).toEqual({
      ...cut,
      answer: { status: 200, body: "x".repeat(limit) },
    });
    const bomb = await listenHttp((_request, response) => {
      response.writeHead(200, { "content-encoding": "gzip" });
      response.end(gzipSync(Buffer.alloc(20_000_000, "x")));
    });
    const received = await post(bomb);
    expect(received).toMatchObject(cut);
    expect(received.kind === "lost" && received.answer?.body.length).toBe(limit);
  });

  it("keep a character that arrives in two pieces", async () => {
    const [first = 0, second = 0] = Buffer.from("é");
    const url = await listenHttp((_request, response) => {
      response.write(Buffer.from([first]));
      response.write(Buffer.from([second]));
      setImmediate(() => response.end());
    });
    expect(await post(url)).toMatchObject({ kind: "answered", answer: { body: "é" } });
  });
});

describe("requests that were certainly not sent", () => {
  it("meet a passed deadline", async () => {
    expect(await post("http://127.0.0.1:1", passed())).toEqual({
      kind: "not_sent",
      cause: "deadline_passed",
    });
    const broken = { ...passed(), deadline: { remainingMs: () => NaN } };
    expect(await post("http://127.0.0.1:1", broken)).toMatchObject({ kind: "not_sent" });
  });

  it("meet a closed port", async () => {
    expect(await post(await closedAddress())).toEqual({ kind: "not_sent", cause: "ECONNREFUSED" });
  });

  it("have no address", async () => {
    expect(await post("nonsense")).toEqual({ kind: "not_sent", cause: "ERR_INVALID_URL" });
  });

  it("meet a server without TLS, or one that hangs up in the handshake", async () => {
    const plain = await listenHttp((_request, response) => response.end());
    expect(await post(plain.replace("http:", "https:"))).toEqual({
      kind: "not_sent",
      cause: "ERR_SSL_WRONG_VERSION_NUMBER",
    });
    const hangsUp = await listenTcp((socket) => socket.end());
    expect(await post(`https://${hangsUp}`)).toEqual({ kind: "not_sent", cause: "ECONNRESET" });
  });

  it("meet a server that has no certificate", async () => {
    const address = await listen(createTlsServer({}));
    expect(await post(`https://${address}`)).toEqual({
      kind: "not_sent",
      cause: "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE",
    });
  });

  it.each([
    withCode("ECONNREFUSED"),
    withCode("ENOTFOUND", { syscall: "getaddrinfo" }),
    withCode("EAI_AGAIN", { syscall: "getaddrinfo" }),
    withCode("EHOSTUNREACH", { syscall: "connect" }),
    withCode("ENETUNREACH", { syscall: "connect" }),
    withCode("ETIMEDOUT", { syscall: "connect" }),
    withCode("UND_ERR_CONNECT_TIMEOUT"),
    withCode("CERT_HAS_EXPIRED"),
    withCode("DEPTH_ZERO_SELF_SIGNED_CERT"),
    withCode("UNABLE_TO_VERIFY_LEAF_SIGNATURE"),
    withCode("ERR_TLS_CERT_ALTNAME_INVALID"),
  ])("fail with $code", async (error) => {
    const sent = { kind: "not_sent", cause: error.code };
    expect(await post("http://a", failing(error))).toEqual(sent);
    const all = Object.assign(new AggregateError([error, error]), { code: error.code });
    expect(await post("http://a", failing(all))).toEqual(sent);
  });
});

describe("requests that may have arrived", () => {
  const lost = (cause: string) => ({ kind: "lost", cause, answer: null });

  it("meet a server that hangs up, or resets", async () => {
    const hangsUp = await listenTcp((socket) => socket.end());
    expect(await post(`http://${hangsUp}`)).toEqual(lost("UND_ERR_SOCKET"));
    const resets = await listenTcp((socket) => socket.resetAndDestroy());
    expect(await post(`http://${resets}`)).toEqual(lost("ECONNRESET"));
  });

  it("meet a server that says nothing before the deadline", async () => {
    const silent = await listenTcp(() => undefined);
    expect(await post(`http://${silent}`, soon())).toEqual(lost("timed_out"));
  });

  it("meet a server that does not speak HTTP", async () => {
    const odd = await listenTcp((socket) => socket.end("hello\r\n\r\n"));
    expect(await post(`http://${odd}`)).toMatchObject({ kind: "lost", answer: null });
  });

  it("get half an answer before the deadline, or before the connection breaks", async () => {
    const slow = await listenHttp((_request, response) => response.write('{"a":'));
    expect(await post(slow, soon())).toEqual({
      kind: "lost",
      cause: "timed_out",
      answer: { status: 200, body: '{"a":' },
    });
    const breaks = await listenHttp((_request, response) => {
      response.writeHead(200, { "content-length": "100" });
      response.write("half", () => response.destroy());
    });
    expect(await post(breaks)).toMatchObject({ kind: "lost", answer: { status: 200 } });
  });

  it("hold the deadline even with a fetch that does not heed it", async () => {
    const deaf: SendDeps = { ...soon(), fetch: () => new Promise(() => undefined) };
    expect(await post("http://a", deaf)).toEqual(lost("timed_out"));
  });

  it.each([
    withCode("ECONNRESET"),
    withCode("ECONNRESET", { syscall: "read" }),
    withCode("EPIPE", { syscall: "write" }),
    withCode("ETIMEDOUT", { syscall: "read" }),
    withCode("EHOSTUNREACH", { syscall: "read" }),
    withCode("UND_ERR_SOCKET"),
    withCode("UND_ERR_HEADERS_TIMEOUT"),
    withCode("EPROTO", { syscall: "write" }),
    withCode("ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC"),
  ])("fail with $code ($syscall)", async (error) => {
    expect(await post("http://a", failing(error))).toEqual(lost(error.code));
  });

  it("failed on one address in a way that leaves doubt", async () => {
    const mixed = new AggregateError([withCode("ECONNREFUSED"), withCode("ECONNRESET")]);
    expect(await post("http://a", failing(mixed))).toEqual(lost("AggregateError"));
    expect(await post("http://a", failing(new AggregateError([])))).toEqual(lost("AggregateError"));
  });

  it.each([
    ["an error without a code", new RangeError("x"), "RangeError"],
    ["an error with an odd code", Object.assign(new Error("x"), { code: 5 }), "Error"],
    ["a text", "text", "unknown_error"],
    ["nothing", undefined, "TypeError"],
  ])("failed with %s", async (_name, cause, expected) => {
    expect(await post("http://a", failing(cause))).toEqual(lost(expected));
  });

  it("failed in a fetch that throws at once", async () => {
    const throwing: SendDeps = {
      ...inTime(),
      fetch: () => {
        throw new Error("x");
      },
    };
    expect(await post("http://a", throwing)).toEqual(lost("Error"));
  });
});
