import { inflateSync } from "node:zlib";

/** Windows-1252 from 0x80 to 0x9f, where it differs from Latin-1: the letters of PDF's built-in fonts. */
const EXTRAS = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

const lettersOf = (hex: string) =>
  Buffer.from(hex, "hex")
    .toString("latin1")
    .replaceAll(/[\x80-\x9f]/g, (sign) => EXTRAS[sign.charCodeAt(0) - 0x80] ?? sign);

/**
 * The text of a PDF that was made with the built-in fonts, one line for each text shown; for files of
 * our own, not for any PDF. Throws if it is none.
 */
export function readPdf(file: Buffer): { text: string; pages: number } {
  const source = file.toString("latin1");
  if (!source.startsWith("%PDF-") || !source.trimEnd().endsWith("%%EOF")) {
    throw new Error("this is no whole PDF");
  }
  const lines: string[] = [];
  // Packed bytes may end in what looks like a line end: only the stated length says where they end.
  for (const match of source.matchAll(/\/Length (\d+)\b[^>]*>>\s*?stream\r?\n/g)) {
    const start = match.index + match[0].length;
    const packed = source.slice(start, start + Number(match[1]));
    const content = inflateSync(Buffer.from(packed, "latin1")).toString("latin1");
    for (const [, shown = ""] of content.matchAll(/\[([^\]]*)\] TJ/g)) {
      const parts = [...shown.matchAll(/<([0-9a-f]*)>/gi)].map(([, hex = ""]) => hex);
      lines.push(lettersOf(parts.join("")));
    }
  }
  return { text: lines.join("\n"), pages: source.match(/\/Type \/Page\b/g)?.length ?? 0 };
}
