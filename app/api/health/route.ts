import { handleHealth } from "@/lib/http/health";
import { runtime } from "@/lib/runtime";

export const dynamic = "force-dynamic";

export async function GET() {
  return handleHealth(runtime());
}
