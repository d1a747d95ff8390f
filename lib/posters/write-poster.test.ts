import { expect, it } from "vitest";
// The stories read the same files.
// eslint-disable-next-line import/no-restricted-paths
import { readPdf } from "@/e2e/support/read-pdf";
import type { Poster } from "./model";
import { writePosterPdf } from "./write-pdf";
import { writePosterSvg } from "./write-svg";

const POSTER: Poster = {
  language: "sw-KE",
  merchantName: "Duka la Mfano",
  heading: "Lipa kwa M-PESA",
  title: "Chama cha Upendo",
  amount: "KES 1,500",
  how: "Piga picha msimbo huu.",
  url: "https://lipa.example/l/lnk_01m85cb2g0fk39snh391xfqfn1",
  steps: "Weka namba yako ya simu.",
};

const LONGEST: Poster = {
  ...POSTER,
  merchantName: "M".repeat(120),
  title: "W ".repeat(60).trim(),
  amount: "The customer enters the amount",
  url: `https://${"long-".repeat(20)}.example/l/lnk_01m85cb2g0fk39snh391xfqfn1`,
};

it("a PDF says everything on one page", async () => {
  const { text, pages } = readPdf(await writePosterPdf(POSTER));
  expect(pages).toBe(1);
  for (const said of ["Duka la Mfano", "Chama cha Upendo", "KES 1,500", POSTER.url]) {
    expect(text.replaceAll("\n", "")).toContain(said);
  }
});

it.each([LONGEST, { ...LONGEST, title: "茶".repeat(120) }])(
  "a PDF keeps to one page with the longest texts",
  async (poster) => {
    expect(readPdf(await writePosterPdf(poster)).pages).toBe(1);
  },
);

it("an SVG says everything, and what a merchant wrote is text in it", () => {
  const title = '</text><script>alert("x")</script>&';
  const svg = writePosterSvg({ ...POSTER, title });
  for (const said of ["Duka la Mfano", "KES 1,500", 'viewBox="0 0 2100 2970"']) {
    expect(svg).toContain(said);
  }
  expect(svg).toContain("&lt;/text&gt;&lt;script&gt;");
  expect(svg).not.toContain("<script");
  expect(writePosterSvg(LONGEST)).toContain("…");
});
