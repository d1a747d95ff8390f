/** Next calls this once per server process, before the first request. */
export async function register(): Promise<void> {
  // eslint-disable-next-line no-restricted-properties -- replaced at build time; the Edge bundle must not see the rest
  if (process.env.NEXT_RUNTIME === "nodejs") {
    const { startProcess } = await import("./instrumentation-node");
    await startProcess();
  }
}
