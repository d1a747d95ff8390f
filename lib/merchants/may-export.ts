import type { Role } from "./model";

/** Whether a member may take rows out of the dashboard as a file: those who keep the books. */
export function mayExport(role: Role): boolean {
  return role === "owner" || role === "admin" || role === "finance";
}
