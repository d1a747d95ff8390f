import { handleOrders } from "@/lib/http/api-orders";
import { runtime } from "@/lib/runtime";

export const dynamic = "force-dynamic";

const answer = (request: Request) => handleOrders(runtime(), request);

export { answer as DELETE, answer as GET, answer as PATCH, answer as POST, answer as PUT };
