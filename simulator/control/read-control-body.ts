import type { z } from "zod";
import type { Answer, Incoming } from "../http/exchange";
import { parseJson } from "../http/json";
import { controlError, explainIssues } from "./control-error";

export type ControlBody<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: Answer };

/** Reads the JSON body of a control call; an empty one counts as `{}`. Bad JSON and bad values are 400. */
export function readControlBody<T>(
  incoming: Incoming,
  schema: z.ZodType<T>,
  noun = "field",
): ControlBody<T> {
  const fail = (message: string) => ({
    ok: false as const,
    answer: controlError(400, "bad_request", message),
  });
  const parsed = parseJson(incoming.body.trim() === "" ? "{}" : incoming.body);
  if (!parsed.ok) return fail("The body is not well-formed JSON.");
  const checked = schema.safeParse(parsed.value);
  return checked.success
    ? { ok: true, value: checked.data }
    : fail(explainIssues(checked.error, noun));
}
