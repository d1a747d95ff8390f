import { brotliCompressSync, constants, gzipSync } from "node:zlib";

/** What a page is made of; `data` is JSON, `RSC` what React asks the server for after the first load. */
export const KINDS = ["HTML", "CSS", "JS", "fonts", "images", "RSC", "data"] as const;
export type Kind = (typeof KINDS)[number];

/** One answer as the browser got it; `wireBytes` has headers and body as they came over the line. */
export type Received = { url: string; kind: Kind; wireBytes: number; body: Buffer };

/** Bytes of a kind: on the line, and its bodies plain, by gzip and by brotli. */
export type Weight = {
  requests: number;
  wire: number;
  raw: number;
  gzip: number;
  brotli: number;
};

export type Weights = Readonly<Record<Kind | "all", Weight>>;

/** As servers compress on the fly. */
const GZIP_LEVEL = 6;
/** As files are compressed once, before they are served. */
const BROTLI_QUALITY = 11;

const NOTHING: Weight = { requests: 0, wire: 0, raw: 0, gzip: 0, brotli: 0 };

/** Bytes of a body as gzip. */
export const gzipBytes = (body: Buffer): number => gzipSync(body, { level: GZIP_LEVEL }).length;

function weightOf({ body, wireBytes, kind }: Received): Weight {
  // A picture is compressed in itself, unless it is text.
  const isPacked = kind === "fonts" || (kind === "images" && !body.includes("<svg"));
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  return {
    requests: 1,
    wire: wireBytes,
    raw: body.length,
    gzip: isPacked ? body.length : gzipBytes(body),
    brotli: isPacked ? body.length : brotliCompressSync(body, { params }).length,
  };
}

const add = (one: Weight, other: Weight): Weight => ({
  requests: one.requests + other.requests,
  wire: one.wire + other.wire,
  raw: one.raw + other.raw,
  gzip: one.gzip + other.gzip,
  brotli: one.brotli + other.brotli,
});

/** What a page's answers weigh, by kind and in all. */
export function weigh(received: readonly Received[]): Weights {
  const sums: Record<Kind | "all", Weight> = {
    HTML: NOTHING,
    CSS: NOTHING,
    JS: NOTHING,
    fonts: NOTHING,
    images: NOTHING,
    RSC: NOTHING,
    data: NOTHING,
    all: NOTHING,
  };
  for (const answer of received) {
    const weight = weightOf(answer);
    sums[answer.kind] = add(sums[answer.kind], weight);
    sums.all = add(sums.all, weight);
  }
  return sums;
}

/** The HTML without what it carries for React to take over with: what the eye needs. */
export function withoutInlineData(html: Buffer): Buffer {
  const data = /<script[^>]*>(?:\(?self\.__next_f|self\.__next_s)[\s\S]*?<\/script>/g;
  return Buffer.from(html.toString("utf8").replaceAll(data, ""));
}
