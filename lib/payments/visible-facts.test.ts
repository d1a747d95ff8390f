import { describe, expect, it } from "vitest";
import { AMOUNT_KES, evidence, FOREIGN_RECEIPT, newWorld } from "./fixtures/decide-world";
import { tellingFacts, visibleFacts } from "./visible-facts";

const stored = (id: string, seconds: number, isApplied: boolean) => ({
  ...evidence(id, "callback_unreadable", seconds),
  isApplied,
});
const idsOf = (facts: { id: string }[]) => facts.map(({ id }) => id);

describe("the rule of visible facts", () => {
  const [a, b, c, d] = [
    stored("a", 1, false),
    stored("b", 2, false),
    stored("c", 3, false),
    stored("d", 4, false),
  ];
  const applied = { ...c, isApplied: true };

  it("shows what was received before the piece, applied or not, and nothing later", () => {
    const visible = visibleFacts([d, c, b, a], c);
    expect(idsOf(visible.facts)).toEqual(["a", "b"]);
    expect(visible.seenUpTo).toBeNull();
  });

  it("shows everything up to the latest applied piece, whatever piece is at hand", () => {
    const visible = visibleFacts([d, applied, b, a], a);
    expect(idsOf(visible.facts)).toEqual(["b", "c"]);
    expect(visible.seenUpTo?.id).toBe("c");
  });

  it("knows how far the evidence was seen before the piece at hand", () => {
    const visible = visibleFacts([a, { ...b, isApplied: true }, applied, d], d);
    expect(idsOf(visible.facts)).toEqual(["a", "b", "c"]);
    expect(visible.seenUpTo?.id).toBe("c");
  });

  it("does not count the piece itself as seen", () => {
    expect(visibleFacts([applied], applied)).toEqual({ facts: [], seenUpTo: null });
  });

  it("breaks ties of time by id", () => {
    const tie = { ...c, receivedAt: b.receivedAt };
    expect(idsOf(visibleFacts([tie, b], tie).facts)).toEqual(["b"]);
    expect(idsOf(visibleFacts([tie, b], b).facts)).toEqual([]);
  });
});

describe("the facts that decide", () => {
  const [attempt] = newWorld().attempts;
  if (!attempt) throw new Error("no attempt");
  const receiptOwners = new Map([[FOREIGN_RECEIPT, "att_elsewhere"]]);
  it("are few, however many callbacks about another push arrive", () => {
    const answer = evidence("answer", "push_accepted", 1, { checkoutRequestId: "ws_CO_1" });
    const flood = Array.from({ length: 10_000 }, (_, n) =>
      evidence(`stray ${n}`, "callback_success", 2 + n, {
        amountKes: n + 1,
        receipt: `SJ${n}`,
        checkoutRequestId: `ws_CO_FORGED_${n}`,
      }),
    );
    const genuine = evidence("genuine", "callback_success", 20_000, {
      amountKes: AMOUNT_KES,
      receipt: "SJGENUINE1",
      checkoutRequestId: "ws_CO_1",
    });
    const telling = tellingFacts([answer, ...flood, genuine], { attempt, receiptOwners });
    expect(idsOf(telling)).toEqual(["answer", "stray 0", "genuine"]);
  });

  it("are few, however many callbacks with the right ids say different things", () => {
    const flood = Array.from({ length: 10_000 }, (_, n) =>
      evidence(`stray ${n}`, "callback_success", 2 + n, {
        amountKes: n % 3 === 0 ? null : AMOUNT_KES + (n % 7),
        receipt: n % 5 === 0 ? null : `SJ${n}`,
        checkoutRequestId: "ws_CO_1",
      }),
    );
    const telling = tellingFacts(flood, { attempt, receiptOwners });
    expect(telling.length).toBeLessThan(20);
  });
});
