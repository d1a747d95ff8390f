import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listPackedFiles, packedAnswer, takesBrotli } from "./packed-files";

const folder = mkdtempSync(join(tmpdir(), "malipo-packed-"));
beforeAll(() => {
  mkdirSync(join(folder, "chunks"));
  for (const name of ["a.js", "a.js.br", "b.css", "b.css.br", "c.js", "d.woff2", "d.woff2.br"]) {
    writeFileSync(join(folder, "chunks", name), name);
  }
  writeFileSync(join(folder, "chunks", "gone.js.br"), "its file is missing");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("listPackedFiles", () => {
  it("names what has a copy and a type that is known", () => {
    expect([...listPackedFiles(folder)].sort()).toEqual([
      "/_next/static/chunks/a.js",
      "/_next/static/chunks/b.css",
    ]);
  });

  it("finds nothing where there is no build", () => {
    expect(listPackedFiles(join(folder, "nowhere")).size).toBe(0);
  });
});

describe("takesBrotli", () => {
  it.each(["br", "gzip, deflate, br, zstd", "gzip;q=0.5, BR;q=0.8", "br ; q=1.0"])("%s", (header) =>
    expect(takesBrotli(header)).toBe(true),
  );
  it.each([undefined, "", "gzip", "br;q=0", "gzip, br; q=0.000", "brotli", "identity"])(
    "not %s",
    (header) => expect(takesBrotli(header)).toBe(false),
  );
});

describe("packedAnswer", () => {
  const packed = new Set(["/_next/static/chunks/a.js", "/_next/static/chunks/b.css"]);
  const anyEncoding = { "accept-encoding": "gzip, br" };
  const ask = (url: string, headers: Record<string, string> = anyEncoding, method = "GET") =>
    packedAnswer({ method, url, headers }, packed);

  it("names the copy, its encoding and its type", () => {
    expect(ask("/_next/static/chunks/a.js?dpl=1?2")).toEqual({
      url: "/_next/static/chunks/a.js.br?dpl=1?2",
      headers: {
        "Content-Encoding": "br",
        "Content-Type": "application/javascript; charset=UTF-8",
        Vary: "Accept-Encoding",
      },
    });
    expect(ask("/_next/static/chunks/b.css")?.headers["Content-Type"]).toBe(
      "text/css; charset=UTF-8",
    );
  });

  it("leaves everything else as it is", () => {
    expect(ask("/_next/static/chunks/c.js")).toBeNull();
    expect(ask("/_next/static/chunks/../chunks/a.js")).toBeNull();
    expect(ask("/_next/static/chunks/%61.js")).toBeNull();
    expect(ask("/_next/static/chunks/a.js.br")).toBeNull();
    expect(ask("/pay/x")).toBeNull();
    expect(ask("/_next/static/chunks/a.js", anyEncoding, "HEAD")).not.toBeNull();
    expect(ask("/_next/static/chunks/a.js", anyEncoding, "POST")).toBeNull();
    expect(ask("/_next/static/chunks/a.js", {})).toBeNull();
    expect(ask("/_next/static/chunks/a.js", { "accept-encoding": "gzip" })).toBeNull();
    expect(
      ask("/_next/static/chunks/a.js", { "accept-encoding": "br", range: "bytes=0-9" }),
    ).toBeNull();
  });
});
