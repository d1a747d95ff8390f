import { randomBytes } from "node:crypto";
import type { Deadline } from "@/lib/clock";
import { checkCallbackUrl } from "@/lib/daraja/callback-url";
import type { DarajaEnvironment } from "@/lib/daraja/environments";
import { parseJson, readField } from "@/lib/daraja/json";
import { sendRequest } from "@/lib/daraja/send-request";
import type { Runtime } from "@/lib/runtime";
import { keyedHash } from "@/lib/sealing";
import type { CheckStep } from "./model";

/** Beside the addresses of callbacks, so that whatever stands before the app treats it like them. */
const PROBE_PATH = "/api/callbacks/check";

/** What only this installation can answer to a question that was never asked before. */
export function proofOf(secret: Buffer, nonce: string): string {
  return keyedHash(secret, "callback-check", nonce).toString("base64url");
}

const step = (found: Extract<CheckStep, { step: "address" }>["found"]): CheckStep => ({
  step: "address",
  found,
});

/**
 * Whether callbacks could come: the address by Safaricom's rules, and then asked for by its public
 * name with a nonce that only this installation can answer. That it answers this server does not prove
 * that it answers Safaricom; only a callback does.
 */
export async function checkAddress(
  { env, fetch }: Pick<Runtime, "env" | "fetch">,
  environment: DarajaEnvironment,
  deadline: Deadline,
): Promise<CheckStep> {
  const problem = checkCallbackUrl(`${env.APP_URL}/api/callbacks/token`, environment);
  if (problem?.includes("https://")) return step("not_https");
  if (problem?.includes("public host")) return step("not_public");
  if (problem !== null) return step("not_allowed");
  const nonce = randomBytes(32).toString("base64url");
  const sent = await sendRequest(
    `${env.APP_URL}${PROBE_PATH}`,
    {
      method: "POST",
      headers: { "content-type": "application/json;charset=UTF-8" },
      body: JSON.stringify({ nonce }),
    },
    { fetch, deadline },
  );
  if (sent.kind !== "answered") return step("no_answer");
  const proof = readField(parseJson(sent.answer.body), "proof");
  return step(proof === proofOf(env.APP_SECRET, nonce) ? "answers" : "someone_else");
}
