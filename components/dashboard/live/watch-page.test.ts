import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type MarkAnswer, watchPage } from "./watch-page";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

type Question = { mark: string; waitSeconds: number; signal: AbortSignal };

/** A watch of a page with mark "a", with its questions to be answered by hand. */
function openWatch() {
  const asked: (Question & { answer: (what: MarkAnswer | Error) => Promise<void> })[] = [];
  let isSeen = true;
  const onNews = vi.fn();
  const watch = watchPage({
    mark: "a",
    onNews,
    isSeen: () => isSeen,
    ask: (question) =>
      new Promise((resolve, reject) => {
        question.signal.addEventListener("abort", () => reject(new Error("aborted")));
        const answer = (what: MarkAnswer | Error) => {
          if (what instanceof Error) reject(what);
          else resolve(what);
          return vi.advanceTimersByTimeAsync(0).then(() => undefined);
        };
        asked.push({ ...question, answer });
      }),
  });
  const last = () => {
    const question = asked.at(-1);
    if (question === undefined) throw new Error("nothing was asked");
    return question;
  };
  return { watch, asked, last, onNews, see: (seen: boolean) => (isSeen = seen) };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe("watchPage", () => {
  it("asks again at once after a wait in which nothing happened", async () => {
    const { asked, last, onNews } = openWatch();
    expect(last()).toMatchObject({ mark: "a", waitSeconds: 20 });
    await pass(20_000);
    await last().answer({ mark: "a" });
    expect(asked).toHaveLength(2);
    expect(onNews).not.toHaveBeenCalled();
  });

  it("tells news, and asks with the new mark once the page has it", async () => {
    const { watch, asked, last, onNews } = openWatch();
    await last().answer({ mark: "b" });
    expect(onNews).toHaveBeenCalledTimes(1);
    watch.learn("b");
    await pass(1_500);
    expect(asked).toHaveLength(2);
    expect(last().mark).toBe("b");
  });

  it("tells the same news ever more slowly while the page does not get it", async () => {
    const { asked, last, onNews } = openWatch();
    for (const pauseMs of [1_500, 2_250, 3_375]) {
      const count = asked.length;
      await last().answer({ mark: "b" });
      await pass(pauseMs - 1);
      expect(asked).toHaveLength(count);
      await pass(1);
      expect(asked).toHaveLength(count + 1);
    }
    expect(onNews).toHaveBeenCalledTimes(3);
  });

  it("reads a page whose news do not end every few seconds, and at once again after a calm", async () => {
    const { watch, asked, last } = openWatch();
    const hear = async (mark: string) => {
      await last().answer({ mark });
      watch.learn(mark);
    };
    for (const [step, pauseMs] of [1_500, 2_250, 3_375, 3_375, 3_375].entries()) {
      await hear(`news ${step}`);
      const count = asked.length;
      await pass(pauseMs - 1);
      expect(asked).toHaveLength(count);
      await pass(1);
      expect(asked).toHaveLength(count + 1);
    }
    await pass(5_000);
    await hear("after a calm");
    const count = asked.length;
    await pass(1_500);
    expect(asked).toHaveLength(count + 1);
  });

  it("asks ever more slowly where the server holds nothing, and where the line is down", async () => {
    const { asked, last } = openWatch();
    await last().answer({ mark: "a" });
    await pass(4_000);
    await last().answer(new Error("no line"));
    await pass(5_999);
    expect(asked).toHaveLength(2);
    await pass(1);
    expect(asked).toHaveLength(3);
  });

  it("asks nothing while nobody looks, and at once when they are back", async () => {
    const { watch, asked, last, see } = openWatch();
    see(false);
    watch.stop();
    expect(last().signal.aborted).toBe(true);
    await pass(600_000);
    expect(asked).toHaveLength(1);
    see(true);
    watch.askNow();
    expect(last()).toMatchObject({ waitSeconds: 0 });
    await last().answer({ mark: "a" });
    expect(last()).toMatchObject({ waitSeconds: 20 });
  });

  it("ends for good where there is nothing to watch any more", async () => {
    const { watch, asked, last } = openWatch();
    await last().answer("gone");
    watch.askNow();
    await pass(600_000);
    expect(asked).toHaveLength(1);
  });
});
