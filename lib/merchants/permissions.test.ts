import { describe, expect, it } from "vitest";
import { ROLES } from "@/db/vocabulary";
import { PERMISSIONS, permissionsOfRole, permissionsOfScopes } from "./permissions";

/** Written out whole: a change of the table has to be made twice, and so be meant. */
const MAY = {
  owner: PERMISSIONS,
  admin: PERMISSIONS.filter((name) => name !== "manage_owners" && name !== "see_audit"),
  finance: [
    "see_payments",
    "see_receipts",
    "see_phones",
    "see_evidence",
    "make_orders",
    "cancel_orders",
    "decide_cases",
    "export_payments",
  ],
  cashier: ["see_payments", "see_receipts", "make_orders"],
  viewer: ["see_payments"],
} as const;

describe("the table of permissions", () => {
  it.each(ROLES)("%s", (role) => {
    expect([...permissionsOfRole(role)]).toEqual(MAY[role]);
  });

  it("gives no key a hand in people, keys, shortcodes or the erasing of customers", () => {
    expect([...permissionsOfScopes(["read"])]).toEqual([
      "see_payments",
      "see_receipts",
      "see_phones",
    ]);
    const all = permissionsOfScopes(["read", "write"]);
    expect([...all].filter((name) => /^(?:manage|erase)_/.test(name))).toEqual([]);
    expect(permissionsOfScopes([]).size).toBe(0);
  });
});
