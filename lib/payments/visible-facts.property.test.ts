import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVIDENCE_KINDS } from "@/db/vocabulary";
import { UNUSABLE_ID } from "@/lib/daraja/json";
import { FAILURE_REASONS } from "@/lib/daraja/result-codes";
import { AMOUNT_KES, at, FOREIGN_RECEIPT, newWorld } from "./fixtures/decide-world";
import { judgeAttempt } from "./judge-attempt";
import { tellingFacts } from "./visible-facts";

describe("the facts that decide", () => {
  const [attempt] = newWorld().attempts;
  if (!attempt) throw new Error("no attempt");
  const receiptOwners = new Map([[FOREIGN_RECEIPT, "att_elsewhere"]]);
  const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
  const darajaId = maybe(fc.constantFrom("ws_CO_1", "ws_CO_2", UNUSABLE_ID));
  const fact = fc.record({
    id: fc.uuid(),
    kind: fc.constantFrom(
      ...EVIDENCE_KINDS,
      ...(["callback_success", "query_succeeded", "query_failed"] as const),
    ),
    code: maybe(fc.constantFrom("0", "1032", "1037")),
    reason: maybe(fc.constantFrom(...FAILURE_REASONS)),
    amountKes: maybe(fc.constantFrom(AMOUNT_KES, 1)),
    receipt: maybe(fc.constantFrom("SJA0000001", "SJB0000002", FOREIGN_RECEIPT)),
    merchantRequestId: darajaId,
    checkoutRequestId: darajaId,
    receivedAt: fc.integer({ min: 0, max: 400 }).map(at),
  });

  it("give the same judgement as all of them, at every moment", { timeout: 60_000 }, () => {
    const context = { orderExpiresAt: at(200), receiptOwners };
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 60 }), fc.integer({ max: 400 }), (facts, upTo) => {
        const telling = tellingFacts(facts, { attempt, receiptOwners });
        const early = (fact: { receivedAt: Date }) => fact.receivedAt <= at(upTo);
        expect(judgeAttempt(attempt, telling, context)).toEqual(
          judgeAttempt(attempt, facts, context),
        );
        expect(judgeAttempt(attempt, telling.filter(early), context)).toEqual(
          judgeAttempt(attempt, facts.filter(early), context),
        );
      }),
      { numRuns: 2_000 },
    );
  });
});
