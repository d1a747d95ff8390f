import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { FolderInUse, lockFolder, lockFolderWhenFree } from "./folder-lock";
import { processIdentity } from "./process-identity";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "malipo-lock-"))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const leaveLock = (holder: unknown) =>
  writeFileSync(join(folder, "in-use-by.json"), JSON.stringify(holder));

describe("lockFolder", () => {
  it("keeps a second one out, naming the first, until it is given back", async () => {
    const lock = lockFolder(folder, "http://localhost:3000");
    expect(lock.wasAbandoned).toBe(false);
    const failure = new RegExp(`process ${process.pid} \\(http://localhost:3000\\)`);
    expect(() => lockFolder(folder, "second")).toThrow(FolderInUse);
    expect(() => lockFolder(folder, "second")).toThrow(failure);
    const waiting = lockFolderWhenFree(folder, "second");
    lock.release();
    (await waiting).release();
  });

  it("takes over from a process that is gone", async () => {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    await new Promise((resolve) => child.once("spawn", resolve));
    const pid = child.pid ?? 0;
    leaveLock({ pid, identity: processIdentity(pid), note: "killed" });
    expect(() => lockFolder(folder, "second")).toThrow(FolderInUse);
    child.kill("SIGKILL");
    await new Promise((resolve) => child.once("exit", resolve));
    const lock = lockFolder(folder, "second");
    expect(lock.wasAbandoned).toBe(true);
    lock.release();
  });

  it("is not fooled by a later process with the same id, nor by a damaged file", () => {
    leaveLock({ pid: process.pid, identity: "started at another time", note: "older" });
    lockFolder(folder, "second").release();
    leaveLock("damaged");
    lockFolder(folder, "third").release();
  });
});
