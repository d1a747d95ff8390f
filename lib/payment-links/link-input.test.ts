import { describe, expect, it } from "vitest";
import { parseLinkInput } from "./link-input";

const NOW = new Date("2026-11-25T09:00:00Z");
const parse = (form: object) => parseLinkInput({ title: "Chama", ...form }, NOW);

describe("the form of a payment link", () => {
  it("fixed amount, any number of uses, no end", () => {
    expect(parse({ kind: "fixed", amount: "1,500", uses: "many" })).toEqual({
      ok: true,
      value: {
        title: "Chama",
        amountKes: 1_500,
        minKes: null,
        maxKes: null,
        stock: null,
        expiresAt: null,
      },
    });
  });

  it("customer's amount: what is left empty is what M-PESA allows", () => {
    expect(parse({ kind: "customer", min: "", max: "", uses: "once" })).toMatchObject({
      value: { amountKes: null, minKes: 1, maxKes: 250_000, stock: 1 },
    });
    expect(parse({ kind: "customer", min: "50", max: "50" })).toMatchObject({ ok: true });
  });

  it.each([
    [{ kind: "fixed", amount: "" }, ["amount"]],
    [{ kind: "fixed", amount: "250001" }, ["amount"]],
    [{ kind: "customer", min: "0", max: "10" }, ["min"]],
    [{ kind: "customer", min: "11", max: "10" }, ["max"]],
    [{ kind: "customer", max: "1.5" }, ["max"]],
    [{ amount: "5", uses: "stock", stock: "0" }, ["stock"]],
    [{ amount: "5", uses: "stock", stock: "100001" }, ["stock"]],
    [{ amount: "5", uses: "stock", stock: "-1" }, ["stock"]],
    [{ amount: "5", expiry: "2026-11-24" }, ["expiry"]],
    [{ amount: "5", expiry: "2026-02-30" }, ["expiry"]],
    [{ amount: "5", expiry: "2099-01-01" }, ["expiry"]],
    [{ amount: "x", title: " ", uses: "stock", stock: "x", expiry: "x" }, "all"],
  ])("%j is wrong in %j", (form, wrong) => {
    const all = ["title", "amount", "stock", "expiry"];
    expect(parse(form)).toEqual({ ok: false, wrong: wrong === "all" ? all : wrong });
  });

  it("ends with the day in Nairobi", () => {
    expect(parse({ amount: "5", expiry: "2026-11-25" })).toMatchObject({
      value: { expiresAt: new Date("2026-11-25T20:59:59.999Z") },
    });
  });

  it("reads nonsense as an empty form", () => {
    expect(parseLinkInput({ title: 5, amount: [] }, NOW)).toEqual({
      ok: false,
      wrong: ["title", "amount"],
    });
  });
});
