import { describe, expect, it } from "vitest";
import { DarajaTap } from "./daraja-tap";
import { LATE_KNOB_SETS, type KnobSet } from "./knob-sets";
import { Tally } from "./tally";

function listen(knobs: KnobSet | null = null) {
  const tally = new Tally();
  const pushes = { count: 0 };
  const tap = new DarajaTap(
    tally,
    () => knobs,
    () => void (pushes.count += 1),
  );
  const watcher = tap.watch();
  const bytes = (text: string) => Buffer.from(text);
  return {
    ...{ tap, tally, pushes },
    ask: (path: string, body: string) =>
      watcher.there?.(
        bytes(`POST ${path} HTTP/1.1\r\ncontent-length: ${body.length}\r\n\r\n${body}`),
      ),
    answer: (status: number, body: string) =>
      watcher.back?.(
        bytes(`HTTP/1.1 ${status} X\r\nContent-Length: ${body.length}\r\n\r\n${body}`),
      ),
    there: (text: string) => watcher.there?.(bytes(text)),
    ended: (isByFault: boolean) => watcher.ended?.(isByFault),
  };
}

const PUSH = "/mpesa/stkpush/v1/processrequest";
const QUERY = "/mpesa/stkpushquery/v1/query";
const push = '{"CallBackURL":"http://127.0.0.1:1/api/callbacks/tok-1"}';
const query = '{"CheckoutRequestID":"ws_1"}';
const refusal = (code: string) => JSON.stringify({ errorCode: code, errorMessage: "" });

describe("DarajaTap", () => {
  it.each([
    [PUSH, push, 503, "<html>", "push 503 with HTML"],
    [PUSH, push, 500, refusal("500.003.02"), "push spike arrest"],
    [PUSH, push, 500, refusal("500.003.1001"), "push error 500"],
    [PUSH, push, 404, refusal("404.001.03"), "token refused in mid-flight"],
    [QUERY, query, 404, refusal("404.001.03"), "token refused in mid-flight"],
    [QUERY, query, 429, refusal("500.003.02"), "query rate limit"],
    [QUERY, query, 200, refusal("500.001.1001"), "query in progress: empty 200"],
    [QUERY, query, 500, refusal("500.001.1001"), "query in progress: 500.001.1001"],
    [QUERY, query, 200, '{"ResultCode":"4999"}', "query in progress: 4999"],
  ])("%s %s answered %i %s is: %s", (path, body, status, answer, kind) => {
    const line = listen();
    line.ask(path, body);
    line.answer(status, answer);
    expect(line.tally.of(kind)).toBe(1);
  });

  it("tells a stumbling query from one in progress by the knobs in force", () => {
    const line = listen(LATE_KNOB_SETS.stumbles);
    line.ask(QUERY, query);
    line.answer(500, refusal("500.001.1001"));
    expect(line.tally.of("query error 500")).toBe(1);
    expect(line.tally.of("query in progress: 500.001.1001")).toBe(0);
  });

  it("counts a push whose connection the provider cut, and no other", () => {
    const lost = listen();
    lost.ask(PUSH, push);
    lost.ended(false);
    expect(lost.tally.of("push answer lost after acceptance")).toBe(1);
    const byFault = listen();
    byFault.ask(PUSH, push);
    byFault.ended(true);
    expect(byFault.tally.of("push answer lost after acceptance")).toBe(0);
    const answered = listen();
    answered.ask(PUSH, push);
    answered.answer(200, "{}");
    answered.ended(false);
    expect(answered.tally.of("push answer lost after acceptance")).toBe(0);
  });

  it("knows a callback that comes before the push answer", () => {
    const line = listen();
    line.ask(PUSH, push);
    line.tap.callbackFor("tok-1");
    line.answer(200, "{}");
    line.tap.callbackFor("tok-1");
    expect(line.tally.of("callback before the push answer")).toBe(1);
    expect(line.pushes.count).toBe(1);
  });

  it("hears of a token that was not given", () => {
    const line = listen();
    line.there("GET /oauth/v1/generate?grant_type=client_credentials HTTP/1.1\r\n\r\n");
    line.answer(400, "");
    expect(line.tally.of("no token: empty 400")).toBe(1);
  });

  it("keeps what a question was answered with", () => {
    const line = listen();
    line.ask(QUERY, query);
    line.answer(200, '{"ResultCode":"1032"}');
    expect(line.tap.queries).toEqual([{ checkoutRequestId: "ws_1", resultCode: "1032" }]);
  });
});
