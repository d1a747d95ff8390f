import { useTranslations } from "next-intl";
import { useId } from "react";
import { Label } from "@/components/ui/label";
import { Select } from "@/components/ui/select";
import type { Role } from "@/lib/merchants/model";

/** A choice of roles, each with what it may do. */
export function RoleSelect({
  roles,
  value,
  label,
}: {
  roles: readonly Role[];
  value: Role;
  label: string;
}) {
  const t = useTranslations("settings.roles");
  const id = useId();
  return (
    <div className="min-w-0 space-y-1.5">
      <Label htmlFor={id}>{label}</Label>
      {/* Keyed by its value: a browser would keep what was chosen before the answer came. */}
      <Select key={value} id={id} name="role" defaultValue={value} className="w-full">
        {roles.map((role) => (
          <option key={role} value={role}>
            {t(`choice.${role}`)}
          </option>
        ))}
      </Select>
    </div>
  );
}
