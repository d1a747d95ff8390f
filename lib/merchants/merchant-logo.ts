/** What a data address of a merchant's logo may have (`merchants_logo` in db/schema/merchants.ts). */
const MAX_DATA_URL_CHARS = 32_768;

const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** The root of a drawing, after a byte order mark, an XML declaration, a doctype and comments. */
const SVG_ROOT =
  /^\uFEFF?\s*(?:(?:<\?xml[^>]*\?>|<!doctype[^>]*>|<!--[\s\S]*?-->)\s*)*<svg\s[^>]*>/i;
const SVG_NAMESPACE = /\sxmlns=["']http:\/\/www\.w3\.org\/2000\/svg["']/;

export type MerchantLogo = { ok: true; dataUrl: string } | { ok: false; message: string };

/**
 * A logo file as the data address that is stored. It is told by its content, not by its name; what is
 * no PNG and no SVG that a browser would draw inside an `img`, or is too large, is refused.
 */
export function readLogo(bytes: Buffer): MerchantLogo {
  const type = typeOf(bytes);
  if (type === "other") return { ok: false, message: "must be an SVG or PNG file" };
  if (type === "svg without namespace") {
    return { ok: false, message: 'must say xmlns="http://www.w3.org/2000/svg" in its <svg>' };
  }
  const dataUrl = `data:image/${type};base64,${bytes.toString("base64")}`;
  if (dataUrl.length > MAX_DATA_URL_CHARS) {
    return { ok: false, message: "must have at most 24 kB (a few kB are plenty for a logo)" };
  }
  return { ok: true, dataUrl };
}

function typeOf(bytes: Buffer): "png" | "svg+xml" | "svg without namespace" | "other" {
  if (bytes.subarray(0, PNG_SIGNATURE.length).equals(PNG_SIGNATURE)) return "png";
  const root = SVG_ROOT.exec(bytes.toString("utf8"))?.[0];
  if (root === undefined) return "other";
  return SVG_NAMESPACE.test(root) ? "svg+xml" : "svg without namespace";
}
