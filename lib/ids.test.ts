import { describe, expect, it } from "vitest";
import { ID_PREFIXES, isIdOf, makeId, type IdKind } from "./ids";

const KINDS: IdKind[] = [
  "order",
  "attempt",
  "payment",
  "evidence",
  "merchant",
  "shortcode",
  "apiKey",
  "paymentLink",
  "invitation",
  "shortcodeCheck",
  "note",
];

describe("ids", () => {
  it("cover every kind", () => {
    expect(KINDS.toSorted()).toEqual(Object.keys(ID_PREFIXES).toSorted());
    expect(new Set(Object.values(ID_PREFIXES)).size).toBe(KINDS.length);
  });

  it.each(KINDS)("of kind %s are told from all others", (kind) => {
    const id = makeId(kind);
    for (const other of KINDS) expect(isIdOf(other, id)).toBe(other === kind);
  });

  it("are never the same twice and sort by time", () => {
    const ids = Array.from({ length: 500 }, () => makeId("order"));
    expect(new Set(ids).size).toBe(500);
  });

  it.each([
    "",
    "ord_",
    "ord",
    "ord_01h455vb4pex5vsknk084sn02",
    "ord_01h455vb4pex5vsknk084sn02q0",
    "ord_81h455vb4pex5vsknk084sn02q",
    "ord_01H455VB4PEX5VSKNK084SN02Q",
    "ord_01h455vb4pex5vsknk084sn0\0q",
    "ord_01h455vb4pex5vsknk084sn02q\n",
    " ord_01h455vb4pex5vsknk084sn02q",
    "ord__01h455vb4pex5vsknk084sn02q",
    "ord_01h455vb4pex5vsknk084sn02q'--",
    "o".repeat(5_000),
    null,
    undefined,
    7,
    {},
    ["ord_01h455vb4pex5vsknk084sn02q"],
  ])("have one shape: %j is none", (text) => {
    expect(isIdOf("order", text)).toBe(false);
  });
});
