import type { Member } from "./model";
import { permissionsOfRole } from "./permissions";

declare const orderMakerBrand: unique symbol;

/** A member who may make orders and links; what makes them takes no other. */
export type OrderMaker = Member & { readonly [orderMakerBrand]: true };

const isOrderMaker = (member: Member): member is OrderMaker =>
  permissionsOfRole(member.role).has("make_orders");

/** The member as one who may make orders; null for one who may only look. */
export function asOrderMaker(member: Member): OrderMaker | null {
  return isOrderMaker(member) ? member : null;
}
