import { runtime } from "@/lib/runtime";

/**
 * Reads for a page of the dashboard. An error is logged here, reduced, and thrown on without its
 * cause: Next prints what a page throws, and a driver's error holds the statement's parameters,
 * session tokens among them.
 */
export async function readOrThrowPlainly<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    runtime().log.error("a dashboard page could not be read", { error });
    throw new Error("the dashboard could not be read");
  }
}
