import { cookies } from "next/headers";
import { ORDER_COOKIE_NAME, orderCookieValue } from "@/lib/payments/order-cookie";
import { runtime } from "@/lib/runtime";

const ORDER_COOKIE_MAX_AGE_SECONDS = 90 * 24 * 60 * 60;

/** Lets the browser whose submission claimed the attempt see its phone and receipt. */
export async function holdOrder(orderId: string): Promise<void> {
  const { env } = runtime();
  (await cookies()).set(ORDER_COOKIE_NAME, orderCookieValue(env, orderId), {
    httpOnly: true,
    sameSite: "lax",
    secure: env.APP_URL.startsWith("https:"),
    path: `/pay/${orderId}`,
    maxAge: ORDER_COOKIE_MAX_AGE_SECONDS,
  });
}
