import { setTimeout as sleep } from "node:timers/promises";
import type { AppProcess } from "./app-process";
import type { Dice } from "../support/dice";
import { diceFor } from "./dice";
import { disturbLine, STRIKE_PATIENCE_MS } from "./disturb-line";
import type { KnobSet } from "./knob-sets";
import { nameOf, type Disturbance, type Plan, type PlannedEvent, type PlannedKnobs } from "./plan";
import type { World } from "./world";

/** Payments wait when this many disturbances are at work: the plan keeps its order. */
const MOST_AT_ONCE = 5;
/** How often a disturbance that found nobody comes back. */
const MOST_REPEATS = 2;
/** The phones of the last pushes answer under the same knobs. */
const ANSWERS_COME_AFTER_MS = 1_200;
/** A set that does not bring what it should gives way in the end. */
const MOST_TIMES_LONGER = 4;
/** Payments come one by one, so that each set of knobs meets its own. */
const BETWEEN_STARTS_MS = 150;

/** Carries out a plan as payments are started, and counts what really happened. */
export class Conductor {
  private readonly world: World;
  private readonly events: PlannedEvent[];
  private readonly knobs: PlannedKnobs[];
  private readonly repeats = new Map<Disturbance, number>();
  private pushes = 0;
  private inForce: (PlannedKnobs & { fromPush: number; before: Map<string, number> }) | null = null;
  private isTurning = false;
  private readonly dice: Dice;
  private readonly seed: string;
  private readonly running = new Set<Promise<void>>();
  private readonly turns = new Map<string, Promise<unknown>>();
  private readonly problems: unknown[] = [];
  private gate: Promise<void> = Promise.resolve();
  private readonly armed = new Map<AppProcess, () => void>();

  constructor(world: World, plan: Plan, seed: string) {
    this.world = world;
    this.events = [...plan.events];
    this.knobs = [...plan.knobs];
    this.seed = seed;
    this.dice = diceFor(seed, "conductor");
    world.onCallback.look = (app) => {
      this.armed.get(app)?.();
      this.armed.delete(app);
    };
    world.onPush.look = () => {
      this.pushes += 1;
      this.turnKnobs();
    };
  }

  /** Puts the next set of knobs in force once the one before it has done what it is there for. */
  private turnKnobs(): void {
    const next = this.knobs[0];
    if (next === undefined || this.isTurning || !this.isSetDone()) return;
    this.isTurning = true;
    this.knobs.shift();
    this.track(
      sleep(this.inForce === null ? 0 : ANSWERS_COME_AFTER_MS)
        .then(() => this.setKnobs(next.set))
        .finally(() => {
          const { tally } = this.world;
          const before = new Map(next.set.brings.map((kind) => [kind, tally.of(kind)]));
          this.inForce = { ...next, fromPush: this.pushes, before };
          this.isTurning = false;
        }),
    );
  }

  private isSetDone(): boolean {
    if (this.inForce === null) return true;
    const { fromPush, pushes, before } = this.inForce;
    const met = this.pushes - fromPush;
    const hasBrought = Array.from(before).every(
      ([kind, count]) => this.world.tally.of(kind) > count,
    );
    return met >= pushes && (hasBrought || met >= pushes * MOST_TIMES_LONGER);
  }

  /**
   * Begins everything that is planned up to this many payments. Whoever starts a payment waits here:
   * for those before, for room among the disturbances at work, and for a moment.
   */
  reach(payments: number): Promise<void> {
    this.gate = this.gate.then(() => this.advance(payments));
    return this.gate;
  }

  private async advance(payments: number): Promise<void> {
    for (let next = this.events[0]; next !== undefined; next = this.events[0]) {
      if (next.atPayment > payments) break;
      while (this.running.size >= MOST_AT_ONCE) await Promise.race(this.running);
      this.events.shift();
      this.begin(next.disturbance);
    }
    await sleep(BETWEEN_STARTS_MS);
  }

  /** Puts the first set of knobs in force. */
  async open(): Promise<void> {
    this.turnKnobs();
    await Promise.all(this.running);
  }

  /** Waits until everything begun is over. Throws what went wrong with the tools themselves. */
  async settle(): Promise<void> {
    await Promise.all(this.running);
    if (this.problems.length > 0) throw new AggregateError(this.problems, "the plan was not kept");
  }

  private begin(disturbance: Disturbance): void {
    this.track(this.inTurn(placeOf(disturbance), () => this.perform(disturbance)));
  }

  private track(work: Promise<void>): void {
    const tracked = work
      .catch((error: unknown) => void this.problems.push(error))
      .then(() => void this.running.delete(tracked));
    this.running.add(tracked);
  }

  /** One disturbance at a time in one place. */
  private inTurn<T>(place: string, work: () => Promise<T>): Promise<T> {
    const before = this.turns.get(place) ?? Promise.resolve();
    const mine = before.then(work, work);
    this.turns.set(place, mine);
    return mine;
  }

  /** Begins something for which Postgres must not be taken away, in turn with whatever would. */
  beginWhilePostgresStays(work: () => Promise<void>): void {
    this.track(this.inTurn("postgres", work));
  }

  /** Puts a set of knobs in force. */
  async setKnobs(set: KnobSet): Promise<void> {
    this.world.history.note("plan", "knobs", { set: set.name, pushes: this.pushes });
    this.world.knobs.inForce = set;
    await this.world.simulator.setFaults({ seed: this.seed, ...set.faults });
    // Tokens of an hour ago would outlive the set: the next push has to ask for a new one.
    if (set.faults.oauth !== undefined) await this.world.postgres.expireAccessTokens();
  }

  private async perform(disturbance: Disturbance): Promise<void> {
    const { world } = this;
    const name = nameOf(disturbance);
    world.history.note("plan", name, { ...disturbance });
    const hasHappened = await this.disturb(disturbance);
    world.history.note("plan", `${name}: over`, { hasHappened });
    if (hasHappened) {
      world.tally.add(name);
      return;
    }
    const repeats = this.repeats.get(disturbance) ?? 0;
    if (repeats === MOST_REPEATS) return;
    // It found nobody: again with the next payment, when somebody may be there.
    this.repeats.set(disturbance, repeats + 1);
    this.events.unshift({ atPayment: 0, disturbance });
  }

  private async disturb(disturbance: Disturbance): Promise<boolean> {
    const { apps, postgres } = this.world;
    switch (disturbance.kind) {
      case "app killed": {
        const app = apps[disturbance.app];
        return this.killAndRestart(app);
      }
      case "app killed in a callback": {
        const app = apps[disturbance.app];
        if (!(await this.waitForCallback(app))) return false;
        await sleep(disturbance.afterMs);
        return this.killAndRestart(app);
      }
      case "app frozen": {
        const app = apps[disturbance.app];
        const isFrozen = app.freeze();
        await sleep(disturbance.forMs);
        app.resume();
        return isFrozen;
      }
      case "postgres killed":
        await postgres.stopImmediately();
        await sleep(disturbance.awayMs);
        await postgres.start();
        return true;
      case "backends ended":
        return (await postgres.endBackends(disturbance.share)) > 0;
      case "line":
        return disturbLine(this.world, disturbance);
    }
  }

  private async killAndRestart(app: AppProcess): Promise<boolean> {
    const wasAlive = await app.kill();
    await sleep(this.dice.between(0, 700));
    await app.start();
    return wasAlive;
  }

  private async waitForCallback(app: AppProcess): Promise<boolean> {
    return new Promise((resolve) => {
      const giveUp = setTimeout(() => {
        this.armed.delete(app);
        resolve(false);
      }, STRIKE_PATIENCE_MS);
      this.armed.set(app, () => {
        clearTimeout(giveUp);
        resolve(true);
      });
    });
  }
}

/** What a disturbance needs for itself. */
function placeOf(disturbance: Disturbance): string {
  switch (disturbance.kind) {
    case "app killed":
    case "app killed in a callback":
    case "app frozen":
      return `app ${disturbance.app}`;
    case "postgres killed":
    case "backends ended":
      return "postgres";
    case "line":
      return disturbance.line === "database"
        ? `database line ${disturbance.app}`
        : disturbance.line;
  }
}
