import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { MERCHANT_COOKIE } from "@/lib/merchants/chosen-merchant";
import { signIn } from "@/lib/merchants/sign-in";
import { runtime } from "@/lib/runtime";
import { settleWithin } from "@/lib/settle-within";
import { setCookies } from "./set-cookies";

const LIMIT_MS = 8_000;
const YEAR_SECONDS = 365 * 24 * 60 * 60;

/** Has the browser remember which of a person's merchants it shows; proves nothing (session.ts). */
export async function rememberMerchant(merchantId: string): Promise<void> {
  const jar = await cookies();
  jar.set({
    name: MERCHANT_COOKIE,
    value: merchantId,
    path: "/",
    httpOnly: true,
    sameSite: "lax",
    maxAge: YEAR_SECONDS,
  });
}

/** Goes on to a merchant's dashboard, signing in first whoever has just got an account. */
export async function enterDashboard({
  merchantId,
  credentials,
}: {
  merchantId: string;
  credentials?: { email: string; password: string };
}): Promise<never> {
  await rememberMerchant(merchantId);
  if (credentials) {
    const signedIn = await settleWithin(LIMIT_MS, signIn(runtime(), credentials, await headers()));
    // The account is there: whoever cannot sign in just now does it at the door.
    if (!signedIn.ok) redirect("/login");
    await setCookies(signedIn.cookies);
  }
  redirect("/dashboard");
}
