import type { Member, Role } from "./model";

declare const orderMakerBrand: unique symbol;

/** A member who may make orders and links; what makes them takes no other. */
export type OrderMaker = Member & { readonly [orderMakerBrand]: true };

const MAKERS: ReadonlySet<Role> = new Set(["owner", "admin", "finance", "cashier"]);

const isOrderMaker = (member: Member): member is OrderMaker => MAKERS.has(member.role);

/** The member as one who may make orders; null for one who may only look. */
export function asOrderMaker(member: Member): OrderMaker | null {
  return isOrderMaker(member) ? member : null;
}
