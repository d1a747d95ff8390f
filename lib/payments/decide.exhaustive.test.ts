import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  applyAll,
  applyStored,
  at,
  essence,
  evidence,
  newWorld,
  store,
  storeThenApply,
  type World,
} from "./fixtures/decide-world";
import {
  ALPHABET_AFTER_PUSH,
  ALPHABETS,
  CALLBACKS,
  CLOCK,
  PERSON,
  PUSH_ANSWERS,
  QUERIES,
  STRAY_CALLBACKS,
} from "./fixtures/evidence-alphabet";
import { FEWER_LETTERS, LETTERS } from "./fixtures/proof-letters";
import { proveCommutation } from "./fixtures/prove-commutation";
import { brokenState, brokenStep } from "./fixtures/rules-of-a-world";
import { compareMoments } from "./received-order";
import type { Evidence, Fact } from "./snapshot";

const inOrderOfReceipt = (pieces: readonly Evidence[]) => [...pieces].sort(compareMoments);

/** A set of pieces, with an order to apply them in. */
const shuffledSet = (pieces: readonly Evidence[], maxLength: number) =>
  fc
    .subarray([...pieces], { maxLength })
    .chain((set) =>
      fc.tuple(
        fc.constant(inOrderOfReceipt(set)),
        fc.shuffledSubarray(set, { minLength: set.length, maxLength: set.length }),
      ),
    );

/** Some thousand worlds each; the machine may have other work. */
const PATIENCE = { timeout: 120_000 };

const ORDER_EVIDENCE = [CLOCK.expired, PERSON.cancelled];

describe("one attempt", () => {
  it(
    "rule 5: every pair of evidence commutes in every reachable state (more: npm run prove:core)",
    PATIENCE,
    () => {
      const { broken, ...counts } = proveCommutation(FEWER_LETTERS);
      process.stdout.write(`commutation: ${JSON.stringify(counts)}\n`);
      expect(broken).toEqual([]);
      expect(counts.states).toBeGreaterThan(10_000);
      expect(counts.pairs).toBeGreaterThan(100_000);
    },
  );

  it(
    "rule 5: random sequences of up to 30 end alike in every order, and never regress",
    PATIENCE,
    () => {
      const pieces = shuffledSet([...LETTERS, ...ORDER_EVIDENCE], 30);
      fc.assert(
        fc.property(pieces, ([stored, applied]) => {
          let world = stored.reduce(store, newWorld());
          for (const piece of applied) {
            const next = applyStored(world, piece);
            expect(brokenStep(world, next)).toBeNull();
            world = next;
          }
          expect(essence(world)).toEqual(essence(applyAll(newWorld(), stored)));
        }),
        { numRuns: 500 },
      );
    },
  );

  it("rule 5: the same when evidence is stored and applied by turns", PATIENCE, () => {
    const turns = fc.tuple(
      fc.subarray([...LETTERS, ...ORDER_EVIDENCE], { maxLength: 30 }),
      fc.array(fc.nat(), { maxLength: 30 }),
    );
    fc.assert(
      fc.property(turns, ([set, lots]) => {
        const stored = inOrderOfReceipt(set);
        let world = newWorld();
        stored.forEach((piece, nth) => {
          world = store(world, piece);
          const lot = lots[nth];
          const waiting = world.stored.filter(({ id }) => !world.applied.has(id));
          const chosen = lot === undefined ? undefined : waiting[lot % (waiting.length + 1)];
          if (chosen) world = applyStored(world, chosen);
        });
        world = stored.reduceRight(applyStored, world);
        expect(essence(world)).toEqual(essence(applyAll(newWorld(), stored)));
      }),
      { numRuns: 500 },
    );
  });
});

describe.each([
  ...ALPHABETS.map(([name, alphabet]) => [name, newWorld(), alphabet] as const),
  ["with strays", applyAll(newWorld(), [PUSH_ANSWERS.accepted]), ALPHABET_AFTER_PUSH] as const,
])("from the claim, %s", (_name, start, alphabet) => {
  it("agrees with the rules written down a second time", PATIENCE, () => {
    fc.assert(
      fc.property(fc.subarray([...alphabet]), (set) => {
        const world = applyAll(start, inOrderOfReceipt(set));
        expect({
          outcome: world.attempts[0]?.outcome,
          isReviewed: world.order.flags.includes("needs_review"),
          isReceiptPending: world.order.flags.includes("receipt_pending"),
          isAfterFailure: world.order.flags.includes("after_failure"),
        }).toEqual(expected(world.stored));
      }),
      { numRuns: 200 },
    );
  });
});

describe("two attempts of one order", () => {
  const start = newWorld({ attemptIds: ["att_1", "att_2"] });
  const ofTheSecond = (piece: Evidence, receipt: string | null): Evidence => ({
    ...piece,
    id: `second: ${piece.id}, ${receipt ?? "no receipt"}`,
    attemptId: "att_2",
    receipt,
    receivedAt: new Date(piece.receivedAt.getTime() + 360_000),
  });
  const SHARED = CALLBACKS.exact.receipt;
  const few = inOrderOfReceipt([
    CALLBACKS.exact,
    CALLBACKS.secondReceipt,
    CALLBACKS.cancelled,
    QUERIES.zero,
    QUERIES.zeroConfirming,
    ofTheSecond(CALLBACKS.exact, "SKOWN00001"),
    ofTheSecond(CALLBACKS.exact, SHARED),
    ofTheSecond(CALLBACKS.otherAmount, SHARED),
  ]);

  /** The one exception: a receipt that success callbacks of both attempts name. */
  function haveSharedReceipt(pieces: readonly Evidence[]): boolean {
    const named = (attemptId: string) =>
      pieces.flatMap((p) => (p.attemptId === attemptId && p.receipt ? [p.receipt] : []));
    const first = new Set(named("att_1"));
    return named("att_2").some((receipt) => first.has(receipt));
  }

  /** Every world that orders of application of this set can end in. */
  function everyEnd(set: readonly Evidence[]): Map<string, World> {
    let reached = new Map([["", set.reduce(store, start)]]);
    for (let done = 0; done < set.length; done += 1) {
      const next = new Map<string, World>();
      for (const world of reached.values()) {
        for (const piece of set.filter(({ id }) => !world.applied.has(id))) {
          const after = applyStored(world, piece);
          expect(brokenStep(world, after)).toBeNull();
          next.set(JSON.stringify([[...after.applied].sort(), essence(after)]), after);
        }
      }
      reached = next;
    }
    return reached;
  }

  it(
    "rule 5: every set ends alike in every order, unless both attempts name one receipt",
    PATIENCE,
    () => {
      let [sets, exceptions] = [0, 0];
      for (let mask = 0; mask < 1 << few.length; mask += 1) {
        const set = few.filter((_piece, bit) => mask & (1 << bit));
        const ends = everyEnd(set);
        sets += 1;
        if (ends.size === 1) continue;
        exceptions += 1;
        const told = set.map(({ id }) => id).join(", ");
        expect(haveSharedReceipt(set), told).toBe(true);
      }
      process.stdout.write(`two attempts: ${JSON.stringify({ sets, exceptions })}\n`);
      expect(exceptions).toBeGreaterThan(0);
    },
  );

  it("rule 8: a shared receipt is one payment in every order, and the other attempt is reviewed", () => {
    const set = inOrderOfReceipt([CALLBACKS.exact, ofTheSecond(CALLBACKS.exact, SHARED)]);
    const ends = [...everyEnd(set).values()];
    expect(ends.map(({ attempts }) => attempts.map(({ outcome }) => outcome).join())).toEqual(
      expect.arrayContaining(["review,succeeded", "succeeded,review"]),
    );
    expect(ends).toHaveLength(2);
    for (const { order, payments } of ends) {
      expect(payments).toHaveLength(1);
      expect(order).toMatchObject({ status: "paid", flags: ["needs_review"] });
    }
  });

  it("rule 5: random sets of up to 30 pieces end alike in every order", PATIENCE, () => {
    const others = LETTERS.map((piece) =>
      ofTheSecond(piece, piece.receipt && piece.receipt.replace("SJ", "SK")),
    );
    fc.assert(
      fc.property(shuffledSet([...LETTERS, ...ORDER_EVIDENCE, ...others], 30), ([set, applied]) => {
        const world = storeThenApply(start, set, applied);
        expect(brokenState(world)).toBeNull();
        expect(essence(world)).toEqual(essence(applyAll(start, set)));
      }),
      { numRuns: 500 },
    );
  });
});

describe("any evidence at all", () => {
  it("rule 5: ends alike in every order of application", PATIENCE, () => {
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const daraja = maybe(fc.constantFrom("ws_CO_1", "ws_CO_2"));
    const piece = fc.record({
      kind: fc.constantFrom(...LETTERS.map(({ kind }) => kind)),
      code: maybe(fc.constantFrom("0", "1032", "1037")),
      amountKes: maybe(fc.constantFrom(500, 1)),
      receipt: maybe(fc.constantFrom("SJA0000001", "SJB0000002")),
      merchantRequestId: daraja,
      checkoutRequestId: daraja,
      waitedMs: fc.constantFrom(1, 4_999, 5_000, 14_000, 60_000),
    });
    const lots = fc.array(fc.nat(), { maxLength: 30 });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), lots, (drawn, order) => {
        let nowMs = at(0).getTime();
        const set = drawn.map(({ waitedMs, kind, ...fields }, nth) => {
          nowMs += waitedMs;
          return evidence(`piece ${nth}`, kind, 0, { ...fields, receivedAt: new Date(nowMs) });
        });
        const applied = [...set].sort(
          (a, b) => (order[set.indexOf(a)] ?? 0) - (order[set.indexOf(b)] ?? 0),
        );
        expect(essence(storeThenApply(newWorld(), set, applied))).toEqual(
          essence(applyAll(newWorld(), set)),
        );
      }),
      { numRuns: 500 },
    );
  });
});

/** The rules of design.md, section 2, over names of evidence, without looking at the core. */
function expected(all: readonly Fact[]) {
  const names = new Set(all.map(({ id }) => id));
  const has = (...ids: string[]) => ids.some((id) => names.has(id));
  const exact = has("exact", "exact again", "exact, late", "no receipt", "second receipt");
  const hasReceipt = has("exact", "exact again", "exact, late", "second receipt");
  const otherAmount = has("other amount", "other amount, no receipt", "other amount and receipt");
  // 0 at 20, 24 and 25 s count; only the first and the last are 5 s apart.
  const isConfirmed = has("0 at 20 s") && has("0 at 25 s");
  const isRefused = has("push refused", "push not sent") && !has("push accepted");
  const queryFailure = has("1032 at 91 s") && has("1032 at 97 s");
  const failed =
    has("callback 1032", "callback 1037", "callback 2001") || isRefused || queryFailure;
  const unknownAmount = has("no amount");
  const positive = exact || isConfirmed;
  const outcome = positive
    ? "succeeded"
    : otherAmount || has("receipt owned elsewhere") || (unknownAmount && failed)
      ? "review"
      : failed
        ? "failed"
        : has("window ended")
          ? "unresolved"
          : "pending";
  const receipts = new Set(
    all.flatMap(({ id, receipt }) =>
      id.startsWith("other C") || id.startsWith("other M") ? [] : [receipt],
    ),
  );
  const hasStray = has(...Object.values(STRAY_CALLBACKS).map(({ id }) => id));
  return {
    outcome,
    isReviewed:
      has("checks ended") ||
      hasStray ||
      otherAmount ||
      unknownAmount ||
      has("receipt owned elsewhere") ||
      (receipts.has("SJEXACT001") && receipts.has("SJSECOND01")),
    isReceiptPending:
      positive && !hasReceipt && !has("other amount", "other amount and receipt") && !unknownAmount,
    isAfterFailure: isAfterFailure(all, outcome),
  };
}

/** Counting failure evidence was received before the first positive evidence. */
function isAfterFailure(all: readonly Fact[], outcome: string): boolean {
  const timeOf = (ids: string[]) =>
    Math.min(...all.filter(({ id }) => ids.includes(id)).map((e) => e.receivedAt.getTime()));
  const isAccepted = all.some(({ id }) => id === "push accepted");
  const failedAt = Math.min(
    timeOf(["callback 1032", "callback 1037", "callback 2001"]),
    isAccepted ? Infinity : timeOf(["push refused", "push not sent"]),
    all.some(({ id }) => id === "1032 at 91 s") ? timeOf(["1032 at 97 s"]) : Infinity,
  );
  const successes = Object.values(CALLBACKS).filter(({ kind }) => kind === "callback_success");
  const positiveAt = Math.min(
    timeOf(successes.map(({ id }) => id)),
    timeOf(["0 at 10 s", "0 at 20 s", "0 at 24 s", "0 at 25 s"]),
  );
  const hasPayment = outcome === "succeeded" || all.some(({ id }) => id.startsWith("other amount"));
  return hasPayment && failedAt < positiveAt;
}
