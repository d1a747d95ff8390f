import type { IncomingHttpHeaders } from "node:http";
import type { World } from "../world";

/** A request with its body read. */
export interface Incoming {
  readonly method: string;
  /** Without the query; as sent, not decoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The socket is cut without a word. */
export const CUT = "cut";

export type Reply = Answer | typeof CUT;

/** One address; `param` is what its pattern's first group caught, decoded. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT";
  readonly pattern: RegExp;
  readonly handle: (world: World, incoming: Incoming, param: string) => Reply | Promise<Reply>;
}

/** A JSON answer. */
export function json(status: number, value: unknown): Answer {
  return {
    status,
    headers: { "Content-Type": "application/json;charset=UTF-8", "Cache-Control": "no-store" },
    body: JSON.stringify(value),
  };
}

/** An answer without a body. */
export function empty(status: number, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers, body: "" };
}

/** An HTML answer. */
export function html(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers: { "Content-Type": "text/html; charset=utf-8", ...headers }, body };
}
