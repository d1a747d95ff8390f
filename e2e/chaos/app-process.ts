import { join } from "node:path";
import { freePort } from "@/db/free-port";
import { startApp, type Service } from "@/scripts/launcher/services";

/** A load balancer would take this long to notice that an app answers no more. */
const NOTICED_AFTER_MS = 1_000;

/** One production process of the app, always on the same port, to be killed and frozen. */
export class AppProcess {
  readonly name: string;
  readonly port: number;
  private readonly env: Record<string, string>;
  private readonly logFolder: string;
  private service: Service | null = null;
  private frozenAtMs: number | null = null;
  private starts = 0;

  private constructor(name: string, port: number, env: Record<string, string>, logFolder: string) {
    this.name = name;
    this.port = port;
    this.env = env;
    this.logFolder = logFolder;
  }

  static async create(
    name: string,
    env: Record<string, string>,
    logFolder: string,
  ): Promise<AppProcess> {
    const app = new AppProcess(name, await freePort(), env, logFolder);
    await app.start();
    return app;
  }

  /** Starts it and waits until it says that it is well. */
  async start(): Promise<void> {
    this.starts += 1;
    this.service = await startApp({
      port: this.port,
      env: this.env,
      mode: "production",
      logFile: join(this.logFolder, `${this.name}.${this.starts}.log`),
    });
  }

  /** Ends it with SIGKILL, frozen or not. Answers once it is gone; false if it was gone already. */
  async kill(): Promise<boolean> {
    const { service } = this;
    if (service === null) return false;
    this.service = null;
    this.frozenAtMs = null;
    process.kill(-service.pid, "SIGKILL");
    await service.ended;
    return true;
  }

  freeze(): boolean {
    if (this.service === null || this.frozenAtMs !== null) return false;
    process.kill(-this.service.pid, "SIGSTOP");
    this.frozenAtMs = performance.now();
    return true;
  }

  resume(): void {
    if (this.service === null || this.frozenAtMs === null) return;
    process.kill(-this.service.pid, "SIGCONT");
    this.frozenAtMs = null;
  }

  /** Whether a balancer would send somebody here. */
  get isInRotation(): boolean {
    if (this.service === null || this.service.hasEnded()) return false;
    return this.frozenAtMs === null || performance.now() - this.frozenAtMs < NOTICED_AFTER_MS;
  }

  /** How it ended if nobody here ended it: the product gave up by itself. */
  async diedByItself(): Promise<string | null> {
    const { service } = this;
    if (service?.hasEnded() !== true) return null;
    return `${this.name} ended by itself (${await service.ended}):\n${service.lastWords()}`;
  }

  async stop(): Promise<void> {
    this.resume();
    await this.service?.stop();
  }
}
