import { describe, expect, it } from "vitest";
import { UNUSABLE_ID } from "@/lib/daraja/json";
import { evidence } from "./fixtures/decide-world";
import { findNamings, isContradicted, isForeign } from "./judge-ids";

const named = (checkoutRequestId: string | null, merchantRequestId: string | null = null) => ({
  checkoutRequestId,
  merchantRequestId,
});
const callback = (seconds: number, ids = named(null)) =>
  evidence(`callback ${seconds}`, "callback_undetermined", seconds, ids);
const answer = (seconds: number, ids = named("c", "m")) =>
  evidence(`answer ${seconds}`, "push_accepted", seconds, ids);

describe("who names an attempt's ids", () => {
  it("is the first accepted answer, and the first callback with a CheckoutRequestID", () => {
    expect(findNamings([])).toEqual({ answer: null, callback: null });
    const facts = [callback(1), callback(2, named(UNUSABLE_ID)), callback(3, named("c"))];
    expect(findNamings([...facts, callback(4, named("d"))]).callback).toBe(facts[2]);
    const [first, second] = [answer(5), answer(6)];
    expect(findNamings([...facts, first, second]).answer).toBe(first);
  });

  it("is no callback that an earlier answer disagrees with, and no other evidence", () => {
    const [early, late] = [callback(1, named("d")), callback(3, named("c"))];
    expect(findNamings([early, answer(2), late]).callback).toBe(early);
    expect(findNamings([answer(2), callback(2.5, named("d")), late]).callback).toBe(late);
    expect(findNamings([answer(2)]).callback).toBeNull();
    const query = evidence("query", "query_failed", 1, named("c"));
    expect(findNamings([query]).callback).toBeNull();
  });
});

describe("a callback about another push", () => {
  const facts = [callback(1, named("c", "m")), answer(3, named("c", "m"))];
  const namings = findNamings(facts);

  it("differs in either id from what was known when it came", () => {
    expect(isForeign(namings, callback(2, named("d")))).toBe(true);
    expect(isForeign(namings, callback(2, named(null, "n")))).toBe(true);
    expect(isForeign(namings, callback(2, named("c", "m")))).toBe(false);
    expect(isForeign(namings, callback(2))).toBe(false);
    expect(isForeign(namings, callback(0.5, named("d")))).toBe(false);
    expect(isForeign({ answer: answer(3), callback: null }, callback(2, named("d")))).toBe(false);
    expect(isForeign({ answer: answer(3), callback: null }, callback(4, named("d")))).toBe(true);
  });

  it("is a callback, never an answer", () => {
    expect(isForeign(namings, answer(4, named("d")))).toBe(false);
  });
});

describe("a callback that a later answer contradicts", () => {
  it("came before it and names other ids", () => {
    const namings = findNamings([answer(3)]);
    expect(isContradicted(namings, callback(2, named("d")))).toBe(true);
    expect(isContradicted(namings, callback(2, named("c", "n")))).toBe(true);
    expect(isContradicted(namings, callback(2, named("c", "m")))).toBe(false);
    expect(isContradicted(namings, callback(2))).toBe(false);
    expect(isContradicted(namings, callback(4, named("d")))).toBe(false);
    expect(isContradicted(namings, answer(2, named("d")))).toBe(false);
    expect(isContradicted(findNamings([]), callback(2, named("d")))).toBe(false);
  });
});
