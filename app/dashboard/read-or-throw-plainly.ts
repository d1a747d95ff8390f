import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";

/** A page reads its member and then its rows, one after the other: together below ten seconds. */
const READ_LIMIT_MS = 4_000;

/**
 * Reads for a page of the dashboard. An error is logged here, reduced, and thrown on without its
 * cause: Next prints what a page throws, and a driver's error holds the statement's parameters,
 * session tokens among them.
 */
export async function readOrThrowPlainly<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await settleWithin(READ_LIMIT_MS, read());
  } catch (error) {
    runtime().log.error("a dashboard page could not be read", { error });
    throw new Error("the dashboard could not be read");
  }
}
