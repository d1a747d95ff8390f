import type { MerchantReads } from "@/lib/merchants/as-merchant";
import type { Runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { markOf } from "@/lib/merchants/mark-of";
import { holdPage } from "./hold-page";

/** As for the customer's page: no proxy cuts a line that is silent for so long. */
const LONGEST_WAIT_SECONDS = 25;
const READ_LIMIT_MS = 4_000;

/** A list is read in a few milliseconds, and again no sooner than this. */
const BETWEEN_READINGS_MS = 500;

const MARK = /^[\w-]{1,64}$/;

/** Whose page it is, and how what it shows is read; null where there is nothing to show. */
export type WatchedPage = {
  merchant: MerchantReads;
  personId: string;
  read: () => Promise<unknown>;
  /** Longer for a page that is more work to read. */
  betweenReadingsMs?: number;
};

function readHold(address: string): { mark: string | null; waitMs: number } {
  const { searchParams } = new URL(address);
  const mark = searchParams.get("mark");
  const wait = searchParams.get("wait");
  const seconds = wait !== null && /^\d{1,2}$/.test(wait) ? Number(wait) : 0;
  return {
    mark: mark !== null && MARK.test(mark) ? mark : null,
    waitMs: seconds <= LONGEST_WAIT_SECONDS ? seconds * 1_000 : 0,
  };
}

/**
 * `GET …/changes?mark=&wait=`: `{ "mark" }` of what an open page of the dashboard would show now; held,
 * where this host can, until that is news. 404 where there is no such page, 503 while it cannot be read.
 */
export async function answerPageMark(
  runtime: Runtime,
  request: Request,
  { merchant, personId, read, betweenReadingsMs = BETWEEN_READINGS_MS }: WatchedPage,
): Promise<Response> {
  const { orderChanges } = runtime;
  const headers = {
    "cache-control": "private, no-store",
    ...(orderChanges.isStopped() ? { connection: "close" } : {}),
  };
  try {
    const mark = await holdPage(orderChanges, {
      ...readHold(request.url),
      merchantId: merchant.merchantId,
      personId,
      betweenReadingsMs,
      signal: request.signal,
      read: async () => {
        const shown = await settleWithin(READ_LIMIT_MS, read());
        return shown === null ? null : markOf(shown);
      },
    });
    if (mark === null)
      return Response.json({ error: { code: "not_found" } }, { status: 404, headers });
    return Response.json({ mark }, { headers });
  } catch (error) {
    runtime.log.error("the mark of a dashboard page could not be read", { error });
    return Response.json({ error: { code: "unavailable" } }, { status: 503, headers });
  }
}
