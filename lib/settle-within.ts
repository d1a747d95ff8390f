/** The database is so slow that nobody should wait for it; what was asked of it may still happen. */
export class DatabaseTooSlow extends Error {
  override name = "DatabaseTooSlow";
}

/** A process that was frozen finds its timers over before it has read the answers that are there. */
const GRACE_MS = 500;

/**
 * What `work` brings, if that is within `limitMs` and half a second; else throws DatabaseTooSlow while
 * the work goes on, its end ignored.
 */
export async function settleWithin<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(new DatabaseTooSlow("no answer in time"));
    timer = setTimeout(() => (timer = setTimeout(giveUp, GRACE_MS)), Math.max(0, limitMs));
  });
  try {
    return await Promise.race([work, tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}
