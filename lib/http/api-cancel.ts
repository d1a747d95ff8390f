import { recordAudit } from "@/lib/audit/record-audit";
import { isIdOf } from "@/lib/ids";
import { readOrder } from "@/lib/orders/queries";
import { cancelOrder } from "@/lib/payments/cancel-order";
import type { Runtime } from "@/lib/runtime";
import { apiError, apiJson, orderNotFound } from "./api-error";
import { answerApi } from "./api-route";

/** `POST /api/v1/orders/{id}/cancel`: answers the order as it stands afterwards. A body is ignored. */
export function handleCancel(
  runtime: Runtime,
  request: Request,
  orderId: string,
): Promise<Response> {
  return answerApi(runtime, request, {
    POST: async ({ merchant, by }) => {
      if (!isIdOf("order", orderId)) return orderNotFound();
      const result = await cancelOrder(runtime, merchant.merchantId, orderId);
      if (!result.ok) return refuse(result.reason);
      if (result.isNew) {
        const about = { kind: "order", id: orderId } as const;
        const { merchantId } = merchant;
        await recordAudit(runtime, { merchantId, by, action: "order_cancelled", about });
      }
      const order = await readOrder(runtime, merchant, orderId);
      return order ? apiJson(order) : orderNotFound();
    },
  });
}

function refuse(reason: "order_not_found" | "attempt_in_progress" | "order_not_payable"): Response {
  switch (reason) {
    case "order_not_found":
      return orderNotFound();
    case "attempt_in_progress":
      return apiError(reason, "A payment attempt of this order is not settled yet.");
    case "order_not_payable":
      return apiError(reason, "This order has been paid.");
  }
}
