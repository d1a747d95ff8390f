import { describe, expect, it } from "vitest";
import { linkState } from "./link-state";

const open = { isActive: true, isOver: false, stock: 2, heldUses: 0, settledUses: 0 };

describe("linkState", () => {
  it.each([
    [{}, "open"],
    [{ heldUses: 1 }, "open"],
    [{ heldUses: 2 }, "taken"],
    [{ heldUses: 2, settledUses: 1 }, "taken"],
    [{ heldUses: 2, settledUses: 2 }, "used_up"],
    // Late money: more paid than the stock.
    [{ heldUses: 3, settledUses: 3 }, "used_up"],
    [{ stock: null, heldUses: 9_999, settledUses: 9_999 }, "open"],
    [{ isOver: true }, "expired"],
    [{ isActive: false, isOver: true, heldUses: 2 }, "off"],
  ])("%j is %s", (facts, state) => {
    expect(linkState({ ...open, ...facts })).toBe(state);
  });
});
