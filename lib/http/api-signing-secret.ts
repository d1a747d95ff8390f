import { signingSecretOf } from "@/lib/merchants/signing-secret";
import type { Runtime } from "@/lib/runtime";
import { apiJson } from "./api-error";
import { type ApiMethods, answerApi } from "./api-route";

/** `GET /api/v1/signing-secret`: what the merchant checks a customer's return with (docs/returning.md). */
export function handleSigningSecret(runtime: Runtime, request: Request): Promise<Response> {
  const methods: ApiMethods = {
    GET: ({ merchant }) =>
      Promise.resolve(
        apiJson({ signingSecret: signingSecretOf(runtime.env, merchant.merchantId) }),
      ),
  };
  // Whoever holds it can forge what a shop believes: a key that may only read has no need of it.
  return answerApi(runtime, request, methods, { scope: "write" });
}
