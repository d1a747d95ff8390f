/** A merchant's colour as a surface: the colour itself, and what can be read on it. */
export type BrandColour = { surface: string; foreground: "#ffffff" | "#000000" };

const HEX_COLOUR = /^#[0-9a-f]{6}$/;

/** What text needs (WCAG 2.2, 1.4.3). */
const READABLE = 4.5;

/** A channel from 0 to 255 as light (sRGB, WCAG 2.2 "relative luminance"). */
function lightOf(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    lightOf(Number.parseInt(colour.slice(at, at + 2), 16)),
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How far two colours ("#rrggbb") stand apart, from 1 to 21. */
export function contrastOf(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminanceOf(one), luminanceOf(other)].toSorted(
    (a, b) => a - b,
  );
  return (lighter + 0.05) / (darker + 0.05);
}

/** "#0A7A3D" as it is stored, or null for anything that is not six hexadecimal digits. */
export function parseColour(text: string): string | null {
  const colour = text.trim().toLowerCase();
  return HEX_COLOUR.test(colour) ? colour : null;
}

/**
 * A colour ("#rrggbb") as a surface: white on it where that can be read, else black. One of the two
 * always can: their contrasts multiply to 21, so the better one is at least 4.58.
 */
export function brandColourOf(surface: string): BrandColour {
  const isWhiteReadable = contrastOf(surface, "#ffffff") >= READABLE;
  return { surface, foreground: isWhiteReadable ? "#ffffff" : "#000000" };
}
