import { handleAuth } from "@/lib/http/merchant-auth";
import { runtime } from "@/lib/runtime";

export const dynamic = "force-dynamic";

const answer = (request: Request) => handleAuth(runtime(), request);

export { answer as GET, answer as POST };
