import type { Socket } from "node:net";

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

/** A swallowed connection is ended after this, so that a run comes to an end. */
const HALF_OPEN_ENDS_AFTER_MS = 20_000;

type LineContext = {
  fault: () => LineFault | null;
  strike: (line: Line) => void;
  watcher: Watcher;
  closed: (line: Line) => void;
};

/** One connection through a proxy, to its client (`near`) and its server (`far`). */
export class Line {
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
