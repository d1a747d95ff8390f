import { NOWHERE, type Origin } from "@/lib/audit/origin";
import type { Member } from "./model";
import { permissionsOfRole } from "./permissions";

declare const orderMakerBrand: unique symbol;

/** A member who may make orders and links; what makes them takes no other. */
export type OrderMaker = Member & { from: Origin; readonly [orderMakerBrand]: true };

const isOrderMaker = (member: Member & { from: Origin }): member is OrderMaker =>
  permissionsOfRole(member.role).has("make_orders");

/**
 * The member as one who may make orders; null for one who may only look. `from` is where they act from:
 * the audit of what they make has it.
 */
export function asOrderMaker(member: Member, from = NOWHERE): OrderMaker | null {
  const maker = { ...member, from };
  return isOrderMaker(maker) ? maker : null;
}
