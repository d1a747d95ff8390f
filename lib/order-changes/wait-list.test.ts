import { describe, expect, it } from "vitest";
import { openWaitList, type Waiter } from "./wait-list";

const LONG_MS = 600_000;

const open = (limits = {}) => openWaitList({ perProcess: 10, perOrder: 10, ...limits });

function joined(waiter: Waiter | null): Waiter {
  if (waiter === null) throw new Error("there was no room");
  return waiter;
}

describe("a wait list", () => {
  it("wakes everybody who waits for the order, and nobody else", async () => {
    const list = open();
    const [one, two, other] = [
      joined(list.join("a")),
      joined(list.join("a")),
      joined(list.join("b")),
    ];
    const woken: string[] = [];
    const nap = async (waiter: Waiter, name: string) => {
      await waiter.nap(LONG_MS);
      woken.push(name);
    };
    const both = Promise.all([nap(one, "one"), nap(two, "two")]);
    const rest = nap(other, "other");
    list.wake("a");
    await both;
    expect(woken).toEqual(["one", "two"]);
    list.wake("b");
    await rest;
    expect(woken).toHaveLength(3);
  });

  it("keeps news that comes between two naps, once", async () => {
    const list = open();
    const waiter = joined(list.join("a"));
    list.wake("a");
    list.wake("a");
    await waiter.nap(LONG_MS);
    let isOver = false;
    const nap = waiter.nap(LONG_MS).then(() => (isOver = true));
    await new Promise(setImmediate);
    expect(isOver).toBe(false);
    list.wake("a");
    await nap;
  });

  it("ends a nap when its time is over, and is not released by that", async () => {
    const waiter = joined(open().join("a"));
    await waiter.nap(1);
    expect(waiter.isReleased()).toBe(false);
  });

  it("ends the nap of whoever leaves, and forgets them", async () => {
    const list = open();
    const waiter = joined(list.join("a"));
    const nap = waiter.nap(LONG_MS);
    waiter.leave();
    waiter.leave();
    await nap;
    expect(list.count()).toBe(0);
  });

  it("releases everybody", async () => {
    const list = open();
    const waiters = ["a", "a", "b"].map((orderId) => joined(list.join(orderId)));
    const naps = waiters.map((waiter) => waiter.nap(LONG_MS));
    list.releaseAll();
    await Promise.all(naps);
    expect(waiters.map((waiter) => waiter.isReleased())).toEqual([true, true, true]);
    // A nap after the release is none.
    await waiters[0]?.nap(LONG_MS);
  });

  it("has room for so many in all, and for so many of one order", () => {
    const list = open({ perProcess: 3, perOrder: 2 });
    const first = joined(list.join("a"));
    expect(list.join("a")).not.toBeNull();
    expect(list.join("a")).toBeNull();
    expect(list.join("b")).not.toBeNull();
    expect(list.join("c")).toBeNull();
    first.leave();
    expect(list.join("c")).not.toBeNull();
    expect(list.count()).toBe(3);
  });
});
