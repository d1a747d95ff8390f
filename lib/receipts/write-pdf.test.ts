import { describe, expect, it } from "vitest";
// The stories read the same files.
// eslint-disable-next-line import/no-restricted-paths
import { readPdf } from "@/e2e/support/read-pdf";
import { writeReceiptPdf, type PaperReceipt } from "./write-pdf";

const PAPER: PaperReceipt = {
  language: "en-KE",
  title: "Payment receipt",
  merchantName: "Duka la Mfano",
  verdict: "PAID",
  amount: "KES 120",
  facts: [
    { label: "For", value: "Chai na mandazi" },
    { label: "M-PESA receipt", value: "••••1SV2" },
  ],
  notes: ["The whole number is shown only on the device that paid."],
  check: {
    label: "Scan to check",
    note: "Says whether it is paid.",
    url: "http://localhost/verify/x",
  },
  plainLettersNote: "Some letters are missing.",
};

describe("a receipt's PDF", () => {
  it("says everything on one page, and nothing of letters that are not missing", async () => {
    const { text, pages } = readPdf(await writeReceiptPdf(PAPER));
    expect(pages).toBe(1);
    for (const said of ["Payment receipt", "Chai na mandazi", "PAID", "KES 120", "••••1SV2"]) {
      expect(text).toContain(said);
    }
    expect(text).toContain(PAPER.check.url);
    expect(text).not.toContain(PAPER.plainLettersNote);
  });

  it.each(["茶とマンダジ", "👨‍👩‍👧 شاي", "\u0301\u200b\ud83d\ude00"])(
    "takes a title like %j, and says that letters are missing",
    async (title) => {
      const facts = [{ label: "For", value: title }];
      const { text } = readPdf(await writeReceiptPdf({ ...PAPER, facts }));
      expect(text).toContain("?");
      expect(text).toContain(PAPER.plainLettersNote);
    },
  );

  it("keeps to one page with the longest texts of an order", async () => {
    const merchantName = "M".repeat(120);
    const payment = [
      { label: "Amount", value: "KES 250,000" },
      { label: "Date and time", value: "25 November 2026, 08:15 (Nairobi)" },
      { label: "M-PESA receipt", value: "TK25ABCDEF" },
    ];
    const facts = [
      { label: "Paid to", value: merchantName },
      { label: "For", value: "W".repeat(120) },
      ...payment,
      ...payment,
    ];
    const { pages } = readPdf(await writeReceiptPdf({ ...PAPER, merchantName, facts }));
    expect(pages).toBe(1);
  });
});
