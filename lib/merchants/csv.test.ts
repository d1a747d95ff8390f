import fc from "fast-check";
import { expect, it } from "vitest";
import { csvLine } from "./csv";

it("quotes what would end a cell or a line, and nothing else", () => {
  expect(csvLine(["Tea", 120, null, "a,b", 'a "b"', "a\nb", ""])).toBe(
    'Tea,120,,"a,b","a ""b""","a\nb",\r\n',
  );
});

it.each([
  "=1+1",
  "+254712345678",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "\r=1",
  "\n=1",
  '=HYPERLINK("http://evil.example")',
  "＝1+1",
  "＋1",
  "－1",
  "＠A1",
])("no formula is left of %j", (text) => {
  const line = csvLine([text]);
  expect(line).toBe(`"'${text.replaceAll('"', '""')}"\r\n`);
});

/** Reads one line as spreadsheets do. */
function parseLine(line: string): string[] {
  const cells: string[] = [];
  for (const [, quoted, plain] of line.matchAll(
    /(?:^|,)(?:"((?:[^"]|"")*)"|([^",\r\n]*))(?=,|\r\n$)/g,
  )) {
    cells.push(quoted?.replaceAll('""', '"') ?? plain ?? "");
  }
  return cells;
}

it("every text is read again as it was, but for the apostrophe of a formula", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: "binary" }), { minLength: 1 }), (texts) => {
      const read = parseLine(csvLine(["first", ...texts]));
      expect(read.length).toBe(texts.length + 1);
      for (const [n, text] of texts.entries()) {
        expect([text, `'${text}`]).toContain(read[n + 1]);
        expect(read[n + 1]).not.toMatch(/^[=+\-@\t\r]/);
      }
    }),
  );
});
