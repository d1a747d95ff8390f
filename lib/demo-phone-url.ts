import type { Env } from "./env";

/** Where a browser finds the simulated phone of a demo; null wherever the demo shop is closed. */
export function demoPhoneUrl(env: Pick<Env, "DEMO_SHOP" | "DEMO_PHONE_URL">): string | null {
  return env.DEMO_SHOP === "on" ? (env.DEMO_PHONE_URL ?? null) : null;
}
