const LINE_EVERY_MS = 10_000;
const WORTH_TELLING_MS = 500;

const elapsed = (sinceMs: number) => `${((performance.now() - sinceMs) / 1000).toFixed(1)} s`;

/**
 * Does one piece of work and tells the terminal: a line when it is done, and every ten seconds
 * while it takes. A failure passes through.
 */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  const startedMs = performance.now();
  const timer = setInterval(() => {
    console.log(`  … ${what}, ${elapsed(startedMs)}`);
  }, LINE_EVERY_MS);
  try {
    console.log(`• ${what}`);
    const result = await work();
    if (performance.now() - startedMs > WORTH_TELLING_MS)
      console.log(`  done in ${elapsed(startedMs)}`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
