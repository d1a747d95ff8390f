import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const BUILT_ON = "the release this was built and tested on";

/**
 * `npm audit` is not served everywhere, so what must not be older stands here, with why. Raise a
 * floor when a release closes a hole; the lock file then has to follow.
 */
const FLOORS: Record<string, { atLeast: string; because: string }> = {
  next: { atLeast: "16.3.8", because: "security fixes of the App Router (design.md, section 8)" },
  react: { atLeast: "19.2.4", because: "server components: code execution and denial of service" },
  "react-dom": { atLeast: "19.2.4", because: "goes with react" },
  "better-auth": { atLeast: "1.7.25", because: BUILT_ON },
  "drizzle-orm": { atLeast: "0.45.4", because: BUILT_ON },
  pg: { atLeast: "8.23.1", because: BUILT_ON },
  nodemailer: { atLeast: "10.6.1", because: BUILT_ON },
  zod: { atLeast: "4.6.7", because: BUILT_ON },
  pino: { atLeast: "10.4.0", because: BUILT_ON },
  postcss: { atLeast: "8.4.31", because: "CVE-2023-44270" },
  esbuild: {
    atLeast: "0.18.20",
    because: "comes with drizzle-kit; no server of it is ever started",
  },
  vite: { atLeast: "7.1.11", because: "comes with vitest; reading files through its server" },
};

const lockShape = z.object({
  packages: z.record(z.string(), z.looseObject({ version: z.string().optional() })),
});

const lock = lockShape.parse(
  JSON.parse(readFileSync(new URL("../package-lock.json", import.meta.url), "utf8")),
);

/** Every version of a package in the lock file, nested copies included. */
const versionsOf = (name: string): string[] =>
  Object.entries(lock.packages)
    .filter(([path]) => path.endsWith(`node_modules/${name}`))
    .flatMap(([, { version }]) => (version === undefined ? [] : [version]));

/** Negative when `a` is older than `b`; a pre-release counts as older than its release. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => {
    const [numbers = "", preRelease] = text.split("-", 2);
    return [...numbers.split(".").map(Number), preRelease === undefined ? 0 : -1];
  });
  for (let place = 0; place < 4; place += 1) {
    const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

describe("security floors", () => {
  it.each(Object.entries(FLOORS))("%s is not older than its floor", (name, { atLeast }) => {
    const versions = versionsOf(name);
    expect(versions, `${name} in package-lock.json`).not.toEqual([]);
    expect(versions.filter((version) => compareVersions(version, atLeast) < 0)).toEqual([]);
  });

  it("compares numbers, not texts", () => {
    expect(compareVersions("16.10.0", "16.9.9")).toBeGreaterThan(0);
    expect(compareVersions("16.3.8-canary.1", "16.3.8")).toBeLessThan(0);
    expect(compareVersions("4.0.0", "4.0.0")).toBe(0);
  });

  it.each([
    "package-lock.json",
    "tools/mutation/package-lock.json",
    "tools/lighthouse/package-lock.json",
  ])("finds its packages from this machine alone: %s", (path) => {
    const text = readFileSync(new URL(`../${path}`, import.meta.url), "utf8");
    expect(text).toContain('"lockfileVersion"');
    expect(text).not.toContain('"resolved"');
  });

  it("has the compilers of every platform (measured.md, section 2b)", () => {
    const compilers = Object.keys(lock.packages).filter((path) =>
      path.startsWith("node_modules/@next/swc-"),
    );
    expect(compilers).toHaveLength(8);
  });
});
