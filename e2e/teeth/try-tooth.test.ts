import { expect, it } from "vitest";
import { SourceHasMoved } from "./plant";
import type { Finding } from "./finding";
import type { Tooth } from "./tooth";
import { prepareTrial } from "./try-tooth";

const tooth: Tooth = {
  name: "example",
  rule: "an example",
  file: "example.ts",
  find: "a",
  replace: "b",
  caughtBy: { project: "unit", files: ["example.test.ts"], test: "less" },
};

const passed: Finding = { kind: "all passed", count: 2 };
const failed: Finding = { kind: "failed", first: "less is less" };
const silent: Finding = { kind: "did not run", lastWords: "SyntaxError" };

function trial(withoutBug: Finding, withBug: Finding) {
  let isPlanted = false;
  let runs = 0;
  const workshop = {
    withBug: async <Value>(_tooth: Tooth, work: () => Promise<Value>) => {
      isPlanted = true;
      const value = await work();
      isPlanted = false;
      return value;
    },
  };
  const tryTooth = prepareTrial(workshop, () => {
    runs += 1;
    return Promise.resolve(isPlanted ? withBug : withoutBug);
  });
  return { tryTooth, runs: () => runs };
}

it.each([
  ["caught by a test that passes without it", passed, failed, "caught"],
  ["not caught when every test still passes", passed, passed, "NOT CAUGHT"],
  ["not caught when the tests cannot even be loaded", passed, silent, "CHECK IS BROKEN"],
  ["not caught by a test that fails anyway", failed, failed, "CHECK IS BROKEN"],
  ["not caught by a test that is not there", silent, failed, "CHECK IS BROKEN"],
])("a bug is %s", async (_name, withoutBug, withBug, verdict) => {
  expect(await trial(withoutBug, withBug).tryTooth(tooth)).toMatchObject({ verdict });
});

it("runs equal checks once without a bug", async () => {
  const { tryTooth, runs } = trial(passed, failed);
  for (const name of ["one", "two"]) await tryTooth({ ...tooth, name });
  expect(runs()).toBe(3);
});

it("says that the source has moved, and goes on", async () => {
  const moved = () => Promise.reject(new SourceHasMoved("moved"));
  const tryTooth = prepareTrial({ withBug: moved }, () => Promise.resolve(passed));
  expect(await tryTooth(tooth)).toMatchObject({ verdict: "SOURCE HAS MOVED", by: "moved" });
});
