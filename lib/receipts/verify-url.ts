import type { Env } from "@/lib/env";
import { makeVerifyCode } from "./verify-code";

/** Where anybody can check an order's receipt; says nothing about the address where it is paid. */
export function verifyUrlOf(env: Pick<Env, "APP_URL" | "APP_SECRET">, orderId: string): string {
  return `${env.APP_URL}/verify/${makeVerifyCode(env.APP_SECRET, orderId)}`;
}
