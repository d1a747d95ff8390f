import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

/** What a network does to connections. `there` is towards the server, `back` towards the client. */
export type LineFault =
  | { kind: "latency"; ms: number }
  | { kind: "reset" }
  | { kind: "half-open" }
  | { kind: "slow close"; ms: number }
  | { kind: "cut"; afterBytes: number; direction: "there" | "back" }
  | { kind: "refuse" };

type Direction = "there" | "back";

/** Looks on at one connection, without touching it. */
export type Watcher = {
  there?(chunk: Buffer): void;
  back?(chunk: Buffer): void;
  /** The connection is over; `isByFault` when this proxy ended it. */
  ended?(isByFault: boolean): void;
};

export type FaultProxyOptions = {
  name: string;
  /** Ports of this machine, tried in this order for a new connection. */
  targets: () => readonly number[];
  watch?: (targetPort: number) => Watcher;
};

/** A swallowed connection is ended after this, so that a run comes to an end. */
const HALF_OPEN_ENDS_AFTER_MS = 20_000;
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

type LineContext = {
  fault: () => LineFault | null;
  strike: (line: Line) => void;
  watcher: Watcher;
  closed: (line: Line) => void;
};

/** One connection through the proxy. */
class Line {
  private readonly near: Socket;
  private readonly far: Socket;
  private readonly context: LineContext;
  private isSwallowing = false;
  private isOver = false;
  private hasBeenStruck = false;
  private cutting: { fault: LineFault; leftBytes: number } | null = null;
  private readonly dueMs = { there: 0, back: 0 };
  private readonly waiting: Record<Direction, { dueMs: number; work: () => void }[]> = {
    there: [],
    back: [],
  };

  constructor(near: Socket, far: Socket, context: LineContext) {
    this.near = near;
    this.far = far;
    this.context = context;
    this.direct(near, far, "there");
    this.direct(far, near, "back");
  }

  /** Ends both sides at once with RST. */
  reset(): void {
    this.strike();
    this.end((socket) => void socket.resetAndDestroy());
  }

  private strike(): void {
    this.hasBeenStruck = true;
    this.context.strike(this);
  }

  private end(how: (socket: Socket) => void): void {
    if (this.isOver) return;
    this.isOver = true;
    how(this.near);
    how(this.far);
    this.context.watcher.ended?.(this.hasBeenStruck);
    this.context.closed(this);
  }

  private direct(from: Socket, to: Socket, direction: Direction): void {
    from.setNoDelay(true);
    from.on("data", (chunk: Buffer) => {
      if (direction === "there") this.context.watcher.there?.(chunk);
      else this.context.watcher.back?.(chunk);
      this.pass(chunk, to, direction);
    });
    from.on("end", () => this.passEnd(to, direction));
    from.on("error", () => this.end((socket) => void socket.resetAndDestroy()));
    from.on("close", () => {
      if (this.near.destroyed && this.far.destroyed) this.end(() => undefined);
      // A side that is gone for good takes the other one with it, after what it still has to say.
      else if (!this.isSwallowing) this.passEnd(to, direction);
    });
  }

  private pass(chunk: Buffer, to: Socket, direction: Direction): void {
    if (this.isOver || this.isSwallowing) return;
    const fault = this.context.fault();
    switch (fault?.kind) {
      case "reset":
        this.reset();
        return;
      case "half-open":
        this.swallow();
        return;
      case "cut":
        if (fault.direction === direction) {
          this.cut(fault, chunk, to);
          return;
        }
        break;
      case "latency":
        this.strike();
        this.dueMs[direction] = performance.now() + fault.ms;
        break;
      case "slow close":
      case "refuse":
      case undefined:
        break;
    }
    this.inTurn(direction, () => {
      if (to.writable) to.write(chunk);
    });
  }

  /** After everything of this direction that is still held back: bytes never overtake each other. */
  private inTurn(direction: Direction, work: () => void): void {
    const queue = this.waiting[direction];
    queue.push({ dueMs: this.dueMs[direction], work });
    if (queue.length === 1) this.release(direction);
  }

  private release(direction: Direction): void {
    const queue = this.waiting[direction];
    for (let head = queue[0]; head !== undefined; head = queue[0]) {
      const waitMs = head.dueMs - performance.now();
      if (waitMs > 0) {
        setTimeout(() => this.release(direction), waitMs + 1);
        return;
      }
      head.work();
      queue.shift();
    }
  }

  private swallow(): void {
    this.isSwallowing = true;
    this.strike();
    const timer = setTimeout(() => this.reset(), HALF_OPEN_ENDS_AFTER_MS);
    timer.unref();
  }

  private cut(fault: LineFault & { kind: "cut" }, chunk: Buffer, to: Socket): void {
    if (this.cutting?.fault !== fault) this.cutting = { fault, leftBytes: fault.afterBytes };
    const passed = chunk.subarray(0, this.cutting.leftBytes);
    this.cutting.leftBytes -= passed.length;
    const isCut = passed.length < chunk.length;
    if (isCut) this.strike();
    if (passed.length > 0) to.write(passed);
    if (isCut) this.end((socket) => socket.destroySoon());
  }

  private passEnd(to: Socket, direction: Direction): void {
    if (this.isOver || this.isSwallowing) return;
    const fault = this.context.fault();
    const endOther = () => this.inTurn(direction, () => void to.end());
    if (fault?.kind !== "slow close") {
      endOther();
      return;
    }
    this.strike();
    setTimeout(endOther, fault.ms);
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
