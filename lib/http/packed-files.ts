import { readdirSync } from "node:fs";
import { extname, join, sep } from "node:path";

/** What a packed file's name ends with, beside the file that it is made of. */
export const PACKED_SUFFIX = ".br";

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=UTF-8",
  ".js": "application/javascript; charset=UTF-8",
};

/** Files that are worth packing, and whose type the server then has to say itself. */
export const isPackable = (name: string): boolean => extname(name) in CONTENT_TYPES;

/**
 * The addresses below `/_next/static` of which a build's `folder` holds a brotli copy; none when nobody
 * made them.
 */
export function listPackedFiles(folder: string): ReadonlySet<string> {
  const addresses = new Set<string>();
  let names: string[];
  try {
    names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  } catch {
    // The development server has no such folder: nothing is packed there.
    return addresses;
  }
  const all = new Set(names);
  for (const name of names) {
    if (!isPackable(name) || !all.has(`${name}${PACKED_SUFFIX}`)) continue;
    addresses.add(join("/_next/static", name).replaceAll(sep, "/"));
  }
  return addresses;
}

/** Whether an Accept-Encoding header takes brotli; `br;q=0` does not (RFC 9110, 12.5.3). */
export function takesBrotli(acceptEncoding: string | undefined): boolean {
  return (acceptEncoding ?? "").split(",").some((offer) => {
    const [coding = "", ...parameters] = offer.split(";").map((part) => part.trim().toLowerCase());
    return coding === "br" && !parameters.some((parameter) => /^q=0(?:\.0*)?$/.test(parameter));
  });
}

/** Where the brotli copy of what is asked for lies, and what the answer has to say about it. */
export type PackedAnswer = { url: string; headers: Readonly<Record<string, string>> };

/**
 * The brotli copy that answers a request, null when it is to be answered as any other: the address has
 * none, the client takes none, or it asks for a part of the file or for something else than reading.
 */
export function packedAnswer(
  request: {
    method?: string | undefined;
    url?: string | undefined;
    headers: { "accept-encoding"?: string | string[] | undefined; range?: string | undefined };
  },
  packed: ReadonlySet<string>,
): PackedAnswer | null {
  const [path = "", ...query] = (request.url ?? "").split("?");
  if (!packed.has(path) || request.headers.range !== undefined) return null;
  if (request.method !== "GET" && request.method !== "HEAD") return null;
  if (!takesBrotli([request.headers["accept-encoding"] ?? ""].flat().join(","))) return null;
  return {
    url: [`${path}${PACKED_SUFFIX}`, ...query].join("?"),
    headers: {
      "Content-Encoding": "br",
      "Content-Type": CONTENT_TYPES[extname(path)] ?? "application/octet-stream",
      Vary: "Accept-Encoding",
    },
  };
}
