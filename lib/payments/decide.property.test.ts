import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EVIDENCE_KINDS } from "@/db/vocabulary";
import { FAILURE_REASONS } from "@/lib/daraja/result-codes";
import { AMOUNT_KES, applyAll, at, FOREIGN_RECEIPT, newWorld } from "./fixtures/decide-world";

describe("decide never throws", () => {
  it("whatever the rows and the evidence say", { timeout: 60_000 }, () => {
    const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
    const id = fc.constantFrom("ws_CO_1", "ws_CO_2");
    const piece = fc.record({
      id: fc.uuid(),
      attemptId: fc.constantFrom("att_1", "att_2", "att_9", null),
      kind: fc.constantFrom(...EVIDENCE_KINDS),
      code: maybe(fc.constantFrom("0", "1032", "1037")),
      reason: maybe(fc.constantFrom(...FAILURE_REASONS)),
      amountKes: maybe(fc.constantFrom(AMOUNT_KES, 1, 2_147_483_647)),
      receipt: maybe(fc.constantFrom("SJA0000001", "SJB0000002", FOREIGN_RECEIPT)),
      merchantRequestId: maybe(id),
      checkoutRequestId: maybe(id),
      receivedAt: fc.integer({ min: -100, max: 400_000 }).map(at),
    });
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const world = applyAll(newWorld({ attemptIds: ["att_1", "att_2"] }), pieces);
        const counted = world.payments.filter((payment) => payment.counted);
        expect(world.order.paidKes).toBe(counted.length * AMOUNT_KES);
        const receipts = world.payments.flatMap(({ receipt }) => receipt ?? []);
        expect(new Set(receipts).size).toBe(receipts.length);
        expect(receipts).not.toContain(FOREIGN_RECEIPT);
        const succeeded = world.attempts.filter(({ outcome }) => outcome === "succeeded");
        expect(succeeded).toHaveLength(counted.length);
      }),
      { numRuns: 2_000 },
    );
  });
});
