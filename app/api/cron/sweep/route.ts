import { handleCronSweep } from "@/lib/http/cron-sweep";
import { runtime } from "@/lib/runtime";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

export async function GET(request: Request) {
  return handleCronSweep(runtime(), request);
}
