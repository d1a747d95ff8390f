import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";
import { startOwned } from "./owned-process";
import { processIdentity } from "./process-identity";

const NODE = { command: process.execPath, env: process.env, stdio: "ignore" } as const;
const FOREVER = "setInterval(() => {}, 1000)";
const DEAF = `process.on("SIGTERM", () => {}); ${FOREVER}`;

/** The program that imports ours needs the loader of TypeScript. */
const LAUNCHER = `
  import { startOwned } from "./db/owned-process.ts";
  const child = await startOwned({ name: "child", command: process.execPath,
    args: ["-e", ${JSON.stringify(FOREVER)}], env: process.env, stdio: "ignore" });
  console.log(child.pid);
  setInterval(() => {}, 1000);`;

describe("startOwned", () => {
  it("tells how a process ended", async () => {
    const quick = await startOwned({ ...NODE, name: "quick", args: ["-e", "process.exit(3)"] });
    expect(await quick.ended).toBe("code 3");
    expect(quick.hasEnded()).toBe(true);
    await quick.stop();
  });

  it("names a program that is not there", async () => {
    const failure = startOwned({ ...NODE, command: "/no/such", name: "The ghost", args: [] });
    await expect(failure).rejects.toThrow(/The ghost could not be started.*ENOENT/);
  });

  it("ends one that does not listen", async () => {
    const deaf = await startOwned({ ...NODE, name: "deaf", args: ["-e", DEAF], graceMs: 300 });
    await deaf.stop();
    expect(processIdentity(deaf.pid)).toBeNull();
  });

  it("leaves nothing behind when its parent is killed", async () => {
    const launcher = spawn(process.execPath, [
      "--import",
      "tsx",
      "--input-type=module",
      "-e",
      LAUNCHER,
    ]);
    let output = "";
    launcher.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));
    await expect.poll(() => output, { timeout: 10_000 }).toMatch(/^\d+\n$/);
    const pid = Number(output);
    expect(processIdentity(pid)).not.toBeNull();
    launcher.kill("SIGKILL");
    await once(launcher, "exit");
    await expect.poll(() => processIdentity(pid), { timeout: 8_000 }).toBeNull();
  }, 20_000);
});
