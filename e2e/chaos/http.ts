import { request } from "node:http";

export type HttpAnswer = { status: number; text: string };

export type HttpCall = {
  method?: "GET" | "POST";
  headers?: Record<string, string>;
  body?: Buffer | string;
  timeoutMs: number;
  /** Whoever asks goes away. */
  signal?: AbortSignal;
};

/** One request over a connection of its own. Rejects when no whole answer comes in time. */
export function send(url: string, call: HttpCall): Promise<HttpAnswer> {
  const { method = "GET", headers = {}, body, timeoutMs, signal } = call;
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const question = request(url, {
      method,
      agent: false,
      headers: { ...headers, ...length, connection: "close" },
      ...(signal === undefined ? {} : { signal }),
    });
    const timer = setTimeout(() => question.destroy(new Error("no answer in time")), timeoutMs);
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    question.on("error", fail);
    question.on("response", (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("error", fail);
      response.on("close", () => {
        clearTimeout(timer);
        if (response.complete) resolve({ status: response.statusCode ?? 0, text });
        else reject(new Error("the answer was cut short"));
      });
    });
    question.end(body);
  });
}

/** What is told of a failed request. */
export const reasonOf = (error: unknown): string =>
  error instanceof Error ? ("code" in error ? String(error.code) : error.message) : String(error);
