import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import type * as promises from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { SealingKeys } from "@/lib/sealing";
import { openCallback, spoolFileName } from "./spooled-callback";
import { writeCallback } from "./write-callback";

/** What was done to the disk, in order. */
const steps = vi.hoisted((): string[] => []);

vi.mock("node:fs/promises", async (importOriginal) => {
  const real = await importOriginal<typeof promises>();
  return {
    ...real,
    open: async (path: string, flags: string, mode?: number) => {
      const handle = await real.open(path, flags, mode);
      const name = basename(path).replace(/^\.unfinished-.*/, "unfinished");
      const sync = handle.sync.bind(handle);
      vi.spyOn(handle, "sync").mockImplementation(async () => {
        steps.push(`sync ${flags === "r" ? "folder" : name}`);
        await sync();
      });
      return handle;
    },
    rename: async (from: string, to: string) => {
      steps.push("rename");
      await real.rename(from, to);
    },
  };
});

const keys: SealingKeys = { activeId: "k1", byId: new Map([["k1", randomBytes(32)]]) };
const token = "t".repeat(64);
const body = Buffer.from('{"PhoneNumber":254712345678}');
const arrivedAt = new Date("2026-11-23T08:15:30Z");
const callback = { token, body, arrivedAt };

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "malipo-spool-"));
  folder = join(root, "data", "spool");
  steps.length = 0;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (one = callback, bounds = {}) => writeCallback({ folder, keys }, one, bounds);

describe("writeCallback", () => {
  it("keeps token, body and arrival, for nobody without the keys", async () => {
    expect(await write()).toBe(true);
    const [name = ""] = readdirSync(folder);
    const onDisk = readFileSync(join(folder, name));
    expect(openCallback(keys, onDisk)).toEqual(callback);
    for (const secret of [token, "254712345678", body.toString("base64")]) {
      expect(onDisk.includes(secret)).toBe(false);
      expect(name).not.toContain(secret);
    }
    const others: SealingKeys = { activeId: "k1", byId: new Map([["k1", randomBytes(32)]]) };
    expect(openCallback(others, onDisk)).toBeNull();
    expect(openCallback(keys, onDisk.subarray(0, -1))).toBeNull();
    expect(openCallback(keys, Buffer.alloc(0))).toBeNull();
  });

  it("is acknowledged only after file and name are synced", async () => {
    await write();
    steps.length = 0;
    const other = { ...callback, body: Buffer.from("{}") };
    await write(other);
    expect(steps).toEqual(["sync unfinished", "rename", "sync folder"]);
  });

  it("syncs the folders that it makes", async () => {
    await write();
    // The file, its name, and the names of "spool" and "data".
    expect(steps.filter((step) => step === "sync folder")).toHaveLength(3);
  });

  it("is for its owner alone", async () => {
    await write();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, spoolFileName(callback))).mode & 0o777).toBe(0o600);
  });

  it("keeps one file, and the first arrival, of the same callback", async () => {
    await write();
    await write({ ...callback, arrivedAt: new Date() });
    await Promise.all(Array.from({ length: 5 }, () => write()));
    expect(readdirSync(folder)).toEqual([spoolFileName(callback)]);
    const onDisk = readFileSync(join(folder, spoolFileName(callback)));
    expect(openCallback(keys, onDisk)?.arrivedAt).toEqual(arrivedAt);
    expect(spoolFileName({ token, body: Buffer.from("{}") })).not.toBe(spoolFileName(callback));
    expect(spoolFileName({ token: "u".repeat(64), body })).not.toBe(spoolFileName(callback));
  });

  it("refuses what is over the bounds, and still knows what it holds", async () => {
    const numbered = (n: number) => ({ ...callback, body: Buffer.from(`{"n":${n}}`) });
    expect(await write(numbered(1), { maxFiles: 2 })).toBe(true);
    expect(await write(numbered(2), { maxFiles: 2 })).toBe(true);
    expect(await write(numbered(3), { maxFiles: 2 })).toBe(false);
    expect(await write(numbered(2), { maxFiles: 2 })).toBe(true);
    expect(await write(numbered(3), { maxBytes: 300 })).toBe(false);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it("throws when the disk refuses, and leaves nothing behind", async () => {
    writeFileSync(join(root, "data"), "a file where the folder should be");
    await expect(write()).rejects.toThrow();
    expect(readdirSync(root)).toEqual(["data"]);
  });
});
