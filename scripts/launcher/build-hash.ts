import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What no build depends on; everything else does, so that a new folder counts by itself. */
const WITHOUT_EFFECT = new Set([
  "node_modules",
  "e2e",
  "simulator",
  "scripts",
  "tools",
  "bench",
  "docs",
  "test-results",
  "playwright-report",
  "coverage",
  "next-env.d.ts",
]);

const isIgnored = (name: string) =>
  name.startsWith(".") ||
  WITHOUT_EFFECT.has(name) ||
  /\.(md|tsbuildinfo)$|\.test\.tsx?$/.test(name);

function* filesBelow(root: string, folder = ""): Generator<string> {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (isIgnored(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(root, path);
    else if (entry.isFile()) yield path;
  }
}

/** A fingerprint of everything a build is made of: sources, configuration, lock file, Node. */
export function buildHash(root: string): string {
  const hash = createHash("sha256").update(process.version);
  for (const path of filesBelow(root)) {
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)));
  }
  return hash.digest("hex");
}
