"use client";

import { useParams } from "next/navigation";
import { OrderUnavailable } from "./order-unavailable";

/** The page could not be drawn, or came in part only: drawn here, once the order can be read. */
export default function CheckoutError() {
  const { orderId } = useParams<{ orderId: string }>();
  return <OrderUnavailable orderId={orderId} />;
}
