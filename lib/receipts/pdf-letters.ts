/** What the built-in fonts of PDF can write beside Latin-1 (Windows-1252, 0x80 to 0x9f). */
const EXTRAS = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
const UNKNOWN = "?";

const isWritable = (text: string) =>
  Array.from(text).every((sign) => /[\x20-\x7e\xa0-\xff]/.test(sign) || EXTRAS.includes(sign));

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * A text in the letters that the built-in fonts of PDF have. Others lose their marks ("ẽ" is "e"), or
 * stand as one "?" each; `isExact` says whether the text is still what it was, so that the paper can
 * say so.
 */
export function pdfLetters(text: string): { text: string; isExact: boolean } {
  const written = Array.from(graphemes.segment(text.normalize("NFC")), ({ segment }) => {
    if (isWritable(segment)) return segment;
    const bare = segment.normalize("NFKD").replaceAll(/\p{M}/gu, "");
    return bare !== "" && isWritable(bare) ? bare : UNKNOWN;
  }).join("");
  return { text: written, isExact: written === text.normalize("NFC") };
}
