import { describe, expect, it } from "vitest";
import type { Attempt, Books, Debit, Delivery, Evidence, Order, Payment } from "./books";
import { compareBooks, type Findings } from "./compare-books";

const T0 = Date.UTC(2026, 0, 1, 9);
const at = (seconds: number) => new Date(T0 + seconds * 1_000);

const order = (id: string, changes: Partial<Order> = {}): Order => ({
  id,
  merchantId: "mer_1",
  accountReference: `REF${id}`,
  amountKes: 100,
  paidKes: 100,
  status: "paid",
  flags: [],
  ...changes,
});

const attempt = (id: string, orderId: string, changes: Partial<Attempt> = {}): Attempt => ({
  id,
  orderId,
  merchantId: "mer_1",
  amountKes: 100,
  push: "accepted",
  outcome: "succeeded",
  reportedAmountKes: null,
  tokenSha256: `token-${id}`,
  phoneHash: `phone-${id}`,
  checkoutRequestId: `ws_${id}`,
  despiteAttemptId: null,
  createdAt: at(0),
  ...changes,
});

const debit = (attemptId: string, orderId: string, changes: Partial<Debit> = {}): Debit => ({
  receipt: `R-${attemptId}`,
  amountKes: 100,
  businessShortCode: "174379",
  accountReference: `REF${orderId}`,
  checkoutRequestId: `ws_${attemptId}`,
  ...changes,
});

const payment = (attemptId: string, orderId: string, changes: Partial<Payment> = {}): Payment => ({
  id: `pay-${attemptId}`,
  orderId,
  attemptId,
  merchantId: "mer_1",
  amountKes: 100,
  receipt: `R-${attemptId}`,
  counted: true,
  ...changes,
});

const callback = (attemptId: string, changes: Partial<Delivery> = {}): Delivery => ({
  checkoutRequestId: `ws_${attemptId}`,
  tokenSha256: `token-${attemptId}`,
  status: 200,
  bodySha256: `body-${attemptId}`,
  money: { amountKes: 100, receipt: `R-${attemptId}` },
  ...changes,
});

const fact = (attemptId: string, kind: string, changes: Partial<Evidence> = {}): Evidence => ({
  attemptId,
  source: kind.split("_")[0] ?? "",
  kind,
  checkoutRequestId: null,
  code: null,
  rawSha256: kind.startsWith("callback_") ? `body-${attemptId}` : null,
  receivedAt: at(2),
  isApplied: true,
  ...changes,
});

/** One order, paid by one attempt, told by one callback: nothing to find. */
function soundBooks(changes: Partial<Books> = {}): Books {
  return {
    debits: [debit("a", "1")],
    deliveries: [callback("a")],
    prompts: [{ checkoutRequestId: "ws_a", msisdn: "254711000001", at: at(1) }],
    shortcodes: [
      { businessShortCode: "174379", merchantId: "mer_1" },
      { businessShortCode: "600983", merchantId: "mer_2" },
    ],
    orders: [order("1")],
    attempts: [attempt("a", "1")],
    payments: [payment("a", "1")],
    evidence: [fact("a", "push_accepted"), fact("a", "callback_success")],
    explicitSteps: new Set(),
    limits: { perPhonePer10Minutes: 3, perPhonePerDay: 8, perOrder: 5 },
    ...changes,
  };
}

/** How many of each kind were found, those of none left out. */
function count(findings: Findings): Partial<Record<string, number>> {
  const counts = Object.entries(findings).map(([kind, lines]) => [kind, lines.length] as const);
  return Object.fromEntries(counts.filter(([, length]) => length > 0));
}

const found = (changes: Partial<Books>) => count(compareBooks(soundBooks(changes)));

describe("compareBooks", () => {
  it("finds nothing where both sides agree", () => {
    expect(found({})).toEqual({});
  });

  it("missing: a debit whose callback was acknowledged and that is no payment", () => {
    const unpaid = { orders: [order("1", { paidKes: 0, status: "open" })], payments: [] };
    const lost = { attempts: [attempt("a", "1", { outcome: "failed", checkoutRequestId: null })] };
    expect(found({ ...unpaid, ...lost })).toEqual({ missing: 1, acknowledgedLost: 1 });
  });

  it("missing: a debit whose CheckoutRequestID is stored and that is no payment", () => {
    const unpaid = { orders: [order("1", { paidKes: 0, status: "open" })], payments: [] };
    const dropped = { deliveries: [callback("a", { status: null })] };
    const failed = { attempts: [attempt("a", "1", { outcome: "failed" })] };
    expect(found({ ...unpaid, ...dropped, ...failed })).toEqual({ missing: 1 });
  });

  it("missing: a debit that belongs to no attempt", () => {
    const stray = debit("z", "1", { receipt: "R-z" });
    expect(found({ debits: [debit("a", "1"), stray] })).toEqual({ missing: 1 });
  });

  it("missing and extra: a payment under another receipt", () => {
    const payments = [payment("a", "1", { receipt: "R-other" })];
    expect(found({ payments, deliveries: [] })).toEqual({ missing: 1, extra: 1 });
  });

  it("missing: a second debit of an attempt is not covered by its one payment", () => {
    const again = debit("a", "1", { receipt: "R-a", checkoutRequestId: "ws_b" });
    const deliveries = [callback("a"), callback("a", { checkoutRequestId: "ws_b" })];
    expect(found({ debits: [debit("a", "1"), again], deliveries })).toEqual({
      missing: 1,
      doublePrompts: 1,
    });
  });

  it("extra: a payment without a debit", () => {
    expect(found({ debits: [] })).toEqual({ extra: 1 });
  });

  it("extra: a payment of another attempt without a debit, although the order stays right", () => {
    const attempts = [attempt("a", "1"), attempt("b", "1", { createdAt: at(300) })];
    const evidence = [
      ...soundBooks().evidence,
      fact("a", "callback_failure", { rawSha256: "body-f" }),
    ];
    const orders = [order("1", { paidKes: 200, status: "overpaid" })];
    const payments = [payment("a", "1"), payment("b", "1")];
    expect(found({ attempts, evidence, orders, payments })).toEqual({ extra: 1 });
  });

  it("wrong amount: a payment of another amount than the debit", () => {
    const payments = [payment("a", "1", { amountKes: 99 })];
    const orders = [order("1", { paidKes: 99, status: "underpaid" })];
    expect(found({ payments, orders })).toEqual({ wrongAmount: 1 });
  });

  it("wrong amount: a debit of another amount than asked that counts towards the order", () => {
    const debits = [debit("a", "1", { amountKes: 99 })];
    const deliveries = [callback("a", { money: { amountKes: 99, receipt: "R-a" } })];
    const payments = [payment("a", "1", { amountKes: 99 })];
    const orders = [order("1", { paidKes: 99, status: "underpaid" })];
    expect(found({ debits, deliveries, payments, orders })).toEqual({ wrongAmount: 1 });
  });

  it("a debit of another amount, recorded as such and not counted, is right", () => {
    const debits = [debit("a", "1", { amountKes: 99 })];
    const deliveries = [callback("a", { money: { amountKes: 99, receipt: "R-a" } })];
    const payments = [payment("a", "1", { amountKes: 99, counted: false })];
    const orders = [order("1", { paidKes: 0, status: "open", flags: ["needs_review"] })];
    const attempts = [attempt("a", "1", { outcome: "review", reportedAmountKes: 99 })];
    expect(found({ debits, deliveries, payments, orders, attempts })).toEqual({});
  });

  it("an amount that no answered callback told is printed, and no disagreement", () => {
    const debits = [debit("a", "1", { amountKes: 99 })];
    const deliveries = [callback("a", { status: null })];
    const payments = [payment("a", "1", { receipt: null })];
    expect(found({ debits, deliveries, payments })).toEqual({ amountUntold: 1 });
  });

  it("wrong amount: an amount that was told, and neither recorded nor kept for a person", () => {
    const debits = [debit("a", "1", { amountKes: 99 })];
    const deliveries = [callback("a", { money: { amountKes: 99, receipt: "R-a" } })];
    const zeros = [fact("a", "query_succeeded"), fact("a", "query_succeeded")];
    const evidence = [...soundBooks().evidence, ...zeros];
    expect(found({ debits, deliveries, evidence })).toEqual({ wrongAmount: 1 });
    const kept = {
      attempts: [attempt("a", "1", { reportedAmountKes: 99 })],
      orders: [order("1", { flags: ["needs_review"] })],
    };
    expect(found({ debits, deliveries, evidence, ...kept })).toEqual({});
  });

  it.each<[string, Partial<Books>]>([
    ["payment", { payments: [payment("a", "1", { merchantId: "mer_2" })] }],
    ["order", { orders: [order("1", { merchantId: "mer_2" })] }],
    ["account reference", { orders: [order("1", { accountReference: "OTHER" })] }],
    ["shortcode", { debits: [debit("a", "1", { businessShortCode: "600983" })] }],
  ])("wrong merchant: the %s is somebody else's", (_what, changes) => {
    expect(found(changes)).toEqual({ wrongMerchant: 1 });
  });

  it.each<Partial<Order>>([
    { status: "open" },
    { status: "overpaid" },
    { paidKes: 0, status: "open" },
    { paidKes: 200, status: "overpaid" },
    { amountKes: 200, paidKes: 100, status: "paid" },
  ])("an order that is %o differs from the sum of its payments", (changes) => {
    expect(found({ orders: [order("1", changes)] })).toEqual({ wrongStatus: 1 });
  });

  it("double prompts: one attempt pushed twice", () => {
    const prompts = ["ws_a", "ws_b"].map((checkoutRequestId) => ({
      checkoutRequestId,
      msisdn: "254711000001",
      at: at(1),
    }));
    const deliveries = [callback("a"), callback("a", { checkoutRequestId: "ws_b" })];
    expect(found({ prompts, deliveries })).toEqual({ doublePrompts: 1 });
  });

  describe("a second attempt of an order", () => {
    const second = (changes: Partial<Books>, later: Partial<Attempt> = {}) =>
      found({
        attempts: [
          attempt("a", "1"),
          attempt("b", "1", { outcome: "failed", createdAt: at(60), ...later }),
        ],
        evidence: [...soundBooks().evidence, ...(changes.evidence ?? [])],
        explicitSteps: changes.explicitSteps ?? new Set(),
      });
    const failure = (seconds: number, code = "1032") =>
      fact("a", "query_failed", { code, receivedAt: at(seconds) });

    it("is a double prompt while the first is live", () => {
      expect(second({})).toEqual({ doublePrompts: 1 });
    });

    it.each(["callback_failure", "push_refused", "push_not_sent"])("is right after %s", (kind) => {
      const before = fact("a", kind, { rawSha256: "other" });
      expect(second({ evidence: [before] })).toEqual({});
      const after = fact("a", kind, { rawSha256: "other", receivedAt: at(61) });
      expect(second({ evidence: [after] })).toEqual({ doublePrompts: 1 });
    });

    it("is right after two equal failures by query, five seconds apart", () => {
      expect(second({ evidence: [failure(40), failure(46)] })).toEqual({});
      expect(second({ evidence: [failure(40)] })).toEqual({ doublePrompts: 1 });
      expect(second({ evidence: [failure(40), failure(43)] })).toEqual({ doublePrompts: 1 });
      expect(second({ evidence: [failure(40), failure(46, "1")] })).toEqual({ doublePrompts: 1 });
    });

    it("is right when the first was unresolved and the customer named it", () => {
      const evidence = [fact("a", "window_ended", { receivedAt: at(50) })];
      const named = { despiteAttemptId: "a" };
      const explicitSteps = new Set(["a"]);
      expect(second({ evidence, explicitSteps }, named)).toEqual({});
      expect(second({ evidence, explicitSteps })).toEqual({ doublePrompts: 1 });
      expect(second({ evidence }, named)).toEqual({ doublePrompts: 1 });
      expect(second({ explicitSteps }, named)).toEqual({ doublePrompts: 1 });
    });
  });

  describe("limits", () => {
    const failedAttempts = (count: number, gapSeconds: number, ownPhones: boolean) => {
      const attempts = Array.from({ length: count }, (_, index) =>
        attempt(`l${index}`, "2", {
          outcome: "failed",
          createdAt: at(index * gapSeconds),
          phoneHash: ownPhones ? `phone-${index}` : "one phone",
        }),
      );
      const evidence = attempts.map(({ id, createdAt }) =>
        fact(id, "callback_failure", { rawSha256: null, receivedAt: createdAt }),
      );
      return {
        orders: [order("1"), order("2", { paidKes: 0, status: "open" })],
        attempts: [attempt("a", "1"), ...attempts],
        evidence: [...soundBooks().evidence, ...evidence],
      };
    };

    it("five attempts of an order are allowed, six are not", () => {
      expect(found(failedAttempts(5, 1, true))).toEqual({});
      expect(found(failedAttempts(6, 1, true))).toEqual({ beyondLimits: 1 });
    });

    it("three claims of a phone in ten minutes are allowed, four are not", () => {
      expect(found(failedAttempts(3, 60, false))).toEqual({});
      expect(found(failedAttempts(4, 60, false))).toEqual({ beyondLimits: 1 });
      expect(found(failedAttempts(4, 300, false))).toEqual({});
    });

    it("nine claims of a phone in a day are too many", () => {
      const books = failedAttempts(9, 3_600, false);
      const orders = [...books.orders, order("3", { paidKes: 0, status: "open" })];
      const attempts = books.attempts.map((row, index) =>
        row.orderId === "2" && index > 5 ? { ...row, orderId: "3" } : row,
      );
      expect(found({ ...books, orders, attempts })).toEqual({ beyondLimits: 1 });
    });

    it("prompts are counted on the phone, too", () => {
      const prompts = [0, 100, 200, 300].map((seconds) => ({
        checkoutRequestId: "ws_a",
        msisdn: "254711000001",
        at: at(seconds),
      }));
      expect(found({ prompts })).toEqual({ beyondLimits: 1 });
    });
  });

  describe("an attempt that is still open", () => {
    const open = (
      changes: Partial<Attempt>,
      deliveries: Delivery[],
      stored = deliveries.map(() => fact("a", "callback_failure")),
    ) =>
      found({
        debits: [],
        payments: [],
        deliveries,
        orders: [order("1", { paidKes: 0, status: "open" })],
        attempts: [attempt("a", "1", { outcome: "unresolved", ...changes })],
        evidence: [fact("a", "push_unknown"), ...stored],
      });
    const failed = callback("a", { money: null });

    it("has no witness: nothing is wrong", () => {
      expect(open({ checkoutRequestId: null }, [])).toEqual({});
    });

    it("has a stored CheckoutRequestID, or a callback answered 200", () => {
      expect(open({}, [])).toEqual({ openDespiteWitness: 1 });
      expect(open({ checkoutRequestId: null }, [failed])).toEqual({ openDespiteWitness: 1 });
      const id = [fact("a", "push_accepted", { checkoutRequestId: "ws_a" })];
      expect(open({ checkoutRequestId: null }, [], id)).toEqual({ openDespiteWitness: 1 });
      const unheard = [fact("a", "callback_failure")];
      expect(open({ checkoutRequestId: null }, [], unheard)).toEqual({ openDespiteWitness: 1 });
      expect(open({ outcome: "pending" }, [])).toEqual({ openDespiteWitness: 1 });
      expect(open({ outcome: "failed", push: "sending" }, [])).toEqual({ openDespiteWitness: 1 });
    });
  });

  describe("a callback answered 200 is lost", () => {
    it.each<[string, Partial<Books>, string]>([
      ["not stored", { evidence: [fact("a", "push_accepted")] }, "acknowledgedLost"],
      [
        "stored with other bytes",
        { evidence: [fact("a", "callback_success", { rawSha256: "other" })] },
        "acknowledgedLost",
      ],
      [
        "never applied",
        { evidence: [fact("a", "callback_success", { isApplied: false })] },
        "acknowledgedLost",
      ],
      [
        "applied without its receipt",
        { payments: [payment("a", "1", { receipt: null })] },
        "acknowledgedLost",
      ],
    ])("when it is %s", (_how, changes, kind) => {
      expect(found(changes)).toEqual({ [kind]: 1 });
    });

    it("for an attempt that does not exist, which nobody may have pushed either", () => {
      const deliveries = [callback("a"), callback("gone", { money: null })];
      expect(found({ deliveries })).toEqual({ acknowledgedLost: 1, doublePrompts: 1 });
    });
  });

  describe("a debit without a witness", () => {
    const unseen = (outcome: string, later: Attempt[] = [], explicit: string[] = []) =>
      found({
        deliveries: [callback("a", { status: null })],
        payments: [],
        orders: [order("1", { paidKes: 0, status: "open" })],
        attempts: [attempt("a", "1", { outcome, checkoutRequestId: null }), ...later],
        evidence: [fact("a", "window_ended", { receivedAt: at(301) })],
        explicitSteps: new Set(explicit),
      });

    it("is printed while its attempt is unresolved", () => {
      expect(unseen("unresolved")).toEqual({ withoutWitness: 1 });
    });

    it.each(["failed", "pending", "succeeded"])("is mishandled when it is %s", (outcome) => {
      expect(unseen(outcome)).toEqual({ withoutWitness: 1, withoutWitnessMishandled: 1 });
    });

    it("may be followed by the explicit step, and by nothing else", () => {
      const later = { outcome: "failed", createdAt: at(400) };
      const named = attempt("b", "1", { ...later, despiteAttemptId: "a" });
      expect(unseen("unresolved", [named], ["a"])).toEqual({ withoutWitness: 1 });
      expect(unseen("unresolved", [attempt("b", "1", later)])).toEqual({
        withoutWitness: 1,
        withoutWitnessMishandled: 1,
        doublePrompts: 1,
      });
    });
  });
});
