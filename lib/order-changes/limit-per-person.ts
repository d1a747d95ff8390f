import type { Waiter } from "./wait-list";

/** Pages that one person has in sight at the same time, on all their screens together. */
const WAITS_PER_PERSON = 6;

/** Counts who waits; a person has so many waits at the same time and no more. */
export function limitPerPerson() {
  const waiting = new Map<string, number>();
  const change = (personId: string, by: 1 | -1) => {
    const count = (waiting.get(personId) ?? 0) + by;
    if (count === 0) waiting.delete(personId);
    else waiting.set(personId, count);
  };

  /** What `join` brings, counted as this person's until they leave; null if they have enough. */
  return (personId: string, join: () => Waiter | null): Waiter | null => {
    if ((waiting.get(personId) ?? 0) >= WAITS_PER_PERSON) return null;
    const waiter = join();
    if (waiter === null) return null;
    change(personId, 1);
    let hasLeft = false;
    const leave = () => {
      waiter.leave();
      if (!hasLeft) change(personId, -1);
      hasLeft = true;
    };
    return { ...waiter, leave };
  };
}
