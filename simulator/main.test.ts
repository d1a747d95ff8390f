import { spawn } from "node:child_process";
import { createServer } from "node:net";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const MAIN = fileURLToPath(new URL("main.ts", import.meta.url));

/** Runs the process; `onLine` sees what it prints and may send a signal. */
function run(
  environment: Record<string, string>,
  onLine: (line: string, kill: (signal: NodeJS.Signals) => void) => void = () => undefined,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", MAIN], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const read = (chunk: Buffer) => {
    output += chunk.toString();
    onLine(chunk.toString(), (signal) => child.kill(signal));
  };
  child.stdout.on("data", read);
  child.stderr.on("data", read);
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, output })));
}

describe("tsx simulator/main.ts", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "prints one line and ends with 0 on %s",
    async (signal) => {
      let signalled = 0;
      const { code, output } = await run({ SIMULATOR_PORT: "0" }, (_, kill) => {
        signalled = Date.now();
        kill(signal);
      });
      expect(code).toBe(0);
      expect(output).toMatch(/^Simulator \(Daraja and phone\) on http:\/\/127\.0\.0\.1:\d+\n$/);
      expect(Date.now() - signalled).toBeLessThan(4_000);
    },
  );

  it("says which variable is wrong", async () => {
    const { code, output } = await run({ SIMULATOR_PORT: "many" });
    expect(code).toBe(1);
    expect(output).toMatch(/^Simulator not started\. SIMULATOR_PORT must be .*\n$/);
  });

  it("says that its port is taken", async () => {
    const holder = createServer();
    await new Promise<void>((resolve) => holder.listen(0, "127.0.0.1", resolve));
    const { port } = z.object({ port: z.number() }).parse(holder.address());
    const { code, output } = await run({ SIMULATOR_PORT: String(port) });
    holder.close();
    expect(code).toBe(1);
    expect(output).toMatch(new RegExp(`^Simulator not started\\. Port ${port} .* is taken.*\\n$`));
  });
});
