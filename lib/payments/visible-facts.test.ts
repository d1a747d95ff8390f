import { describe, expect, it } from "vitest";
import { UNUSABLE_ID } from "@/lib/daraja/json";
import { AMOUNT_KES, at, evidence, FOREIGN_RECEIPT, newWorld } from "./fixtures/decide-world";
import type { Evidence } from "./snapshot";
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
    const flood = Array.from({ length: 1_000 }, (_, n) =>
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
    const [last] = flood.map((stray) => ({ ...stray, id: "last", receivedAt: at(30_000) }));
    if (!last) throw new Error("no flood");
    const telling = tellingFacts([answer, ...flood, genuine, last], { attempt, receiptOwners });
    expect(idsOf(telling)).toEqual(["answer", "stray 0", "genuine"]);
  });

  it("keep the callback that names the push beside those that cannot", () => {
    const said = (id: string, seconds: number, checkoutRequestId: string | null) =>
      evidence(id, "callback_undetermined", seconds, { checkoutRequestId });
    const facts = [
      said("unusable", 1, UNUSABLE_ID),
      said("nameless", 2, null),
      said("naming", 3, "ws_CO_1"),
      said("naming again", 4, "ws_CO_1"),
      said("nameless again", 5, null),
    ];
    const telling = tellingFacts(facts, { attempt, receiptOwners });
    expect(idsOf(telling)).toEqual(["unusable", "naming", "nameless again"]);
  });

  it("keep what a push answer contradicts apart from what it confirms", () => {
    const said = (id: string, seconds: number, merchantRequestId: string) =>
      evidence(id, "callback_undetermined", seconds, { merchantRequestId });
    const answer = evidence("answer", "push_accepted", 9, { merchantRequestId: "m" });
    const facts = [said("same", 1, "m"), said("other", 2, "n"), said("other again", 3, "n")];
    const newest = said("newest", 20, "m");
    const telling = tellingFacts([...facts, answer, newest], { attempt, receiptOwners });
    expect(idsOf(telling)).toEqual(["same", "other", "answer", "newest"]);
  });

  it("are the first and the newest of each kind that says nothing of money or ids", () => {
    const facts = [1, 2, 3].flatMap((n) => [
      evidence(`busy ${n}`, "query_in_progress", n, { code: String(n) }),
      evidence(`ended ${n}`, "window_ended", n),
    ]);
    const telling = tellingFacts(facts, { attempt, receiptOwners });
    expect(idsOf(telling)).toEqual(["busy 1", "ended 1", "busy 3", "ended 3"]);
  });

  it("are of equal query answers the first, the first that counts and the one that confirms it", () => {
    const failed = (seconds: number, code: string) =>
      evidence(`${code} at ${seconds}`, "query_failed", seconds, { code });
    const facts = [
      ...[50, 60, 90, 93, 95, 97, 99].map((seconds) => failed(seconds, "1037")),
      ...[51, 91, 95.5, 98, 100].map((seconds) => failed(seconds, "1032")),
      failed(92, "0"),
    ];
    const zeros = [10, 12, 15, 18, 20, 22, 30].map((seconds) =>
      evidence(`0 at ${seconds}`, "query_succeeded", seconds, { code: "0" }),
    );
    const telling = tellingFacts([...facts, ...zeros], { attempt, receiptOwners });
    expect(idsOf(telling)).toEqual([
      "0 at 10",
      "0 at 15",
      "0 at 20",
      "0 at 30",
      "1037 at 50",
      "1032 at 51",
      "1037 at 90",
      "1032 at 91",
      "0 at 92",
      "1037 at 95",
      "1032 at 98",
      "1032 at 100",
    ]);
  });

  it("let nothing but an answer confirm an answer", () => {
    const said = (kind: Evidence["kind"], seconds: number) =>
      evidence(`${kind} at ${seconds}`, kind, seconds, { code: "1032" });
    const answers = [93, 95, 97, 98.5, 99].map((seconds) => said("query_failed", seconds));
    const facts = [said("callback_failure", 91), ...answers];
    const telling = tellingFacts(facts, { attempt, receiptOwners });
    expect(idsOf(telling)).toEqual([
      "callback_failure at 91",
      "query_failed at 93",
      "query_failed at 98.5",
      "query_failed at 99",
    ]);
  });

  it("tell callbacks that are no success apart by their push alone", () => {
    for (const kind of [
      "callback_failure",
      "callback_undetermined",
      "callback_unreadable",
    ] as const) {
      const said = (id: string, seconds: number, fields: Partial<Evidence>) =>
        evidence(id, kind, seconds, { checkoutRequestId: "ws_CO_1", ...fields });
      const facts = [
        said("own", 1, { receipt: "SJA0000001", amountKes: 1 }),
        said("foreign", 2, { checkoutRequestId: "ws_CO_9" }),
        said("own again", 3, { receipt: "SJB0000002", amountKes: AMOUNT_KES }),
        said("own without money", 3.5, {}),
        said("newest", 4, { receipt: "SJC0000003" }),
        said("foreign again", 5, { checkoutRequestId: "ws_CO_8" }),
      ];
      const telling = tellingFacts(facts, { attempt, receiptOwners });
      expect(idsOf(telling)).toEqual(["own", "foreign", "newest"]);
    }
  });

  it("take the first own receipt from a success, never from another callback", () => {
    const undetermined = evidence("early", "callback_undetermined", 1, { receipt: "SJX0000001" });
    const success = (id: string, seconds: number, receipt: string) =>
      evidence(id, "callback_success", seconds, { amountKes: AMOUNT_KES, receipt });
    const facts = [
      undetermined,
      success("first", 2, "SJA0000001"),
      success("second", 3, "SJB0000002"),
      success("first again", 4, "SJA0000001"),
    ];
    const telling = tellingFacts(facts, { attempt, receiptOwners });
    expect(idsOf(telling)).toEqual(["early", "first", "second", "first again"]);
  });

  it("are of successes one of each sort of amount and receipt", () => {
    const success = (id: string, seconds: number, fields: Partial<Evidence>) =>
      evidence(id, "callback_success", seconds, { amountKes: AMOUNT_KES, ...fields });
    const facts = [
      success("no receipt", 1, {}),
      success("reused", 2, { receipt: FOREIGN_RECEIPT }),
      success("exact", 3, { receipt: "SJA0000001" }),
      success("exact again", 4, { receipt: "SJA0000001" }),
      success("other receipt", 5, { receipt: "SJB0000002" }),
      success("third receipt", 6, { receipt: "SJC0000003" }),
      success("differing", 7, { receipt: "SJA0000001", amountKes: 1 }),
      success("unknown", 8, { receipt: "SJA0000001", amountKes: null }),
      success("reused again", 9, { receipt: FOREIGN_RECEIPT }),
      success("no receipt again", 10, {}),
      success("last", 11, { receipt: "SJA0000001" }),
    ];
    const telling = tellingFacts(facts, { attempt, receiptOwners });
    expect(idsOf(telling)).toEqual([
      "no receipt",
      "reused",
      "exact",
      "other receipt",
      "differing",
      "unknown",
      "last",
    ]);
  });

  it("are few, however many callbacks with the right ids say different things", () => {
    const flood = Array.from({ length: 1_000 }, (_, n) =>
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
