import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

/** Reads the source tree: money state is written in few places, each a single statement (rule 11, section 6). */

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const FOLDERS = ["lib", "app", "components", "db", "scripts"];

const SOURCES = FOLDERS.flatMap((folder) => {
  const entries = listFiles(join(ROOT, folder));
  return entries.map((path) => ({
    path: relative(ROOT, path).split(sep).join("/"),
    text: withoutComments(readFileSync(path, "utf8")),
  }));
});

function listFiles(folder: string): string[] {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      return entry.name === "fixtures" || entry.name === "migrations" ? [] : listFiles(path);
    }
    const isSource = /\.(?:ts|tsx|mjs)$/.test(entry.name) && !/\.test\.tsx?$/.test(entry.name);
    return isSource && !entry.name.startsWith("test-database") ? [path] : [];
  });
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "$1");
}

const filesWith = (pattern: RegExp) =>
  SOURCES.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

/** Through SQL text, and through Drizzle's builders. */
const writesTo = (table: string) => [
  ...filesWith(
    new RegExp(`\\b(?:insert\\s+into|update|delete\\s+from|merge\\s+into)\\s+${table}\\b`, "i"),
  ),
  ...filesWith(new RegExp(`\\.(?:insert|update|delete)\\(\\s*(?:schema\\.)?${table}\\b`)),
];

const PAYMENTS = "lib/payments";
const ALLOWED: Record<string, RegExp[]> = {
  orders: [
    /^lib\/payments\/(?:write-changes|claim-attempt)\.ts$/,
    /^lib\/orders\/insert-order\.ts$/,
  ],
  attempts: [/^lib\/payments\/(?:write-changes|claim-attempt|check-attempt|rewrap-data-keys)\.ts$/],
  payments: [/^lib\/payments\/write-changes\.ts$/],
  evidence: [/^lib\/payments\/(?:write-changes|store-evidence)\.ts$/],
};

describe("the source tree", () => {
  it("is found", () => {
    expect(SOURCES.length).toBeGreaterThan(60);
    expect(SOURCES.map(({ path }) => path)).toContain(`${PAYMENTS}/write-changes.ts`);
  });

  it.each(Object.entries(ALLOWED))("writes %s in the allowed files only", (table, allowed) => {
    const writers = [...new Set(writesTo(table))];
    expect(writers.length).toBeGreaterThan(0);
    expect(writers.filter((path) => !allowed.some((pattern) => pattern.test(path)))).toEqual([]);
  });

  it("erases payers in one file only, by the function of migration 0017", () => {
    expect(filesWith(/\berase_attempt\b/)).toEqual(["lib/privacy/erase-attempts.ts"]);
    const migrations = readdirSync(join(ROOT, "db/migrations"))
      .filter((name) => name.endsWith(".sql"))
      .map((name) => readFileSync(join(ROOT, "db/migrations", name), "utf8"));
    const functions = migrations
      .flatMap((text) => text.split("--> statement-breakpoint"))
      .filter((text) => /create (?:or replace )?function/i.test(text));
    const writers = functions.filter((text) =>
      /\b(?:insert\s+into|update|delete\s+from)\s+(?:orders|attempts|payments|evidence)\b/i.test(
        text,
      ),
    );
    // Which columns it touches, and that no other moves: lib/privacy/erase.db.test.ts.
    expect(
      writers.map((text) => /^create (?:or replace )?function (\w+)/im.exec(text)?.[1]),
    ).toEqual(["erase_attempt"]);
  });

  it("wraps data keys anew without touching what is known of money", () => {
    const writer = SOURCES.find(({ path }) => path === `${PAYMENTS}/rewrap-data-keys.ts`);
    const writes = [...(writer?.text ?? "").matchAll(/\bupdate\s+attempts\b[\s\S]*?\bfrom\b/gi)];
    expect(writes.map(([text]) => text.replaceAll(/\s+/g, " "))).toEqual([
      "update attempts set data_key_sealed = fresh.becomes from",
    ]);
    expect(writer?.text).not.toMatch(/\b(?:insert|delete|merge)\b/i);
  });

  it("opens no transaction in lib or app", () => {
    const found = filesWith(/\.transaction\s*\(|\bbegin\s*(?:;|transaction)|sql\.begin\s*\(/i);
    expect(found.filter((path) => /^(?:lib|app)\//.test(path))).toEqual([]);
  });

  it("builds SQL from parameters only", () => {
    expect(filesWith(/\bsql\s*\.\s*raw\b/)).toEqual([]);
  });

  it("never drops a payment as a duplicate", () => {
    const writer = SOURCES.find(({ path }) => path === `${PAYMENTS}/write-changes.ts`);
    expect(writer?.text).not.toMatch(/on\s+conflict/i);
  });

  it("keeps the pure core free of clocks, dice and I/O", () => {
    const pure = SOURCES.filter(({ path }) =>
      /^lib\/payments\/(?:decide|judge-[a-z]+|received-order|visible-facts|check-schedule|tell|snapshot|model)\.ts$/.test(
        path,
      ),
    );
    expect(pure).toHaveLength(16);
    for (const { text } of pure) {
      expect(text).not.toMatch(
        /Date\.now|new Date\(\)|Math\.random|randomUUID|await |drizzle|from "node:/,
      );
    }
  });
});
