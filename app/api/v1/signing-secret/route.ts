import { handleSigningSecret } from "@/lib/http/api-signing-secret";
import { runtime } from "@/lib/runtime";

export const dynamic = "force-dynamic";

const answer = (request: Request) => handleSigningSecret(runtime(), request);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
