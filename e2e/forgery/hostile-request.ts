/** A callback that must change nothing, and what it may be answered. */
export type Hostile = {
  family: string;
  head: string | Buffer;
  /** Null stands for a connection that was ended without an answer. */
  isFine: (status: number | null) => boolean;
};

type Parts = { method?: string; target: string; headers?: string[]; body?: string };

export const DEFAULT_HEADERS = ["Content-Type: application/json;charset=UTF-8"];

/** One request as text; Content-Length is right unless the headers say something of their own. */
export function request({
  method = "POST",
  target,
  headers = DEFAULT_HEADERS,
  body = "",
}: Parts): string {
  const isFramed = headers.some((line) => /^(content-length|transfer-encoding)/i.test(line));
  const framing = isFramed ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const lines = [`${method} ${target} HTTP/1.1`, "Host: localhost", ...headers, ...framing];
  return `${[...lines, "Connection: close"].join("\r\n")}\r\n\r\n${body}`;
}

/** Where tokens stand. */
export const PATH = "/api/callbacks/";

export const isNotFound = (status: number | null) => status === 404;
export const isRefused = (status: number | null) =>
  status === null || (status >= 400 && status < 500);
/** A redirect leads to another address; nobody follows it here, and it does nothing by itself. */
export const isElsewhere = (status: number | null) =>
  status === null || (status >= 300 && status < 500);
/** HEAD and OPTIONS may be answered well, by whoever answers them, as long as nothing changes. */
export const isHarmless = (status: number | null) => status === null || status < 500;
