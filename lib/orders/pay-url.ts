import type { Env } from "@/lib/env";

/** Where the customer pays an order. */
export function payUrlOf(env: Pick<Env, "APP_URL">, orderId: string): string {
  return `${env.APP_URL}/pay/${orderId}`;
}
