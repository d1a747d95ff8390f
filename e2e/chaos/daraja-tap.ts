import type { Watcher } from "./line";
import type { KnobSet } from "./knob-sets";
import type { Tally } from "./tally";

/** A question about a push, with the result code that answered it. */
export type AnsweredQuery = { checkoutRequestId: string; resultCode: string };

const HANGS_FROM_MS = 2_000;

type Exchange = { kind: "push" | "query" | "oauth"; text: string; token: string; sentMs: number };

/**
 * Listens between the apps and the provider and counts what the provider really did. It reads the
 * wire alone: which knobs are set tells only two faults apart that look the same there.
 */
export class DarajaTap {
  /** For the checker's table: questions that were answered with a result. */
  readonly queries: AnsweredQuery[] = [];
  private readonly tally: Tally;
  private readonly knobsInForce: () => KnobSet | null;
  private readonly onPush: () => void;
  /** Callback tokens of pushes whose answer is still awaited. */
  private readonly openPushes = new Set<string>();

  /** `onPush` is called for every push, and for every token that was refused to one. */
  constructor(tally: Tally, knobsInForce: () => KnobSet | null, onPush: () => void) {
    this.tally = tally;
    this.onPush = onPush;
    this.knobsInForce = knobsInForce;
  }

  /** A watcher for one connection of an app to the provider. */
  watch(): Watcher {
    let request = "";
    let answer = "";
    let current: Exchange | null = null;
    return {
      there: (chunk) => {
        if (answer !== "") [request, answer] = ["", ""];
        request += chunk.toString("latin1");
        current = this.readRequest(request, current);
      },
      back: (chunk) => {
        answer += chunk.toString("latin1");
        if (current === null || !isWhole(answer)) return;
        this.openPushes.delete(current.token);
        this.readAnswer(current, answer);
        current = null;
      },
      ended: (isByFault) => {
        if (current === null) return;
        this.openPushes.delete(current.token);
        if (current.kind === "push" && !isByFault && answer === "" && isWhole(request)) {
          this.tally.add("push answer lost after acceptance");
        }
      },
    };
  }

  /** A callback arrives for this token, while its push may still be waiting for its answer. */
  callbackFor(token: string): void {
    if (this.openPushes.has(token)) this.tally.add("callback before the push answer");
  }

  private readRequest(text: string, before: Exchange | null): Exchange | null {
    const kind = /^POST \/mpesa\/stkpush\//.test(text)
      ? "push"
      : /^POST \/mpesa\/stkpushquery\//.test(text)
        ? "query"
        : /^GET \/oauth\//.test(text)
          ? "oauth"
          : null;
    if (kind === null) return null;
    const token = /\/api\/callbacks\/([A-Za-z0-9_-]+)/.exec(text)?.[1] ?? "";
    if (kind === "push" && token !== "" && !this.openPushes.has(token)) {
      this.openPushes.add(token);
      this.onPush();
    }
    return { kind, text, token, sentMs: before?.sentMs ?? performance.now() };
  }

  private readAnswer(exchange: Exchange, answer: string): void {
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1] ?? 0);
    const code = /"errorCode":"([^"]+)"/.exec(answer)?.[1] ?? null;
    if (code === "404.001.03") this.tally.add("token refused in mid-flight");
    switch (exchange.kind) {
      case "oauth":
        if (status !== 400) return;
        this.tally.add("no token: empty 400");
        this.onPush();
        return;
      case "push":
        if (performance.now() - exchange.sentMs > HANGS_FROM_MS) this.tally.add("push hangs");
        if (status === 503) this.tally.add("push 503 with HTML");
        if (code === "500.003.02") this.tally.add("push spike arrest");
        if (code === "500.003.1001") this.tally.add("push error 500");
        return;
      case "query":
        this.readQueryAnswer(exchange, status, code, answer);
        return;
    }
  }

  private readQueryAnswer(
    { text }: Exchange,
    status: number,
    code: string | null,
    answer: string,
  ): void {
    if (status === 429) this.tally.add("query rate limit");
    if (code === "500.001.1001" && status === 200) this.tally.add("query in progress: empty 200");
    if (code === "500.001.1001" && status === 500) {
      const query = this.knobsInForce()?.faults.query;
      const isStumble = query?.random500 !== undefined && query.inProgressShape === "4999";
      this.tally.add(isStumble ? "query error 500" : "query in progress: 500.001.1001");
    }
    const resultCode = /"ResultCode":"([^"]+)"/.exec(answer)?.[1];
    const checkoutRequestId = /"CheckoutRequestID":"([^"]+)"/.exec(text)?.[1];
    if (resultCode === "4999") this.tally.add("query in progress: 4999");
    if (resultCode !== undefined && checkoutRequestId !== undefined) {
      this.queries.push({ checkoutRequestId, resultCode });
    }
  }
}

/** Whether an HTTP message has come with the whole of its body, as far as its length is told. */
function isWhole(message: string): boolean {
  const end = message.indexOf("\r\n\r\n");
  if (end < 0) return false;
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(message.slice(0, end))?.[1] ?? 0);
  return message.length - end - 4 >= length;
}
