/** Things that are still to happen, so that a reset can call all of them off. */
export interface Pending {
  /** Runs once after `ms`; the answer calls it off. */
  after(ms: number, run: () => void): () => void;
  /** Resolves to true after `ms`, or at once to false when everything is called off. */
  sleep(ms: number): Promise<boolean>;
  /** Registers something under way; the answer says it has ended. */
  track(cancel: () => void): () => void;
  cancelAll(): void;
}

/** An empty set of pending things. */
export function createPending(): Pending {
  const cancels = new Set<() => void>();

  function track(cancel: () => void): () => void {
    cancels.add(cancel);
    return () => void cancels.delete(cancel);
  }

  function after(ms: number, run: () => void): () => void {
    const timer = setTimeout(() => {
      release();
      run();
    }, ms);
    const release = track(() => clearTimeout(timer));
    return () => {
      clearTimeout(timer);
      release();
    };
  }

  function sleep(ms: number): Promise<boolean> {
    if (ms <= 0) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        release();
        resolve(true);
      }, ms);
      const release = track(() => {
        clearTimeout(timer);
        resolve(false);
      });
    });
  }

  function cancelAll(): void {
    const all = [...cancels];
    cancels.clear();
    for (const cancel of all) cancel();
  }

  return { after, sleep, track, cancelAll };
}
