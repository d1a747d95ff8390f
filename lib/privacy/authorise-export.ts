import { recordAudit } from "@/lib/audit/record-audit";
import { authorise, type Authorised } from "@/lib/merchants/authorise";
import type { Actor } from "@/lib/merchants/session";
import type { Runtime } from "@/lib/runtime";

/** Whether somebody may take one customer's data out, by their role now and a fresh proof; audited. */
export async function authoriseExport(ctx: Pick<Runtime, "db">, actor: Actor): Promise<Authorised> {
  const authorised = await authorise(ctx, actor, "erase_customers");
  if (!authorised.ok) return authorised;
  await recordAudit(ctx, { merchantId: actor.merchantId, by: actor, action: "customer_exported" });
  return authorised;
}
