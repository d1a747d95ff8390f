import { handleCallbackCheck } from "@/lib/http/callback-check";
import { runtime } from "@/lib/runtime";

export const dynamic = "force-dynamic";

export function POST(request: Request) {
  return handleCallbackCheck(runtime(), request);
}
