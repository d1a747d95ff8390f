import { describe, expect, it } from "vitest";
import { KNOB_SETS } from "./knob-sets";
import { drawPlan, LINE_FAULT_KINDS, LINE_NAMES, nameOf, type PlannedEvent } from "./plan";

const count = (events: PlannedEvent[], kind: string) =>
  events.filter(({ disturbance }) => disturbance.kind === kind).length;

describe("drawPlan", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(drawPlan("a", 250, "ci")).toEqual(drawPlan("a", 250, "ci"));
    expect(drawPlan("a", 250, "ci")).not.toEqual(drawPlan("b", 250, "ci"));
  });

  it.each([
    ["ci", 60],
    ["ci", 250],
    ["long", 2_000],
  ] as const)("%s with %i payments has every kind of disturbance", (profile, payments) => {
    const plan = drawPlan("any", payments, profile);
    const names = new Set([
      ...plan.events.map(({ disturbance }) => nameOf(disturbance)),
      ...plan.knobs.map(({ set }) => set.name),
    ]);
    const lines = LINE_NAMES.flatMap((line) =>
      LINE_FAULT_KINDS.map((kind) => `${line} line: ${kind}`),
    );
    const others = ["app killed", "app killed in a callback", "app frozen", "postgres killed"];
    for (const name of [...lines, ...others, "backends ended", ...KNOB_SETS.map((s) => s.name)]) {
      expect(names).toContain(name);
    }
  });

  it("plans the kills that the published figures need", () => {
    const ci = ["a", "b"].flatMap((seed) => drawPlan(seed, 250, "ci").events);
    expect(count(ci, "app killed") + count(ci, "app killed in a callback")).toBeGreaterThanOrEqual(
      20,
    );
    expect(count(ci, "postgres killed")).toBeGreaterThanOrEqual(3);
    const long = drawPlan("a", 2_000, "long").events;
    const kills = ["app killed", "app killed in a callback", "postgres killed"];
    expect(kills.reduce((sum, kind) => sum + count(long, kind), 0)).toBeGreaterThanOrEqual(60);
  });

  it("begins nothing after the last payment, and in order", () => {
    const { events, knobs } = drawPlan("a", 250, "ci");
    const starts = events.map(({ atPayment }) => atPayment);
    expect(Math.max(...starts)).toBeLessThan(250);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    expect(knobs.reduce((sum, { pushes }) => sum + pushes, 0)).toBeLessThan(250);
    expect(Math.min(...knobs.map(({ pushes }) => pushes))).toBeGreaterThan(0);
  });
});
