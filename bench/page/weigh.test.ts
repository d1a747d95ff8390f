import { gunzipSync, gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { gzipBytes, weigh, withoutInlineData } from "./weigh";

describe("weigh", () => {
  it("adds up what came, by kind", () => {
    const script = Buffer.from("let a = 1;".repeat(200));
    const weights = weigh([
      { url: "/a.js", kind: "JS", wireBytes: 300, body: script },
      { url: "/b.js", kind: "JS", wireBytes: 200, body: script },
      { url: "/", kind: "HTML", wireBytes: 90, body: Buffer.from("<p>Pay</p>") },
    ]);
    expect(weights.JS).toMatchObject({ requests: 2, wire: 500, raw: 4_000 });
    expect(weights.JS.gzip).toBe(2 * gzipBytes(script));
    expect(weights.JS.brotli).toBeLessThan(weights.JS.gzip);
    expect(weights.all).toMatchObject({ requests: 3, wire: 590, raw: 4_010 });
    expect(weights.CSS).toEqual({ requests: 0, wire: 0, raw: 0, gzip: 0, brotli: 0 });
  });

  it("compresses no picture again, but one that is text", () => {
    const picture = Buffer.from(gzipSync("x".repeat(5_000)));
    const drawing = Buffer.from(`<svg>${"<path/>".repeat(500)}</svg>`);
    const weights = weigh([{ url: "/a.png", kind: "images", wireBytes: 1, body: picture }]);
    expect(weights.images.gzip).toBe(picture.length);
    const drawn = weigh([{ url: "/a.svg", kind: "images", wireBytes: 1, body: drawing }]);
    expect(drawn.images.gzip).toBeLessThan(drawing.length / 10);
    expect(gunzipSync(picture)).toHaveLength(5_000);
  });
});

describe("withoutInlineData", () => {
  it("leaves the markup and other scripts", () => {
    const html = `<p>Pay</p><script nonce="a">(self.__next_f=self.__next_f||[]).push([0])</script><script nonce="a">self.__next_f.push([1,"x"])</script><script src="/a.js" async=""></script>`;
    expect(withoutInlineData(Buffer.from(html)).toString()).toBe(
      `<p>Pay</p><script src="/a.js" async=""></script>`,
    );
  });
});
