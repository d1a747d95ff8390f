import { describe, expect, it } from "vitest";
import { readLogo } from "./merchant-logo";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>';
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0]);

describe("readLogo", () => {
  it.each([
    ["a bare drawing", SVG],
    ["one with a declaration", `<?xml version="1.0" encoding="UTF-8"?>\n<!-- by hand -->\n${SVG}`],
    ["one with a byte order mark", `\uFEFF${SVG}`],
  ])("takes %s", (_name, text) => {
    const encoded = Buffer.from(text).toString("base64");
    expect(readLogo(Buffer.from(text))).toEqual({
      ok: true,
      dataUrl: `data:image/svg+xml;base64,${encoded}`,
    });
  });

  it("takes a PNG by its first bytes", () => {
    expect(readLogo(PNG)).toEqual({
      ok: true,
      dataUrl: `data:image/png;base64,${PNG.toString("base64")}`,
    });
  });

  it.each([
    ["nothing", ""],
    ["text", "our logo"],
    ["a page", `<!doctype html><html><body>${SVG}</body></html>`],
    ["a JPEG", "\u00ff\u00d8\u00ff"],
  ])("refuses %s", (_name, text) => {
    expect(readLogo(Buffer.from(text, "latin1"))).toEqual({
      ok: false,
      message: "must be an SVG or PNG file",
    });
  });

  it("refuses a drawing that no browser would draw in an img", () => {
    const result = readLogo(Buffer.from('<svg viewBox="0 0 1 1"></svg>'));
    expect(result).toMatchObject({
      ok: false,
      message: expect.stringContaining("xmlns") as string,
    });
  });

  it("takes what the column takes, and not a byte more", () => {
    const largest = Math.floor((32_768 - "data:image/png;base64,".length) / 4) * 3;
    const fits = readLogo(Buffer.concat([PNG, Buffer.alloc(largest - PNG.length)]));
    expect(fits.ok).toBe(true);
    const over = readLogo(Buffer.concat([PNG, Buffer.alloc(largest - PNG.length + 1)]));
    expect(over).toMatchObject({ ok: false, message: expect.stringContaining("24 kB") as string });
  });
});
