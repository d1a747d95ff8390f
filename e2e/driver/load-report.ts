import { z } from "zod";

/** What a load says about its requests when it ends. */
export const loadReportShape = z.object({
  /** Ids of the pairs whose write was answered. */
  acknowledged: z.array(z.number()),
  refused: z.number(),
  /** Requests that were not settled within their deadline. */
  hung: z.number(),
  /** Writes that failed after the last connection had been ended. */
  lastWritesFailed: z.number(),
  connectionErrors: z.number(),
  longestMs: z.number(),
  /** Whether the pool could be closed. */
  isClosed: z.boolean(),
});

export type LoadReport = z.infer<typeof loadReportShape>;
