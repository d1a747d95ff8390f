import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { askUntilKnown } from "./ask-until-known";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const after = (ms: number) => vi.advanceTimersByTimeAsync(ms);

/** Questions that are answered by hand; the first at once, the next after 3 s, two in all. */
function openAsking() {
  const asked: { signal: AbortSignal; answer: () => void; fail: () => void }[] = [];
  const trouble: boolean[] = [];
  const asking = askUntilKnown({
    ask: (signal) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(new Error("aborted")));
        asked.push({ signal, answer: resolve, fail: () => reject(new Error("no line")) });
      }),
    pauseMs: (answered) => answered < 2 && 3_000 * answered,
    onTrouble: (hasTrouble) => trouble.push(hasTrouble),
  });
  const last = () => {
    const question = asked.at(-1);
    if (question === undefined) throw new Error("nothing was asked");
    return question;
  };
  return { asking, asked, trouble, last };
}

describe("asking until something is known", () => {
  it("goes at its pace, one question at a time, and not for ever", async () => {
    const { asked, last, trouble } = openAsking();
    await after(0);
    expect(asked).toHaveLength(1);
    await after(5_000);
    expect(asked).toHaveLength(1);
    last().answer();
    await after(2_999);
    expect(asked).toHaveLength(1);
    await after(1);
    expect(asked).toHaveLength(2);
    last().answer();
    await after(600_000);
    expect(asked).toHaveLength(2);
    expect(trouble).toEqual([false, false]);
  });

  it("asks again soon after trouble, ever more slowly, and heals", async () => {
    const { asked, last, trouble } = openAsking();
    await after(0);
    for (const pauseMs of [1_000, 2_000, 4_000, 8_000, 8_000]) {
      const before = asked.length;
      last().fail();
      await after(pauseMs - 1);
      expect(asked).toHaveLength(before);
      await after(1);
      expect(asked).toHaveLength(before + 1);
    }
    last().answer();
    await after(0);
    expect(trouble.at(-2)).toBe(true);
    expect(trouble.at(-1)).toBe(false);
  });

  it("gives a line up that says nothing", async () => {
    const { asked, last, trouble } = openAsking();
    await after(0);
    await after(8_000);
    expect(last().signal.aborted).toBe(true);
    expect(trouble).toEqual([true]);
    await after(1_000);
    expect(asked).toHaveLength(2);
  });

  it("puts a fresh question in the place of a half dead one, which is no trouble", async () => {
    const { asking, asked, last, trouble } = openAsking();
    await after(0);
    const first = last();
    void asking.askNow();
    expect(first.signal.aborted).toBe(true);
    expect(asked).toHaveLength(2);
    last().answer();
    await after(0);
    expect(trouble).toEqual([false]);
  });

  it("stops for good", async () => {
    const { asking, asked, last, trouble } = openAsking();
    await after(0);
    asking.stop();
    expect(last().signal.aborted).toBe(true);
    await after(600_000);
    expect(asked).toHaveLength(1);
    expect(trouble).toEqual([]);
  });
});
