import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { z } from "zod";
import { startOwned, type OwnedProcess } from "@/db/owned-process";

/** Where a host of the product may be told to break. */
export type Arm = {
  point: string;
  detail: string;
  passing: number;
  afterMs: number;
  action: "kill" | "freeze" | "hold";
};

const reportShape = z.union([
  z.object({ ready: z.literal(true), failpoints: z.array(z.string()) }),
  z.object({ listening: z.number() }),
  z.object({ armed: z.string() }),
  z.object({ reached: z.string(), action: z.string() }),
]);
type Report = z.infer<typeof reportShape>;

/** The file descriptor that the host reports on. */
const REPORTS = 3;
const ANSWER_TIMEOUT_MS = 30_000;

/** A process that answers as the product does (lib/http/fixtures/test-host.ts), under command. */
export class HostProcess {
  /** The failpoints that the product has. */
  failpoints: readonly string[] = [];
  private readonly process: OwnedProcess;
  private readonly reports: Report[] = [];
  private wake: () => void = () => undefined;

  private constructor(process: OwnedProcess) {
    this.process = process;
    const { stdin, stdio } = process.child;
    const reports = stdio[REPORTS];
    if (!(reports instanceof Readable)) throw new Error("the host has nothing to report on");
    stdin?.on("error", () => undefined);
    createInterface({ input: reports }).on("line", (line) => {
      this.reports.push(reportShape.parse(JSON.parse(line)));
      this.wake();
    });
  }

  /** Boots one that listens nowhere yet. */
  static async boot(env: Record<string, string>, logFile: string): Promise<HostProcess> {
    mkdirSync(dirname(logFile), { recursive: true });
    const log = openSync(logFile, "a", 0o600);
    const started = await startOwned({
      name: "the host under test",
      command: process.execPath,
      args: ["--import", "tsx", "lib/http/fixtures/test-host.ts"],
      env: { ...env, NODE_ENV: "test" },
      stdio: ["pipe", log, log, "pipe"],
    });
    closeSync(log);
    const host = new HostProcess(started);
    const ready = await host.next((report) => ("ready" in report ? report : null));
    host.failpoints = ready?.failpoints ?? [];
    return host;
  }

  /** Takes the first report that `pick` wants; null when none came in time. */
  private async next<T>(
    pick: (report: Report) => T | null,
    isOver: () => boolean = () => false,
  ): Promise<T | null> {
    const endsAtMs = performance.now() + ANSWER_TIMEOUT_MS;
    for (;;) {
      for (const [index, report] of this.reports.entries()) {
        const picked = pick(report);
        if (picked === null) continue;
        this.reports.splice(index, 1);
        return picked;
      }
      if (performance.now() > endsAtMs || isOver()) return null;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 100);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  private tell(command: Record<string, unknown>): void {
    this.process.child.stdin?.write(`${JSON.stringify(command)}\n`);
  }

  async listen(port: number): Promise<void> {
    this.tell({ do: "listen", port });
    const listening = await this.next((report) =>
      "listening" in report && report.listening === port ? true : null,
    );
    if (listening === null) throw new Error(`the host does not listen on ${port}`);
  }

  async arm(arm: Arm): Promise<void> {
    this.tell({ do: "arm", ...arm });
    const armed = await this.next((report) => ("armed" in report ? true : null));
    if (armed === null) throw new Error(`${arm.point} could not be armed`);
  }

  /** The armed failpoint, once it is reached; null when `isOver` turns true before. */
  untilReached(isOver: () => boolean): Promise<string | null> {
    return this.next((report) => ("reached" in report ? report.reached : null), isOver);
  }

  disarm(): void {
    this.tell({ do: "disarm" });
  }

  /** Lets what is held go on, and a stopped process run again. */
  goOn(): void {
    process.kill(this.process.pid, "SIGCONT");
    this.tell({ do: "go" });
  }

  get ended(): Promise<string> {
    return this.process.ended;
  }

  async stop(): Promise<void> {
    if (!this.process.hasEnded()) process.kill(this.process.pid, "SIGKILL");
    await this.process.ended;
  }
}
