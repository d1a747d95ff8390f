import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { closedAddress, listenAnswering, listenHttp, listenTcp } from "./fixtures/loopback-server";
import queryAnswers from "./fixtures/query-answers.json";
import { inTime, NOW, passed, PAYBILL, soon } from "./fixtures/requests";
import { classifyQueryAnswer, stkQuery } from "./stk-query";

const ID = "ws_CO_191220191020363925";
const QUERY = { accessToken: "token-1234", checkoutRequestId: ID, now: NOW };
const at = (baseUrl: string) => ({ ...PAYBILL, baseUrl });

describe("the answers (daraja.md, 2.4)", () => {
  it.each(queryAnswers)("$name", ({ status, body, reads }) => {
    const raw = { status, body };
    expect(classifyQueryAnswer(raw, ID)).toEqual({ ...reads, raw });
  });

  it("settle nothing unless they are built to", () => {
    const raw = fc.record({
      status: fc.oneof(fc.constantFrom(200, 500, 503), fc.integer({ min: 200, max: 599 })),
      body: fc.oneof(fc.string(), fc.json()),
    });
    fc.assert(
      fc.property(raw, (answer) => {
        expect(["in_progress", "no_answer", "token_rejected"]).toContain(
          classifyQueryAnswer(answer, ID).kind,
        );
      }),
    );
  });
});

describe("the exchange", () => {
  it("sends Daraja's fields, and no more", async () => {
    const body = '{"ResponseCode":"0","ResultCode":"0"}';
    const { baseUrl, requests } = await listenAnswering({ status: 200, body });
    expect(await stkQuery(at(baseUrl), QUERY, inTime())).toEqual({
      kind: "succeeded",
      code: "0",
      raw: { status: 200, body },
    });
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({ method: "POST", url: "/mpesa/stkpushquery/v1/query" });
    expect(requests[0]?.headers).toMatchObject({
      authorization: "Bearer token-1234",
      "content-type": "application/json",
    });
    expect(JSON.parse(requests[0]?.body ?? "")).toEqual({
      BusinessShortCode: "174379",
      Password: Buffer.from("174379pass-key20261123123456").toString("base64"),
      Timestamp: "20261123123456",
      CheckoutRequestID: ID,
    });
  });

  it("has no answer past the deadline, from nobody, from a reset, or from a server that hangs", async () => {
    const none = (cause: string) => ({ kind: "no_answer", cause, raw: null });
    expect(await stkQuery(PAYBILL, QUERY, passed())).toEqual(none("deadline_passed"));
    expect(await stkQuery(PAYBILL, { ...QUERY, now: new Date(NaN) }, passed())).toEqual(
      none("invalid_now"),
    );
    expect(await stkQuery(at(await closedAddress()), QUERY, inTime())).toEqual(
      none("ECONNREFUSED"),
    );
    const resets = await listenTcp((socket) => socket.resetAndDestroy());
    expect(await stkQuery(at(`http://${resets}`), QUERY, inTime())).toEqual(none("ECONNRESET"));
    const hangs = await listenHttp(() => undefined);
    expect(await stkQuery(at(hangs), QUERY, soon())).toEqual(none("timed_out"));
  });

  it("keeps half an answer as raw, and settles nothing by it", async () => {
    const half = '{"ResponseCode":"0","ResultCode":"1032"';
    const url = await listenHttp((_request, response) => response.write(half));
    expect(await stkQuery(at(url), QUERY, soon())).toEqual({
      kind: "no_answer",
      cause: "timed_out",
      raw: { status: 200, body: half },
    });
  });
});
