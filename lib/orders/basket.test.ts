import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_AMOUNT_KES } from "@/lib/money";
import {
  changeBasket,
  DEMO_ITEMS,
  EMPTY_BASKET,
  MAX_QUANTITY,
  parseBasket,
  quantityOf,
  referenceOf,
  titleOf,
  totalKesOf,
  writeBasket,
} from "./basket";

const tea = { lines: [{ id: "chai", quantity: 2 }], orderId: null } as const;

describe("parseBasket", () => {
  it.each([
    [undefined, EMPTY_BASKET],
    ["", EMPTY_BASKET],
    ["|", EMPTY_BASKET],
    ["chai:2", tea],
    ["chai:2|ord_1", { ...tea, orderId: "ord_1" }],
    ["chai:2,gold:1", tea],
    ["chai:2,unga:0,asali:11,kikoi:-1,kiondo:1e1,sukuma:1.5", tea],
    ["chai:2,unga:1:1,unga,:,1", tea],
    ["chai:2,chai:3", EMPTY_BASKET],
    [`chai:2,${" ".repeat(200)}`, EMPTY_BASKET],
  ])("reads %j", (text, basket) => {
    expect(parseBasket(text)).toEqual(basket);
  });

  it("takes any text, and nothing from it that the shop does not sell", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.string({ unit: fc.constantFrom("c", "h", "a", "i", ":", ",", "|", "1", "9") }),
    );
    fc.assert(
      fc.property(anything, (text) => {
        const { lines } = parseBasket(text);
        for (const { id, quantity } of lines) {
          expect(DEMO_ITEMS.map((item) => item.id)).toContain(id);
          expect(quantity).toBeGreaterThanOrEqual(1);
          expect(quantity).toBeLessThanOrEqual(MAX_QUANTITY);
        }
      }),
    );
  });
});

const changes = fc.array(
  fc.record({
    id: fc.constantFrom(...DEMO_ITEMS.map(({ id }) => id)),
    change: fc.constantFrom("more" as const, "more" as const, "less" as const, "remove" as const),
  }),
  { maxLength: 120 },
);

describe("changeBasket", () => {
  it("counts up to the most and down to nothing", () => {
    let basket = EMPTY_BASKET;
    for (let times = 0; times < 12; times += 1) basket = changeBasket(basket, "chai", "more");
    expect(quantityOf(basket, "chai")).toBe(MAX_QUANTITY);
    for (let times = 0; times < 12; times += 1) basket = changeBasket(basket, "chai", "less");
    expect(basket).toEqual(EMPTY_BASKET);
  });

  it("keeps the place of a line, and takes one out", () => {
    const two = changeBasket(tea, "unga", "more");
    expect(referenceOf(changeBasket(two, "chai", "less"))).toBe("chai:1,unga:1");
    expect(referenceOf(changeBasket(two, "chai", "remove"))).toBe("unga:1");
  });

  it("lets the order of other lines go, and keeps it while nothing changed", () => {
    const ordered = { lines: [{ id: "chai", quantity: MAX_QUANTITY }], orderId: "ord_1" } as const;
    expect(changeBasket(ordered, "chai", "more")).toBe(ordered);
    expect(changeBasket(ordered, "kiondo", "remove")).toBe(ordered);
    expect(changeBasket(ordered, "chai", "less").orderId).toBeNull();
    expect(changeBasket(ordered, "unga", "more").orderId).toBeNull();
  });

  it("makes baskets that can be written, read, referred to and paid", () => {
    fc.assert(
      fc.property(changes, (list) => {
        const basket = list.reduce(
          (before, { id, change }) => changeBasket(before, id, change),
          EMPTY_BASKET,
        );
        expect(parseBasket(writeBasket(basket))).toEqual(basket);
        expect(referenceOf(basket).length).toBeLessThanOrEqual(64);
        expect(totalKesOf(basket)).toBeLessThanOrEqual(MAX_AMOUNT_KES);
        const ofLines = basket.lines.map(
          ({ id, quantity }) =>
            (DEMO_ITEMS.find((item) => item.id === id)?.amountKes ?? NaN) * quantity,
        );
        expect(totalKesOf(basket)).toBe(ofLines.reduce((sum, amountKes) => sum + amountKes, 0));
      }),
    );
  });
});

describe("titleOf", () => {
  const more = (count: number) => `and ${count} more`;

  it("counts what there is more than one of", () => {
    const basket = changeBasket(tea, "unga", "more");
    expect(titleOf(basket, (id) => id.toUpperCase(), more)).toBe("2 × CHAI, UNGA");
    expect(titleOf({ ...tea, lines: [{ id: "chai", quantity: 1 }] }, (id) => id, more)).toBe(
      "chai",
    );
  });

  it("has at most 120 characters, however long the names are", () => {
    const full = {
      lines: DEMO_ITEMS.map(({ id }) => ({ id, quantity: MAX_QUANTITY })),
      orderId: null,
    };
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 200 }), (length) => {
        const title = titleOf(full, () => "n".repeat(length), more);
        expect(Array.from(title).length).toBeLessThanOrEqual(120);
        expect(title).not.toBe("");
      }),
    );
    expect(titleOf(full, () => "n".repeat(25), more)).toMatch(/^10 × n{25}, .+, and 3 more$/);
    expect(titleOf(full, () => "n".repeat(200), more)).toBe("and 6 more");
  });
});
