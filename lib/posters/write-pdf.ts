import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import { encode } from "uqr";
import { pdfLetters } from "@/lib/receipts/pdf-letters";
import type { Poster } from "./model";

const MARGIN = 48;
const QR_SIZE = 300;
const REGULAR = "Helvetica";
const BOLD = "Helvetica-Bold";
const MAX_TITLE_HEIGHT = 72;

type Document = PDFKit.PDFDocument;

/** A poster as a PDF of one A4 page, black on white, in fonts that every reader has. */
export function writePosterPdf(poster: Poster): Promise<Buffer> {
  const doc = new PDFDocument({
    size: "A4",
    margin: MARGIN,
    lang: poster.language,
    displayTitle: true,
    info: {
      Title: `${poster.heading}: ${poster.merchantName}`,
      Author: poster.merchantName,
      Creator: "Malipo",
    },
  });
  const whole = buffer(doc);
  write(doc, poster.merchantName, { font: BOLD, size: 38, height: 92 });
  write(doc, poster.heading, { font: REGULAR, size: 24, height: 30 });
  doc.moveDown(0.4);
  write(doc, poster.title, { font: REGULAR, size: 24, height: MAX_TITLE_HEIGHT });
  write(doc, poster.amount, { font: BOLD, size: poster.amount.length <= 12 ? 52 : 32, height: 64 });
  drawQr(doc, poster.url);
  write(doc, poster.how, { font: REGULAR, size: 16, height: 40 });
  doc.moveDown(0.4);
  write(doc, poster.url, { font: BOLD, size: 18, height: 66, link: poster.url });
  doc.moveDown(0.4);
  write(doc, poster.steps, { font: REGULAR, size: 16, height: 40 });
  doc.end();
  return whole;
}

/** A text in the middle; what is higher than `height` ends in "…", so that all stays on one page. */
function write(
  doc: Document,
  text: string,
  { font, size, height, link }: { font: string; size: number; height: number; link?: string },
): void {
  doc
    .font(font)
    .fontSize(size)
    .text(pdfLetters(text).text, MARGIN, doc.y, {
      align: "center",
      width: doc.page.width - 2 * MARGIN,
      height,
      ellipsis: true,
      ...(link === undefined ? {} : { link }),
    });
}

function drawQr(doc: Document, url: string): void {
  const { data, size } = encode(url, { ecc: "M", border: 0 });
  const unit = QR_SIZE / size;
  const left = (doc.page.width - QR_SIZE) / 2;
  const top = doc.y + 18;
  for (const [y, row] of data.entries()) {
    for (const [x, isDark] of row.entries()) {
      if (isDark) doc.rect(left + x * unit, top + y * unit, unit, unit);
    }
  }
  doc.fill("#000000");
  doc.y = top + QR_SIZE + 18;
}
