import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { listSpool, readSpoolFile, removeSpoolFile, setSpoolFileAside } from "./read-spool";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "malipo-spool-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text = "x") => writeFileSync(join(folder, name), text);

it("no folder yet holds nothing", async () => {
  expect(await listSpool(join(folder, "none"))).toEqual([]);
});

it("lists callbacks alone: no unfinished file, no folder, nothing else", async () => {
  for (const name of ["a.callback", ".unfinished-1", "notes.txt"]) put(name);
  mkdirSync(join(folder, "set-aside"));
  expect(await listSpool(folder)).toEqual(["a.callback"]);
});

it("drops what a dead process left unfinished, never what may still be written", async () => {
  for (const name of [".unfinished-old", ".unfinished-new"]) put(name);
  const longAgo = new Date(Date.now() - 11 * 60_000);
  utimesSync(join(folder, ".unfinished-old"), longAgo, longAgo);
  await listSpool(folder);
  expect(readdirSync(folder)).toEqual([".unfinished-new"]);
});

it("a file that another process drained is gone, which is no error", async () => {
  expect(await readSpoolFile(folder, "gone.callback")).toBeNull();
  await removeSpoolFile(folder, "gone.callback");
  await setSpoolFileAside(folder, "gone.callback");
});

it("what is set aside is kept as it is", async () => {
  put("a.callback", "sealed");
  await setSpoolFileAside(folder, "a.callback");
  expect(await listSpool(folder)).toEqual([]);
  const kept = await readSpoolFile(join(folder, "set-aside"), "a.callback");
  expect(kept?.toString()).toBe("sealed");
});
