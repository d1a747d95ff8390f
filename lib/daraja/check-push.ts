import { isAmountKes } from "@/lib/money";
import { isMsisdn } from "@/lib/phone";
import { checkBaseUrl } from "./base-url";
import { checkCallbackUrl } from "./callback-url";
import type { DarajaConfig } from "./config";
import type { StkPushRequest } from "./stk-push";

/**
 * The field rules of a push (daraja.md, 2.2 and 2.3), checked before anything is sent.
 * Answers `invalid_<field>` for the first one broken, or null. Callers keep these rules already;
 * this is the last line before money moves.
 */
export function checkPush(config: DarajaConfig, request: StkPushRequest): string | null {
  const checks: readonly (readonly [field: string, isValid: boolean])[] = [
    ["base_url", checkBaseUrl(config.baseUrl, config.environment) === null],
    ["short_code", /^\d{5,7}$/.test(config.businessShortCode)],
    ["party_b", /^\d{5,7}$/.test(config.partyB)],
    ["pass_key", config.passKey !== ""],
    ["access_token", /^[\x21-\x7e]+$/.test(request.accessToken)],
    ["msisdn", isMsisdn(request.msisdn)],
    ["amount", isAmountKes(request.amountKes)],
    ["account_reference", /^[A-Za-z0-9 -]{1,12}$/.test(request.accountReference)],
    ["transaction_desc", /^[A-Za-z0-9 -]{1,13}$/.test(request.transactionDesc)],
    ["callback_url", checkCallbackUrl(request.callbackUrl, config.environment) === null],
    ["now", !Number.isNaN(request.now.getTime())],
  ];
  const broken = checks.find(([, isValid]) => !isValid);
  return broken ? `invalid_${broken[0]}` : null;
}
