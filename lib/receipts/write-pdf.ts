import { buffer } from "node:stream/consumers";
import PDFDocument from "pdfkit";
import { encode } from "uqr";
import { pdfLetters } from "./pdf-letters";

/** Everything that a receipt's paper says, in the words of its language. */
export type PaperReceipt = {
  language: string;
  title: string;
  /** Who made it, for the file's own description. */
  merchantName: string;
  /** "PAID", and what it stands for. */
  verdict: string;
  amount: string;
  facts: { label: string; value: string }[];
  notes: string[];
  check: { label: string; note: string; url: string };
  /** Said where a letter had to be replaced. */
  plainLettersNote: string;
};

type Document = PDFKit.PDFDocument;

const MARGIN = 36;
const QR_SIZE = 104;
const REGULAR = "Helvetica";
const BOLD = "Helvetica-Bold";
const LABEL_WIDTH = 118;

/** A receipt as a PDF of one A5 page, black on white, in fonts that every reader has. */
export function writeReceiptPdf(receipt: PaperReceipt): Promise<Buffer> {
  const doc = new PDFDocument({
    size: "A5",
    margin: MARGIN,
    lang: receipt.language,
    displayTitle: true,
    info: { Title: receipt.title, Author: receipt.merchantName, Creator: "Malipo" },
  });
  const whole = buffer(doc);
  const letters = letterWriter();
  writeHead(doc, receipt, letters.write);
  for (const { label, value } of receipt.facts) {
    writeFact(doc, letters.write(label), letters.write(value));
  }
  doc.moveDown(0.5).font(REGULAR).fontSize(9);
  for (const note of receipt.notes) writeNote(doc, letters.write(note));
  if (!letters.areExact()) writeNote(doc, receipt.plainLettersNote);
  writeCheck(doc, receipt.check, letters.write);
  doc.end();
  return whole;
}

/** Writes texts in the letters of a PDF, and remembers whether one of them had to give any up. */
function letterWriter() {
  let areExact = true;
  return {
    areExact: () => areExact,
    write: (text: string): string => {
      const written = pdfLetters(text);
      areExact &&= written.isExact;
      return written.text;
    },
  };
}

const innerWidth = (doc: Document) => doc.page.width - 2 * MARGIN;

function writeHead(doc: Document, receipt: PaperReceipt, write: (text: string) => string): void {
  doc.font(BOLD).fontSize(18).text(write(receipt.title)).moveDown(0.4);
  doc.font(BOLD).fontSize(14).text(write(receipt.verdict));
  doc.fontSize(22).text(write(receipt.amount)).moveDown(0.4);
  writeLine(doc);
}

function writeLine(doc: Document): void {
  doc
    .moveTo(MARGIN, doc.y)
    .lineTo(doc.page.width - MARGIN, doc.y)
    .lineWidth(0.75)
    .stroke()
    .moveDown(0.4);
}

/** A name on the left and a fact on the right of it; both may take several lines. */
function writeFact(doc: Document, label: string, value: string): void {
  const { y } = doc;
  doc.font(REGULAR).fontSize(10).text(label, MARGIN, y, { width: LABEL_WIDTH });
  const endOfLabel = doc.y;
  doc.font(BOLD).text(value, MARGIN + LABEL_WIDTH, y, { width: innerWidth(doc) - LABEL_WIDTH });
  doc.y = Math.max(endOfLabel, doc.y) + 3;
  doc.x = MARGIN;
}

function writeNote(doc: Document, note: string): void {
  doc.text(note, MARGIN, doc.y, { width: innerWidth(doc) }).moveDown(0.3);
}

/** The code at the foot, with what it is for and where it leads. */
function writeCheck(
  doc: Document,
  check: PaperReceipt["check"],
  write: (text: string) => string,
): void {
  doc.moveDown(0.3);
  writeLine(doc);
  if (doc.y + QR_SIZE > doc.page.height - MARGIN) doc.addPage();
  const top = doc.y + 4;
  drawQr(doc, check.url, top);
  const left = MARGIN + QR_SIZE + 14;
  const width = innerWidth(doc) - QR_SIZE - 14;
  doc.font(BOLD).fontSize(10).text(write(check.label), left, top, { width });
  doc.font(REGULAR).fontSize(9).text(write(check.note), { width }).moveDown(0.4);
  doc.fontSize(8).text(check.url, { width, link: check.url });
}

function drawQr(doc: Document, text: string, top: number): void {
  const { data, size } = encode(text, { ecc: "M", border: 0 });
  const unit = QR_SIZE / size;
  for (const [y, row] of data.entries()) {
    for (const [x, isDark] of row.entries()) {
      if (isDark) doc.rect(MARGIN + x * unit, top + y * unit, unit, unit);
    }
  }
  doc.fill("#000000");
}
