import { existsSync, readFileSync } from "node:fs";
import { transpileModule } from "typescript";
import { describe, expect, it } from "vitest";
import { TEETH } from "./all-teeth";
import { drawSample } from "./draw-sample";
import { plant, SourceHasMoved } from "./plant";
import type { Tooth } from "./tooth";

const tooth: Tooth = {
  name: "example",
  rule: "an example",
  file: "example.ts",
  find: "a < b",
  replace: "a <= b",
  caughtBy: { project: "unit", files: ["example.test.ts"], test: "less" },
};

describe("plant", () => {
  it("exchanges the text and nothing else", () => {
    expect(plant(tooth, "if (a < b) return $1;")).toBe("if (a <= b) return $1;");
  });

  it.each(["", "if (a > b)", "a < b && a < b"])("says so when the source has moved: %j", (text) => {
    expect(() => plant(tooth, text)).toThrow(SourceHasMoved);
  });
});

describe("a sample", () => {
  it("is drawn from the seed, without whole runs and without the same tooth twice", () => {
    const sample = drawSample(TEETH, 6, "a");
    expect(sample).toEqual(drawSample([...TEETH].reverse(), 6, "a"));
    expect(sample).not.toEqual(drawSample(TEETH, 6, "b"));
    expect(new Set(sample).size).toBe(6);
    expect(sample.every(({ caughtBy }) => "project" in caughtBy)).toBe(true);
  });
});

describe("the teeth", () => {
  it("are many, and each has a name of its own", () => {
    expect(TEETH.length).toBeGreaterThanOrEqual(34);
    expect(new Set(TEETH.map(({ name }) => name)).size).toBe(TEETH.length);
  });

  it.each(TEETH.map((each) => [each.name, each] as const))("%s can be planted", (_name, each) => {
    const source = readFileSync(each.file, "utf8");
    const planted = plant(each, source);
    expect(planted).not.toBe(source);
    if (each.file.endsWith(".ts")) {
      const { diagnostics } = transpileModule(planted, { reportDiagnostics: true });
      expect(diagnostics).toEqual([]);
    }
    if ("project" in each.caughtBy)
      expect(each.caughtBy.files.every((file) => existsSync(file))).toBe(true);
  });
});
