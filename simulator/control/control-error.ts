import type { z } from "zod";
import { json, type Answer } from "../http/exchange";

/** The error of the simulator's own addresses: `{ "error": { "code", "message" } }`. */
export function controlError(status: number, code: string, message: string): Answer {
  return json(status, { error: { code, message } });
}

/** Says in one sentence what is wrong with a value from outside; `noun` names its parts. */
export function explainIssues(error: z.ZodError, noun: string): string {
  const sentences = error.issues.map((issue) => {
    const path = issue.path.map(String);
    if (issue.code === "unrecognized_keys") {
      const names = issue.keys.map((key) => [...path, key].join("."));
      return `unknown ${noun} ${names.join(", ")}`;
    }
    return path.length === 0 ? issue.message : `${path.join(".")}: ${issue.message}`;
  });
  return sentences.join("; ");
}
