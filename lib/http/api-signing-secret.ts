import { signingSecretOf } from "@/lib/merchants/signing-secret";
import type { Runtime } from "@/lib/runtime";
import { apiJson } from "./api-error";
import { answerApi } from "./api-route";

/** `GET /api/v1/signing-secret`: what the merchant checks a customer's return with (docs/returning.md). */
export function handleSigningSecret(runtime: Runtime, request: Request): Promise<Response> {
  return answerApi(runtime, request, {
    GET: ({ merchant }) =>
      Promise.resolve(
        apiJson({ signingSecret: signingSecretOf(runtime.env, merchant.merchantId) }),
      ),
  });
}
