import { setTimeout as sleep } from "node:timers/promises";
import { join } from "node:path";
import postgres from "postgres";
import { migrateDatabase } from "@/db/migrate";
import { ageOrder, createDatabase } from "@/db/test-database";
import { appEnvironment } from "@/scripts/launcher/app-environment";
import { generateSecrets } from "@/scripts/launcher/secrets";
import { seed, startSimulator, type Service } from "@/scripts/launcher/services";
import { DatabaseLine } from "../support/database-line";
import { Simulator } from "../support/simulator";
import { HostProcess } from "./host-process";
import { quietPort } from "./quiet-port";

const LOG_FOLDER = "test-results/crash-points";
/** A customer whose browser gets no answer for so long reloads. */
const CALL_TIMEOUT_MS = 2_500;

export type Answer = { status: number; body: unknown };

const urlOf = (port: number) => `http://127.0.0.1:${port}`;

/** What a lane keeps for itself: nothing of one case reaches another lane. */
type LaneParts = {
  simulatorService: Service;
  simulator: Simulator;
  databaseUrl: string;
  line: DatabaseLine;
  sql: postgres.Sql;
  apiKey: string;
  cronSecret: string;
  env: Record<string, string>;
  logFile: string;
  ports: { own: number; neighbour: number };
};

/**
 * An installation of its own: database, the line to it, simulator, one host, and a spare that was
 * booted ahead, to take the place of one that was killed or to stand beside one that is frozen.
 */
export class Lane {
  readonly simulator: Simulator;
  readonly sql: postgres.Sql;
  readonly line: DatabaseLine;
  host: HostProcess;
  /** Where customers' requests go at the moment. */
  private front: string;
  private spare: Promise<HostProcess>;
  private neighbour: HostProcess | null = null;
  private interrupt = new AbortController();
  private readonly parts: LaneParts;

  private constructor(parts: LaneParts, host: HostProcess) {
    this.parts = parts;
    this.simulator = parts.simulator;
    this.sql = parts.sql;
    this.line = parts.line;
    this.host = host;
    this.front = urlOf(parts.ports.own);
    this.spare = this.bootSpare();
  }

  static async open(
    server: { url: string; folder: string },
    number: number,
    systemEnv: Record<string, string>,
  ) {
    const secrets = generateSecrets();
    const [own, neighbour, simulatorPort] = [
      await quietPort(),
      await quietPort(),
      await quietPort(),
    ];
    const database = await createDatabase(server.url);
    await migrateDatabase(database.url);
    const line = await DatabaseLine.open(database.url);
    const env = {
      ...appEnvironment({
        outer: systemEnv,
        secrets,
        databaseUrl: line.url,
        appUrl: urlOf(own),
        dataFolder: join(server.folder, `lane-${number}`),
      }),
      LOG_LEVEL: "info",
    };
    const simulatorUrl = urlOf(simulatorPort);
    const logFile = join(LOG_FOLDER, `lane-${number}.log`);
    const [simulatorService, access, host] = await Promise.all([
      startSimulator({
        port: simulatorPort,
        env,
        logFile: join(LOG_FOLDER, `simulator-${number}.log`),
      }),
      seed(env, { simulatorUrl, password: secrets.demoPassword }),
      HostProcess.boot(env, logFile),
    ]);
    await host.listen(own);
    const sql = postgres(database.url, { max: 2, onnotice: () => undefined });
    const { apiKey } = access;
    const { cronSecret } = secrets;
    const simulator = new Simulator(simulatorUrl);
    const ports = { own, neighbour };
    const databaseUrl = database.url;
    const parts = { simulatorService, simulator, databaseUrl, line, sql, apiKey, cronSecret };
    return new Lane({ ...parts, env, logFile, ports }, host);
  }

  private bootSpare(): Promise<HostProcess> {
    const spare = HostProcess.boot(this.parts.env, this.parts.logFile);
    spare.catch(() => undefined);
    return spare;
  }

  /** Starts the host again after it was killed. */
  async restart(): Promise<void> {
    await this.host.ended;
    this.host = await this.spare;
    await this.host.listen(this.parts.ports.own);
    this.spare = this.bootSpare();
  }

  /** Sends customers to a second process of the installation until `bringBack`. */
  async turnToNeighbour(): Promise<void> {
    if (this.neighbour === null) {
      this.neighbour = await this.spare;
      await this.neighbour.listen(this.parts.ports.neighbour);
      this.spare = this.bootSpare();
    }
    this.front = urlOf(this.parts.ports.neighbour);
    this.giveUpWaiting();
  }

  bringBack(): void {
    this.front = urlOf(this.parts.ports.own);
  }

  /** Ends the requests that customers wait for: they reload. */
  giveUpWaiting(): void {
    this.interrupt.abort();
    this.interrupt = new AbortController();
  }

  /** A request to whoever answers now; null when no answer came. */
  async call(method: string, path: string, options: { body?: unknown; bearer?: string } = {}) {
    const { body, bearer } = options;
    try {
      const response = await fetch(`${this.front}${path}`, {
        method,
        headers: {
          "content-type": "application/json",
          connection: "close",
          ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        },
        signal: AbortSignal.any([this.interrupt.signal, AbortSignal.timeout(CALL_TIMEOUT_MS)]),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const answer: Answer = {
        status: response.status,
        body: text === "" ? null : JSON.parse(text),
      };
      return answer;
    } catch {
      return null;
    }
  }

  api(method: string, path: string, body?: unknown): Promise<Answer | null> {
    return this.call(method, path, {
      bearer: this.parts.apiKey,
      ...(body === undefined ? {} : { body }),
    });
  }

  sweep(): Promise<Answer | null> {
    return this.call("GET", "/api/cron/sweep", { bearer: this.parts.cronSecret });
  }

  /** Whether nothing runs in the processes that answer. */
  async isQuiet(): Promise<boolean> {
    const answer = await this.call("GET", "/under-way");
    return JSON.stringify(answer?.body) === '{"underWay":0}';
  }

  age(orderId: string, seconds: number): Promise<void> {
    return ageOrder(this.parts.databaseUrl, orderId, seconds);
  }

  /** Lets the lease of a token request run out that its process did not live to give back. */
  async ageTokenLease(): Promise<void> {
    await this.sql`update access_tokens set lease_until = lease_until - interval '13 seconds'`;
  }

  async expireToken(): Promise<void> {
    await this.sql`
      update access_tokens set refresh_at = clock_timestamp(), expires_at = clock_timestamp()`;
  }

  /** Has Safaricom hand out a newer token, so that ours is refused. */
  async replaceToken(): Promise<void> {
    const authorization = `Basic ${Buffer.from("demo-consumer-key:demo-consumer-secret").toString("base64")}`;
    const response = await fetch(
      `${this.simulator.url}/oauth/v1/generate?grant_type=client_credentials`,
      { headers: { authorization, connection: "close" } },
    );
    if (!response.ok) throw new Error(`the simulator gave no token: ${response.status}`);
    await response.text();
  }

  async close(): Promise<void> {
    const spare = await this.spare.catch(() => null);
    await Promise.all([this.host.stop(), this.neighbour?.stop(), spare?.stop()]);
    await this.parts.simulatorService.stop();
    await this.line.cut();
    await this.sql.end({ timeout: 5 });
  }

  /** Waits until nothing runs any more, in bounded time. */
  async untilQuiet(): Promise<void> {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await this.isQuiet()) return;
      await sleep(50);
    }
  }
}
