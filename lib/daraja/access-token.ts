import type { DarajaConfig } from "./config";
import { readDarajaError } from "./errors";
import { parseJson } from "./json";
import { type RawAnswer, type SendDeps, sendRequest } from "./send-request";
import { accessTokenAnswerSchema } from "./wire";

export type AccessTokenResult =
  | {
      ok: true;
      accessToken: string;
      /** Life left when Daraja answered. */ expiresInSeconds: number;
    }
  | {
      ok: false;
      reason: "credentials_rejected" | "unreachable" | "unexpected_answer";
      /** For the merchant; holds no secret. */
      message: string;
    };

/**
 * Gets an access token: `GET /oauth/v1/generate` (daraja.md, 2.1). One request, never throws.
 * A new token may end the life of the one before it: callers share one per consumer key.
 */
export async function requestAccessToken(
  config: Pick<DarajaConfig, "baseUrl" | "consumerKey" | "consumerSecret">,
  deps: SendDeps,
): Promise<AccessTokenResult> {
  const credentials = `${config.consumerKey}:${config.consumerSecret}`;
  const sent = await sendRequest(
    `${config.baseUrl}/oauth/v1/generate?grant_type=client_credentials`,
    {
      method: "GET",
      headers: { authorization: `Basic ${Buffer.from(credentials, "utf8").toString("base64")}` },
    },
    deps,
  );
  if (sent.kind !== "answered") {
    return { ok: false, reason: "unreachable", message: `no answer from Daraja (${sent.cause})` };
  }
  return readTokenAnswer(sent.answer);
}

function readTokenAnswer(answer: RawAnswer): AccessTokenResult {
  const { status, body } = answer;
  if (status === 200) {
    const token = accessTokenAnswerSchema.safeParse(parseJson(body));
    if (token.success) return { ok: true, ...token.data };
  }
  if (isCredentialsRejection(answer)) {
    return {
      ok: false,
      reason: "credentials_rejected",
      message: "consumer key or secret rejected",
    };
  }
  if (status === 429 || status >= 500) {
    return { ok: false, reason: "unreachable", message: `Daraja is unavailable (HTTP ${status})` };
  }
  return {
    ok: false,
    reason: "unexpected_answer",
    message: `Daraja sent no access token (HTTP ${status})`,
  };
}

/** A wrong key or secret shows as HTTP 400 with an empty body; 400.008.xx and 401 are documented. */
function isCredentialsRejection({ status, body }: RawAnswer): boolean {
  if (status !== 400 && status !== 401) return false;
  return body.trim() === "" || readDarajaError(body) !== null;
}
