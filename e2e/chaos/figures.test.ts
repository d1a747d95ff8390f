import { expect, it } from "vitest";
import { addFigures } from "./figures";

it("the sum of runs has to be the sum of what each had to be", () => {
  const run = (value: number) => [
    { name: "payments", value: 10, must: { be: 10 } },
    { name: "missing", value, must: { be: 0 } },
    { name: "kills", value: 3, must: { beAtLeast: 1 } },
    { name: "time", value: 5, unit: "s" },
  ];
  expect(addFigures([run(0), run(2)])).toEqual([
    { name: "payments", value: 20, must: { be: 20 } },
    { name: "missing", value: 2, must: { be: 0 } },
    { name: "kills", value: 6, must: { beAtLeast: 2 } },
    { name: "time", value: 10, unit: "s" },
  ]);
});
