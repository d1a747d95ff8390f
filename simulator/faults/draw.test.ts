import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { startBench, until, type Bench } from "../test-bench";
import { createWorld } from "../world";
import { draw, drawMs, strikes } from "./draw";

const worldWith = (seed: number | string) => {
  const world = createWorld([], Date.now);
  world.faults = { seed };
  return world;
};

describe("draw", () => {
  it("depends on seed, knob, reference and count, not on the order of references", () => {
    const forward = worldWith(5);
    const backward = worldWith(5);
    const references = ["A", "B", "C"];
    const first = references.map((reference) => draw(forward, "k", reference));
    const second = references.toReversed().map((reference) => draw(backward, "k", reference));
    expect(second.toReversed()).toEqual(first);
    const others = [
      draw(forward, "k", "A"),
      draw(forward, "other", "A"),
      draw(worldWith(6), "k", "A"),
    ];
    expect(new Set([...first, ...others]).size).toBe(6);
  });

  it("keeps its rate", () => {
    const world = worldWith("seed");
    let struck = 0;
    for (let n = 0; n < 2_000; n += 1) if (strikes(world, "k", 0.3, `R${n}`)) struck += 1;
    expect(struck / 2_000).toBeGreaterThan(0.26);
    expect(struck / 2_000).toBeLessThan(0.34);
  });

  it("never strikes at rate 0 or unset, always at 1", () => {
    const world = worldWith(1);
    for (let n = 0; n < 100; n += 1) {
      expect(strikes(world, "k", 0, `R${n}`)).toBe(false);
      expect(strikes(world, "k", undefined, `R${n}`)).toBe(false);
      expect(strikes(world, "k", 1, `R${n}`)).toBe(true);
    }
  });

  it("stays within a range of milliseconds", () => {
    const world = worldWith(1);
    const all = Array.from({ length: 300 }, (_, n) => drawMs(world, "k", [10, 12], `R${n}`));
    expect([...new Set(all)].sort()).toEqual([10, 11, 12]);
    expect(drawMs(world, "k", undefined, "R")).toBe(0);
  });
});

describe("the same seed", () => {
  let bench: Bench;
  beforeAll(async () => void (bench = await startBench()));
  afterAll(() => bench.close());
  beforeEach(() => bench.reset());

  const REFERENCES = Array.from({ length: 16 }, (_, n) => `ORDER${n}`);
  const KNOBS = {
    seed: 2026,
    autoAnswer: { pay: 0.5, cancel: 0.2, wrongPin: 0.1, insufficient: 0.2 },
    answerDelayMs: [0, 5],
    push: { spikeArrest: 0.1, error500: 0.1 },
    callback: { drop: 0.2, wrongAmount: 0.2, resultCodeAsString: 0.3 },
  };

  /** What became of each reference, however they came in. */
  async function run(order: readonly string[]): Promise<Map<string, string>> {
    await bench.faults(KNOBS);
    const fates = new Map<string, string>();
    for (const reference of order) {
      const PhoneNumber = `2547000001${REFERENCES.indexOf(reference) + 10}`;
      const reply = await bench.push({ AccountReference: reference, PhoneNumber });
      fates.set(reference, `${reply.status}`);
    }
    const prompts = await until(async () => {
      const all = await bench.prompts();
      return all.some(({ state }) => state === "open") ? undefined : all;
    });
    for (const { accountReference: reference, state } of prompts) {
      fates.set(reference, `${fates.get(reference) ?? ""} ${state}`);
    }
    for (const { accountReference: reference, receipt, amountKes } of await bench.debits()) {
      fates.set(reference, `${fates.get(reference) ?? ""} ${receipt} ${amountKes}`);
    }
    return fates;
  }

  it("gives every account reference the same fate in any order of arrival", async () => {
    const first = await run(REFERENCES);
    expect(new Set([...first.values()].map((fate) => fate.slice(0, 8))).size).toBeGreaterThan(3);
    await bench.reset();
    const second = await run(REFERENCES.toReversed());
    for (const reference of REFERENCES) expect(second.get(reference)).toBe(first.get(reference));
  });
});
