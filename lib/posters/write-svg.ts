import { encode } from "uqr";
import { html, type Html } from "@/lib/http/html";
import type { Poster } from "./model";
import { wrapText } from "./wrap-text";

/** A4 in tenths of a millimetre. */
const WIDTH = 2_100;
const HEIGHT = 2_970;
const QR_SIZE = 1_050;
const QR_TOP = 1_020;

/**
 * A poster as an SVG of A4, black on white, in the reader's own plain letters. Every text stands in it
 * as text: nothing that a merchant wrote becomes markup.
 */
export function writePosterSvg(poster: Poster): string {
  const parts = [
    ...lines(wrapText(poster.merchantName, 24, 2), { top: 240, size: 140, weight: "bold" }),
    ...lines([poster.heading], { top: 540, size: 84, weight: "normal" }),
    ...lines(wrapText(poster.title, 40, 2), { top: 690, size: 84, weight: "normal" }),
    ...lines([poster.amount], { top: 930, size: amountSize(poster.amount), weight: "bold" }),
    qr(poster.url),
    ...lines(wrapText(poster.how, 60, 2), { top: 2_260, size: 58, weight: "normal" }),
    ...lines(wrapText(poster.url, 52, 3), { top: 2_440, size: 64, weight: "bold" }),
    ...lines(wrapText(poster.steps, 60, 2), { top: 2_720, size: 58, weight: "normal" }),
  ];
  return html`<svg
    xmlns="http://www.w3.org/2000/svg"
    width="210mm"
    height="297mm"
    viewBox="0 0 ${String(WIDTH)} ${String(HEIGHT)}"
    lang="${poster.language}"
    role="img"
  >
    <title>${poster.heading}: ${poster.merchantName}</title>
    <rect width="${String(WIDTH)}" height="${String(HEIGHT)}" fill="#ffffff" />
    ${parts}
  </svg> `.html;
}

const amountSize = (amount: string) => (Array.from(amount).length <= 12 ? 190 : 110);

function lines(
  texts: readonly string[],
  { top, size, weight }: { top: number; size: number; weight: string },
): Html[] {
  return texts.map((text, index) => {
    const y = String(top + Math.round(index * size * 1.2));
    return html`<text
      x="${String(WIDTH / 2)}"
      y="${y}"
      font-size="${String(size)}"
      font-weight="${weight}"
      font-family="Helvetica, Arial, sans-serif"
      text-anchor="middle"
      fill="#000000"
      >${text}</text
    >`;
  });
}

function qr(url: string): Html {
  const { data, size } = encode(url, { ecc: "M", border: 0 });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [[x, y]] : [])));
  const path = dark.map(([x = 0, y = 0]) => `M${String(x)} ${String(y)}h1v1h-1z`).join("");
  const scale = (QR_SIZE / size).toFixed(4);
  const left = String((WIDTH - QR_SIZE) / 2);
  return html`<path
    shape-rendering="crispEdges"
    transform="translate(${left} ${String(QR_TOP)}) scale(${scale})"
    fill="#000000"
    d="${path}"
  />`;
}
