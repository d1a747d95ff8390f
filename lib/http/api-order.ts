import { isIdOf } from "@/lib/ids";
import { readOrder } from "@/lib/orders/queries";
import type { Runtime } from "@/lib/runtime";
import { apiJson, orderNotFound } from "./api-error";
import { answerApi } from "./api-route";

/** `GET /api/v1/orders/{id}`: the order with its attempts, payments and flags. */
export function handleOrder(
  runtime: Runtime,
  request: Request,
  orderId: string,
): Promise<Response> {
  return answerApi(runtime, request, {
    GET: async ({ merchant }) => {
      const order = isIdOf("order", orderId) ? await readOrder(runtime, merchant, orderId) : null;
      return order ? apiJson(order) : orderNotFound();
    },
  });
}
