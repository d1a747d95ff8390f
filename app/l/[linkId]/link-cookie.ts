import { cookies } from "next/headers";
import { runtime } from "@/lib/runtime";

/** Remembers which order this browser made of a link, so that coming back makes no second one. */
const COOKIE_NAME = "malipo_link";
const MAX_AGE_SECONDS = 24 * 60 * 60;

/** The order that this browser says it made of the link whose page it asks for. */
export async function readLinkCookie(): Promise<string | undefined> {
  return (await cookies()).get(COOKIE_NAME)?.value;
}

/** For actions alone: a page cannot set a cookie. */
export async function keepLinkCookie(linkId: string, orderId: string): Promise<void> {
  (await cookies()).set(COOKIE_NAME, orderId, {
    httpOnly: true,
    sameSite: "lax",
    secure: runtime().env.APP_URL.startsWith("https:"),
    path: `/l/${linkId}`,
    maxAge: MAX_AGE_SECONDS,
  });
}
