import type { Env } from "@/lib/env";

/** Where whoever has the link opens it. */
export function linkUrlOf(env: Pick<Env, "APP_URL">, linkId: string): string {
  return `${env.APP_URL}/l/${linkId}`;
}
