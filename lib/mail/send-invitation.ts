import { z } from "zod";
import type { Language } from "@/lib/i18n/model";
import type { Runtime } from "@/lib/runtime";
import { claimInvitationMail } from "./claim-invitation";
import { sendMail } from "./send-mail";
import { writeInvitation } from "./write-invitation";

const address = z.email().max(254);

/** An address as it was typed; "" for none, null for what is no address. */
export function readAddress(typed: unknown): string | null {
  const text = typeof typed === "string" ? typed.trim() : "";
  return text === "" || address.safeParse(text).success ? text : null;
}

/** Mails an invitation's link. `not_sent` also where the line was lost and nobody knows. */
export async function sendInvitation(
  runtime: Runtime,
  { merchantId, merchantName }: { merchantId: string; merchantName: string },
  { to, link, language }: { to: string; link: string; language: Language },
): Promise<"sent" | "not_sent" | "too_many"> {
  if (!(await claimInvitationMail(runtime, merchantId))) return "too_many";
  const letter = writeInvitation({ merchantName, link }, language);
  const outcome = await sendMail(runtime.env, { to, ...letter });
  return outcome === "sent" ? "sent" : "not_sent";
}
