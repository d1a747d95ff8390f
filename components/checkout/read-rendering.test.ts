import { describe, expect, it } from "vitest";
import { readRendering } from "./read-rendering";

const RENDERING = {
  renderedAt: "2026-11-25T11:32:00.000Z",
  submissionId: "0b6a3d5e-7c1f-4b9e-8d42-52c1f3a0e9b7",
  view: {
    status: {
      orderId: "ord_1",
      version: 3,
      status: "open",
      amountKes: 1250,
      paidKes: 0,
      attempt: { state: "failed", reason: "wrong_pin", promptEndsAt: null },
      pollAfterMs: 5000,
    },
    merchantName: "Mama Njeri",
    merchantColour: null,
    merchantLogo: null,
    environment: "live",
    title: "Two bags of unga",
    accountReference: "Q7RT21",
    successUrl: null,
    cancelUrl: null,
    expiresAt: "2026-11-25T20:00:00.000Z",
    flags: [],
    dueKes: 1250,
    canStart: true,
    despiteAttemptId: null,
    promptedPhone: "0712 ••• 678",
    ownAttemptId: "att_1",
    attemptStartedAt: "2026-11-25T11:31:00.000Z",
    isAnswerSeen: false,
    reportedKes: null,
    retryWait: { endsAt: "2026-11-25T11:34:00.000Z", secondsLeft: 120 },
    unresolvedFromAt: "2026-11-25T11:36:00.000Z",
    receipts: [],
  },
};
const { view } = RENDERING;

describe("a rendering that the browser asked for", () => {
  it("is read as it was sent", () => {
    expect(readRendering(RENDERING)).toEqual(RENDERING);
  });

  it("may come from a newer server: more than is known does no harm", () => {
    const attempt = { ...view.status.attempt, reason: "struck_by_lightning" };
    const newer = {
      ...RENDERING,
      view: { ...view, mood: "good", status: { ...view.status, attempt } },
    };
    expect(readRendering(newer)?.view.status.attempt).toMatchObject({
      state: "failed",
      reason: null,
    });
  });

  it.each([
    ["no object", "Bad gateway"],
    ["an error", { error: { code: "unavailable", message: "The database is away." } }],
    ["one without a time", { ...RENDERING, renderedAt: undefined }],
    ["one without a form's id", { ...RENDERING, submissionId: null }],
    ["one without a view", { ...RENDERING, view: null }],
    ["one without a status", { ...RENDERING, view: { ...view, status: {} } }],
    ["one whose title is missing", { ...RENDERING, view: { ...view, title: undefined } }],
    ["one whose receipts are missing", { ...RENDERING, view: { ...view, receipts: null } }],
    ["one whose amount is text", { ...RENDERING, view: { ...view, dueKes: "1250" } }],
    ["one whose form is a number", { ...RENDERING, view: { ...view, canStart: 1 } }],
  ])("is not read from %s", (_what, body) => {
    expect(readRendering(body)).toBeNull();
  });
});
