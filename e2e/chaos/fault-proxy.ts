import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";
import { Line, type LineFault, type Watcher } from "./line";

export type FaultProxyOptions = {
  name: string;
  /** Ports of this machine, tried in this order for a new connection. */
  targets: () => readonly number[];
  watch?: (targetPort: number) => Watcher;
};

const NO_WATCHER: Watcher = {};

/**
 * A TCP proxy that misbehaves on demand. One fault at a time; it strikes connections that are open
 * and those that come, and counts each one that it really struck.
 */
export class FaultProxy {
  readonly name: string;
  private readonly options: FaultProxyOptions;
  private readonly lines = new Set<Line>();
  private server: Server | null = null;
  private listeningPort = 0;
  private active: LineFault | null = null;
  private struck = new Set<Line>();
  private refused = 0;

  private constructor(options: FaultProxyOptions) {
    this.name = options.name;
    this.options = options;
  }

  /** Opens a proxy on `port` of this machine, 0 for any free one. */
  static async open(options: FaultProxyOptions, port = 0): Promise<FaultProxy> {
    const proxy = new FaultProxy(options);
    await proxy.listen(port);
    return proxy;
  }

  get port(): number {
    return this.listeningPort;
  }

  get fault(): LineFault | null {
    return this.active;
  }

  /** How many connections the fault at work has struck so far. */
  get strikes(): number {
    return this.struck.size + this.refused;
  }

  /** Begins a fault; the one before it ends. */
  async setFault(fault: LineFault): Promise<void> {
    await this.clearFault();
    this.active = fault;
    this.struck = new Set();
    this.refused = 0;
    if (fault.kind === "reset") for (const line of [...this.lines]) line.reset();
    if (fault.kind === "refuse") {
      await this.stopListening();
      // Those that are open would never notice: they have to come back and be refused.
      for (const line of [...this.lines]) line.reset();
      if (await isRefused(this.listeningPort)) this.refused += 1;
    }
  }

  /** From now on the line is well again; what was swallowed stays swallowed. */
  async clearFault(): Promise<void> {
    this.active = null;
    if (this.server === null) await this.listen(this.listeningPort);
  }

  async close(): Promise<void> {
    this.active = null;
    for (const line of [...this.lines]) line.reset();
    await this.stopListening();
  }

  private async listen(port: number): Promise<void> {
    const server = createServer({ allowHalfOpen: true }, (near) => this.accept(near));
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ port, host: "127.0.0.1", backlog: 1_024 }, resolve);
    });
    this.listeningPort = portOf(server);
    this.server = server;
  }

  private async stopListening(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (server === null) return;
    // Connections that are open hold up the callback of close(); the port is free at once.
    server.close();
    await new Promise((resolve) => setImmediate(resolve));
  }

  private accept(near: Socket): void {
    near.on("error", () => undefined);
    near.pause();
    const ports = [...this.options.targets()];
    const tryNext = () => {
      const port = ports.shift();
      if (port === undefined || near.destroyed) {
        near.resetAndDestroy();
        return;
      }
      const far = connect({ port, host: "127.0.0.1", allowHalfOpen: true });
      far.once("error", tryNext);
      far.once("connect", () => {
        far.off("error", tryNext);
        this.join(near, far, port);
      });
    };
    tryNext();
  }

  private join(near: Socket, far: Socket, port: number): void {
    const line = new Line(near, far, {
      fault: () => this.active,
      strike: (struck) => this.struck.add(struck),
      watcher: this.options.watch?.(port) ?? NO_WATCHER,
      closed: (gone) => this.lines.delete(gone),
    });
    this.lines.add(line);
    near.resume();
  }
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return (address satisfies AddressInfo).port;
}

/** Whether a connection to this port is refused, as a client would see it. */
function isRefused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect({ port, host: "127.0.0.1" });
    probe.once("connect", () => {
      probe.destroy();
      resolve(false);
    });
    probe.once("error", (error: NodeJS.ErrnoException) => resolve(error.code === "ECONNREFUSED"));
  });
}
