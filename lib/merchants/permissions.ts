import { ROLES } from "@/db/vocabulary";
import type { KeyScope, Role } from "./model";

/** Who may do what. The one table of it: everything that reads or writes for a merchant asks here. */

const ROLES_BY_PERMISSION = {
  see_payments: ["owner", "admin", "finance", "cashier", "viewer"],
  /** Receipts in full; without it their last four characters. */
  see_receipts: ["owner", "admin", "finance", "cashier"],
  /** Phone numbers in full; without it they are masked. */
  see_phones: ["owner", "admin", "finance"],
  /** What M-Pesa sent, word for word. */
  see_evidence: ["owner", "admin", "finance"],
  make_orders: ["owner", "admin", "finance", "cashier"],
  cancel_orders: ["owner", "admin", "finance"],
  decide_cases: ["owner", "admin", "finance"],
  export_payments: ["owner", "admin", "finance"],
  manage_people: ["owner", "admin"],
  /** To make, change or remove an owner; with manage_people. */
  manage_owners: ["owner"],
  manage_keys: ["owner", "admin"],
  manage_shortcodes: ["owner", "admin"],
  see_audit: ["owner"],
  /** One customer's data: to hand it out, to destroy it, and how long it is kept. */
  erase_customers: ["owner", "admin"],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof ROLES_BY_PERMISSION;
export type Permissions = ReadonlySet<Permission>;

const isPermission = (name: string): name is Permission => name in ROLES_BY_PERMISSION;

export const PERMISSIONS: readonly Permission[] =
  Object.keys(ROLES_BY_PERMISSION).filter(isPermission);

const PERMISSIONS_BY_SCOPE: Record<KeyScope, readonly Permission[]> = {
  read: ["see_payments", "see_receipts", "see_phones"],
  write: ["make_orders", "cancel_orders"],
};

/** What a member with this role may do. */
export function permissionsOfRole(role: Role): Permissions {
  return new Set(
    PERMISSIONS.filter((name) => {
      const roles: readonly Role[] = ROLES_BY_PERMISSION[name];
      return roles.includes(role);
    }),
  );
}

/** What an API key with these scopes may do: never anything about people, keys or shortcodes. */
export function permissionsOfScopes(scopes: readonly KeyScope[]): Permissions {
  return new Set(scopes.flatMap((scope) => PERMISSIONS_BY_SCOPE[scope]));
}

/** Whether a member with this role may change one of that role, or give it: owners are for owners. */
export function mayManage(role: Role, target: Role): boolean {
  const permissions = permissionsOfRole(role);
  return permissions.has(target === "owner" ? "manage_owners" : "manage_people");
}

/** The roles that a member with this role may give. */
export function rolesToGive(role: Role): Role[] {
  return ROLES.filter((target) => mayManage(role, target));
}
