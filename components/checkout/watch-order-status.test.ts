import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { OrderStatusView } from "@/lib/payments/model";
import type { StatusAnswer, StatusQuestion } from "./fetch-order-status";
import { watchOrderStatus, type Heard } from "./watch-order-status";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const view = (version: number, changes: Partial<OrderStatusView> = {}): OrderStatusView => ({
  orderId: "ord_1",
  version,
  status: "open",
  amountKes: 100,
  paidKes: 0,
  attempt: null,
  pollAfterMs: 1_000,
  ...changes,
});
const paid = (version: number) => view(version, { status: "paid", pollAfterMs: null });

type Asked = StatusQuestion & {
  answer: (status: OrderStatusView) => Promise<void>;
  fail: () => Promise<void>;
};

/** A watch of an order at version 3, with its questions to be answered by hand. */
function openWatch(isWatched: () => boolean = () => true) {
  const questions: Asked[] = [];
  const heard: Heard[] = [];
  const ask = (question: StatusQuestion) =>
    new Promise<StatusAnswer>((resolve, reject) => {
      const settled = () => vi.advanceTimersByTimeAsync(0).then(() => undefined);
      question.signal.addEventListener("abort", () => reject(new Error("aborted")));
      questions.push({
        ...question,
        answer: (status) => {
          resolve({ status, clockOffsetMs: 7 });
          return settled();
        },
        fail: () => {
          reject(new Error("no line"));
          return settled();
        },
      });
    });
  const first = { status: view(3), clockOffsetMs: null };
  const onHeard = (one: Heard) => heard.push(one);
  const watch = watchOrderStatus({ first, ask, onHeard, isWatched, dice: () => 0 });
  const last = () => {
    const question = questions.at(-1);
    if (question === undefined) throw new Error("nothing was asked");
    return question;
  };
  /** Questions that are neither answered nor given up. */
  const open = () => questions.filter(({ signal }) => !signal.aborted).length;
  return { watch, questions, heard, last, open };
}

const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("where the server lets questions wait", () => {
  it("asks for what comes after the version it knows, and again as soon as it is told", async () => {
    const { questions, heard, last } = openWatch();
    expect(last()).toMatchObject({ orderId: "ord_1", after: 3, waitSeconds: 15 });
    await after(4_000);
    await last().answer(view(5));
    expect(heard).toMatchObject([{ status: { version: 5 }, clockOffsetMs: 7, hasTrouble: false }]);
    expect(questions).toHaveLength(2);
    expect(last()).toMatchObject({ after: 5, waitSeconds: 15 });
  });

  it("asks again at once when a wait ended without news", async () => {
    const { questions, last } = openWatch();
    for (const asked of [1, 2, 3]) {
      expect(questions).toHaveLength(asked);
      await after(15_000);
      await last().answer(view(3));
    }
    expect(questions).toHaveLength(4);
  });

  it("waits for different lengths of time, so that pages do not move in step", () => {
    const waits = [0, 0.3, 0.6, 0.999].map((drawn) => {
      const asked: number[] = [];
      const watch = watchOrderStatus({
        first: { status: view(3), clockOffsetMs: null },
        ask: ({ waitSeconds }) => {
          asked.push(waitSeconds);
          return new Promise(() => undefined);
        },
        onHeard: () => undefined,
        isWatched: () => true,
        dice: () => drawn,
      });
      watch.stop();
      return asked[0];
    });
    expect(waits).toEqual([15, 14, 13, 12]);
  });

  it("stops when it is final", async () => {
    const { questions, heard, last, watch } = openWatch();
    await last().answer(paid(4));
    expect(heard.at(-1)?.status.status).toBe("paid");
    await after(600_000);
    expect(questions).toHaveLength(1);
    watch.askNow();
    await last().answer(paid(4));
    await after(600_000);
    expect(questions).toHaveLength(2);
  });

  it("never goes back to an older answer", async () => {
    const { heard, last } = openWatch();
    await last().answer(view(6));
    await last().answer(view(5));
    expect(heard.map(({ status }) => status.version)).toEqual([6, 6]);
  });
});

describe("where the server answers at once", () => {
  it("asks as often as the server wants, and more slowly with time", async () => {
    const { questions, last } = openWatch();
    await last().answer(view(3));
    expect(questions).toHaveLength(1);
    await after(999);
    expect(questions).toHaveLength(1);
    await after(1);
    expect(questions).toHaveLength(2);
    for (let second = 0; second < 60; second += 1) {
      await last().answer(view(3));
      await after(1_000);
    }
    const inTheFirstMinute = questions.length;
    expect(inTheFirstMinute).toBe(62);
    for (let second = 0; second < 300; second += 1) {
      await last().answer(view(3));
      await after(1_000);
    }
    expect(questions.length - inTheFirstMinute).toBeLessThan(90);
  });

  it("asks at its pace after news as well", async () => {
    const { questions, last } = openWatch();
    await last().answer(view(3));
    await after(1_000);
    await last().answer(view(4));
    expect(questions).toHaveLength(2);
    await after(1_000);
    expect(questions).toHaveLength(3);
  });

  it("follows what the page learned by itself: the next question comes at its pace", async () => {
    const { watch, questions, last } = openWatch();
    await last().answer(view(4, { pollAfterMs: 5_000 }));
    await last().answer(view(4, { pollAfterMs: 5_000 }));
    expect(questions).toHaveLength(2);
    watch.learn(view(6, { pollAfterMs: 1_000 }));
    watch.learn(view(5, { pollAfterMs: 5_000 }));
    await after(1_000);
    expect(questions).toHaveLength(3);
    expect(last().after).toBe(6);
  });

  it("lets questions follow each other again once one was held", async () => {
    const { questions, last } = openWatch();
    await last().answer(view(3));
    await after(1_000);
    await after(15_000);
    await last().answer(view(3));
    expect(questions).toHaveLength(3);
    await last().answer(view(4));
    expect(questions).toHaveLength(4);
  });

  it("hears of the news at the next question", async () => {
    const { heard, last } = openWatch();
    await last().answer(view(3));
    await after(1_000);
    await last().answer(paid(4));
    expect(heard.at(-1)?.status.status).toBe("paid");
  });
});

describe("trouble", () => {
  it("shows itself, is asked about without a wait, and heals", async () => {
    const { questions, heard, last } = openWatch();
    await last().fail();
    expect(heard.at(-1)).toMatchObject({ status: { version: 3 }, hasTrouble: true });
    await after(1_000);
    expect(last()).toMatchObject({ waitSeconds: 0 });
    await last().answer(view(3));
    expect(heard.at(-1)?.hasTrouble).toBe(false);
    expect(questions).toHaveLength(3);
    expect(last()).toMatchObject({ waitSeconds: 15 });
  });

  it("is looked into soon the first time, however slowly the page asks, and then at its pace", async () => {
    const { questions, last } = openWatch();
    await last().answer(view(4, { pollAfterMs: 15_000 }));
    await last().fail();
    const before = questions.length;
    await after(500);
    expect(questions).toHaveLength(before + 1);
    await last().fail();
    await after(14_999);
    expect(questions).toHaveLength(before + 1);
    await after(1);
    expect(questions).toHaveLength(before + 2);
  });

  it("is a line that says nothing for longer than the wait", async () => {
    const { heard, last } = openWatch();
    await after(19_999);
    expect(heard).toEqual([]);
    await after(1);
    expect(last().signal.aborted).toBe(true);
    expect(heard.at(-1)?.hasTrouble).toBe(true);
  });
});

describe("the person's return", () => {
  it("replaces the question under way by a fresh one without a wait, once", async () => {
    const { watch, questions, last, open } = openWatch();
    await after(3_000);
    watch.askNow();
    watch.askNow();
    expect(questions).toHaveLength(2);
    expect(open()).toBe(1);
    expect(last()).toMatchObject({ after: 3, waitSeconds: 0 });
    await last().answer(view(3));
    expect(last()).toMatchObject({ waitSeconds: 15 });
    expect(open()).toBe(2); // One of them is answered.
  });

  it("does not take a question that it gave up for trouble", async () => {
    const { watch, heard } = openWatch();
    watch.askNow();
    await after(0);
    expect(heard).toEqual([]);
  });

  it("shortens a pause", async () => {
    const { watch, questions, last } = openWatch();
    await last().answer(view(3));
    watch.askNow();
    expect(questions).toHaveLength(2);
    await last().answer(view(3));
    await after(1_000);
    expect(questions).toHaveLength(3);
  });
});

it("asks nothing while nobody watches, and goes on at the return", async () => {
  const page = { isWatched: true };
  const { watch, questions, last } = openWatch(() => page.isWatched);
  page.isWatched = false;
  await after(15_000);
  await last().answer(view(3));
  await after(600_000);
  expect(questions).toHaveLength(1);
  page.isWatched = true;
  watch.askNow();
  expect(last()).toMatchObject({ waitSeconds: 0 });
});

it("stops for good", async () => {
  const { watch, questions, last, heard } = openWatch();
  watch.stop();
  expect(last().signal.aborted).toBe(true);
  await after(600_000);
  expect(questions).toHaveLength(1);
  expect(heard).toEqual([]);
});
