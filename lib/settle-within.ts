/** The database is so slow that nobody should wait for it; what was asked of it may still happen. */
export class DatabaseTooSlow extends Error {
  override name = "DatabaseTooSlow";
}

/**
 * What `work` brings, if that is within `limitMs`; else throws DatabaseTooSlow while the work goes on,
 * its end ignored.
 */
export async function settleWithin<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooSlow = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DatabaseTooSlow("no answer in time")), limitMs);
  });
  try {
    return await Promise.race([work, tooSlow]);
  } finally {
    clearTimeout(timer);
  }
}
