import { successBody } from "./bodies";
import type { Door } from "./doors";
import {
  DEFAULT_HEADERS,
  isElsewhere,
  isHarmless,
  isNotFound,
  isRefused,
  PATH,
  request,
  type Hostile,
} from "./hostile-request";
import { BROKEN_ADDRESSES, WRONG_TOKENS, type WrongTokenSource } from "./wrong-tokens";

function wrongToken(source: WrongTokenSource): Hostile {
  const family = source.dice.pick(Object.keys(WRONG_TOKENS));
  const target = `${PATH}${WRONG_TOKENS[family]?.(source) ?? ""}`;
  const isFine = BROKEN_ADDRESSES.has(family) ? isRefused : isNotFound;
  return { family, head: request({ target, body: successBody(source.door) }), isFine };
}

/** Addresses around the right one; `R` stands for the right token, `W` for a wrong one. */
const PATHS = [
  "/api/callbacks",
  "/api/callbacks/",
  "/api/callbacks?token=R",
  "/api/callbacks/?R",
  "//api/callbacks/W",
  "/api//callbacks/W",
  "/api/callbacks//W",
  "/api/./callbacks/W",
  "/api/health/../callbacks/W",
  "/api/%2e%2e/api/callbacks/W",
  "/api/callbacks/%2e/W",
  "/api/callbacks/W/",
  "/api/callbacks/W/.",
  "/api/callbacks/W/R",
  "/api/callbacks/W/../W",
  "/api/callbacks/R/W",
  "/api/callbacks/R/R",
  "/api/callbacks/W%2fR",
  "/api/callbacks/W%2f..%2fR",
  "/api/callbacks/W?token=R",
  "/api/callbacks/W?W=R&token=R&nxtPtoken=R",
  "/api/callbacks/W;R",
  "/api/callbacks/W#R",
  "/api/callbacks\\W",
  "/api/callbacks/%5btoken%5d?nxtPtoken=R",
  "/api/callbacks/[token]?token=R",
  "/API/callbacks/R",
  "/api/Callbacks/R",
  "/api/callback/R",
  "/callbacks/R",
  "/R",
  "/api%2fcallbacks%2fR",
  "/%61pi%2fcallbacks/W",
  "/_next/data/build/api/callbacks/R.json",
  "/api/callbacks/R.json",
  "/api/callbacks/R.rsc",
  "/api/callbacks/R.txt",
  "/en/api/callbacks/R",
  "http://localhost/api/callbacks/W",
  "http://elsewhere.example/api/callbacks/W",
  "*",
];

function oddPath({ dice, door }: WrongTokenSource, wrong: string): Hostile {
  const pattern = dice.pick(PATHS);
  const target = pattern.replaceAll(/\b[RW]\b/g, (name) => (name === "R" ? door.token : wrong));
  const body = successBody(door);
  return { family: "path games", head: request({ target, body }), isFine: isElsewhere };
}

const METHODS = [
  ...["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND"],
  ...["QUERY", "post", "Post", "BREW", "POSTX", "M-SEARCH", "PURGE"],
];
const OVERRIDES = [
  "X-HTTP-Method-Override: POST",
  "X-Method-Override: POST",
  "X-HTTP-Method: POST",
  "X-Original-Method: POST",
];

/** The right address, and another method: no callback, whatever it carries. */
function oddMethod({ dice, door }: WrongTokenSource): Hostile {
  const headers = dice.chance(0.5) ? [...DEFAULT_HEADERS, dice.pick(OVERRIDES)] : DEFAULT_HEADERS;
  const method = dice.pick(METHODS);
  const query = dice.chance(0.2) ? "?_method=POST" : "";
  const target = `${PATH}${door.token}${query}`;
  const body = successBody(door);
  return {
    family: "methods",
    head: request({ method, target, headers, body }),
    isFine: isHarmless,
  };
}

const CONTENT_TYPES = [
  ...["text/plain", "text/xml", "application/x-www-form-urlencoded", "application/octet-stream"],
  ...["multipart/form-data; boundary=x", "multipart/form-data", "application/json; charset=utf-7"],
  ...["text/html", "application/json, text/plain", "", "x", "application/graphql", "*/*"],
];

/** Headers that frameworks and proxies have trusted; `R` stands for the right token. */
const TRUSTED_HEADERS = [
  "X-Forwarded-For: 196.201.214.200",
  "X-Real-IP: 127.0.0.1",
  "X-Original-URL: /api/callbacks/R",
  "X-Rewrite-URL: /api/callbacks/R",
  "X-Forwarded-Uri: /api/callbacks/R",
  "X-Matched-Path: /api/callbacks/R",
  "X-Invoke-Path: /api/callbacks/R",
  "X-Now-Route-Matches: nxtPtoken=R",
  "X-Middleware-Rewrite: /api/callbacks/R",
  "X-Middleware-Subrequest: proxy:proxy:proxy:proxy:proxy",
  "X-Middleware-Override-Headers: host",
  "X-Nextjs-Data: 1",
  "Next-Action: 7f0000000000000000000000000000000000000000",
  "Authorization: Bearer R",
  "Cookie: token=R; __prerender_bypass=1",
  "Businessshortcode: 174379",
  "Content-Encoding: gzip",
  "Range: bytes=0-10",
  "Expect: 100-continue",
  "Purpose: prefetch",
];

/** Next sends whoever asks for parts of a page to an address of its own first. */
const PAGE_PARTS = [
  "RSC: 1",
  "RSC: 1\r\nNext-Router-State-Tree: %5B%5D",
  "Next-Router-Prefetch: 1",
];

function partsOfPage({ dice, door }: WrongTokenSource, wrong: string): Hostile {
  const headers = [...DEFAULT_HEADERS, dice.pick(PAGE_PARTS)];
  const head = request({ target: `${PATH}${wrong}`, headers, body: successBody(door) });
  return { family: "parts of a page", head, isFine: isElsewhere };
}

function oddHeaders({ dice, door }: WrongTokenSource, wrong: string): Hostile {
  const trusted = Array.from({ length: 1 + dice.below(3) }, () => dice.pick(TRUSTED_HEADERS));
  const headers = [`Content-Type: ${dice.pick(CONTENT_TYPES)}`, ...new Set(trusted)].map((line) =>
    line.replaceAll(/\bR\b/g, door.token),
  );
  const target = `${PATH}${wrong}`;
  const body = successBody(door);
  return { family: "headers", head: request({ target, headers, body }), isFine: isNotFound };
}

/** A message behind the message: it must be body, or refused with it, never a request of its own. */
const hidden = (door: Door) => request({ target: `${PATH}${door.token}`, body: successBody(door) });

/** Framings in which two readers may see two different messages: never more than one answer. */
const FRAMINGS: readonly (readonly string[])[] = [
  ["Content-Length: 4", "Transfer-Encoding: chunked"],
  ["Transfer-Encoding: chunked", "Content-Length: 0"],
  ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
  ["Transfer-Encoding: xchunked"],
  ["Transfer-Encoding: identity, chunked, identity"],
  ["Transfer-Encoding: chunked, chunked"],
  ["Transfer-Encoding:\r\n chunked"],
  ["Transfer-Encoding:\tchunked", "Content-Length: 6"],
  ["Transfer-Encoding : chunked"],
  ["Transfer-Encoding: \u000bchunked"],
  ["Content-Length: 0", "Content-Length: 44"],
  ["Content-Length: 0, 44"],
  ["Content-Length: -1"],
  ["Content-Length: +5"],
  ["Content-Length: 0x10"],
  ["Content-Length: 1e3"],
  ["Content-Length: 99999999999999999999"],
  ["Content-Length : 5"],
  ["Content-Length:\r\n 5"],
  ["Content-Length: 5\u0000"],
];

/** Chunks that are none, or carry what nobody asked for. */
const CHUNKS = [
  '5;ext="x"\r\nhello\r\n0\r\n\r\n',
  `5;${"x".repeat(2_000)}\r\nhello\r\n0\r\n\r\n`,
  "5\r\nhello\r\n0\r\nTrailer: x\r\n\r\n",
  "zz\r\nhello\r\n",
  "-5\r\nhello\r\n",
  "0x5\r\nhello\r\n0\r\n\r\n",
  "fffffffffffffffff\r\nhello",
  "5\nhello\n0\n\n",
  "5\r\nhelloX\r\n0\r\n\r\n",
  " 5\r\nhello\r\n0\r\n\r\n",
  "",
];

function oddFraming({ dice, door }: WrongTokenSource, wrong: string): Hostile {
  const target = `${PATH}${wrong}`;
  if (dice.chance(0.4)) {
    const headers = [...DEFAULT_HEADERS, "Transfer-Encoding: chunked"];
    const head = request({ target, headers, body: dice.pick(CHUNKS) });
    return { family: "chunks", head, isFine: isRefused };
  }
  const headers = [...DEFAULT_HEADERS, ...dice.pick(FRAMINGS)];
  const body = `0\r\n\r\n${hidden(door)}`;
  const head = request({ target, headers, body }).replace("\r\nConnection: close", "");
  return { family: "two lengths", head: Buffer.from(head, "latin1"), isFine: isRefused };
}

/** What is no HTTP/1.1 request, with the right address in it. */
function brokenRequest({ dice, door }: WrongTokenSource): Hostile {
  const whole = request({ target: `${PATH}${door.token}`, body: successBody(door) });
  const line = `POST ${PATH}${door.token}`;
  const head = dice.pick([
    whole.replace("HTTP/1.1", "HTTP/9.9"),
    whole.replace("HTTP/1.1", "http/1.1"),
    whole.replace("Host: localhost\r\n", ""),
    whole.replace("Host: localhost", "Host: local\u0000host"),
    whole.replace("POST ", " POST "),
    whole.replace(line, `${line}\u0000`),
    whole.replace(line, `${line} x`),
    whole.replace(line, line.replace("/api", "/a\u0001pi")),
    whole.replace("Content-Type", "Content\u0000Type"),
    whole.replace("Host: localhost", `Host: localhost\r\nX-Filler: ${"x".repeat(20_000)}`),
  ]);
  return { family: "no HTTP", head: Buffer.from(head, "latin1"), isFine: isRefused };
}

/** One hostile callback without a right token, drawn from every family there is. */
export function drawWithoutToken(source: WrongTokenSource): Hostile {
  const { dice } = source;
  const kind = dice.below(21);
  const wrong = WRONG_TOKENS["a bit flipped in the tag"]?.(source) ?? "x";
  if (kind < 10) return wrongToken(source);
  if (kind < 13) return oddPath(source, wrong);
  if (kind < 15) return oddMethod(source);
  if (kind < 17) return oddHeaders(source, wrong);
  if (kind < 19) return oddFraming(source, wrong);
  return kind === 19 ? partsOfPage(source, wrong) : brokenRequest(source);
}

/** The head of a callback whose body is announced and does not come. */
export const headOnly = (token: string, bodyBytes: number): string =>
  request({
    target: `${PATH}${token}`,
    headers: [...DEFAULT_HEADERS, `Content-Length: ${bodyBytes}`],
  });
