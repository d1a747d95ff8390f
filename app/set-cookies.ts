import { cookies } from "next/headers";
import type { NewCookie } from "@/lib/merchants/post-auth";

/** Sets cookies in the browser that sent the action. */
export async function setCookies(list: NewCookie[]): Promise<void> {
  const jar = await cookies();
  for (const { name, value, options } of list) jar.set({ ...options, name, value });
}
