import { z } from "zod";
import type { CounterProblem } from "@/lib/counter/model";
import type { StartResult } from "@/lib/payments/model";

/** What the counter says of a start that sent nothing; null where the order's page shows it anyway. */
export function problemOf(start: StartResult): CounterProblem | null {
  if (start.ok) return null;
  switch (start.reason) {
    case "invalid_phone":
      return { reason: "phoneNumber" };
    case "mpesa_unavailable":
      return { reason: start.reason };
    case "too_many_prompts":
      return {
        reason: start.reason,
        minutes: Math.max(1, Math.ceil(start.retryAfterSeconds / 60)),
      };
    case "order_not_found":
    case "order_not_payable":
    case "attempt_in_progress":
    case "attempt_unresolved":
    case "attempt_in_review":
      return null;
  }
}

/** A problem as part of an address. */
export function problemQuery(problem: CounterProblem | null): Record<string, string> {
  if (problem === null) return {};
  return problem.reason === "too_many_prompts"
    ? { problem: problem.reason, minutes: String(problem.minutes) }
    : { problem: problem.reason };
}

const query = z.union([
  z.object({
    problem: z.literal("too_many_prompts"),
    minutes: z.coerce.number().int().min(1).max(10_000),
  }),
  z.object({ problem: z.enum(["mpesa_unavailable", "phoneNumber", "unavailable"]) }),
]);

/** The problem that an address tells of; null for anything else. */
export function readProblem(search: unknown): CounterProblem | null {
  const parsed = query.safeParse(search);
  if (!parsed.success) return null;
  const { problem, ...rest } = parsed.data;
  return problem === "too_many_prompts" && "minutes" in rest
    ? { reason: problem, minutes: rest.minutes }
    : { reason: problem === "too_many_prompts" ? "unavailable" : problem };
}
