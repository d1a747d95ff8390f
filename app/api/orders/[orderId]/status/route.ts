import { after } from "next/server";
import { handleOrderStatus } from "@/lib/http/order-status";
import { runtime } from "@/lib/runtime";

export const dynamic = "force-dynamic";
export const maxDuration = 60;

export async function GET(request: Request, { params }: { params: Promise<{ orderId: string }> }) {
  const { orderId } = await params;
  return handleOrderStatus(runtime(), request, orderId, { defer: after });
}
