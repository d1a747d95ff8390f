import { LiveCheckout } from "@/components/checkout/live-checkout";
import { startPaymentAction } from "./actions";

/** In place of what could not be read: says so, and becomes the order's page once it can. */
export function OrderUnavailable({ orderId }: { orderId: string }) {
  return <LiveCheckout orderId={orderId} first={null} action={startPaymentAction} share={null} />;
}
