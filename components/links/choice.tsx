import type { ReactNode } from "react";

/**
 * One of several ways; what belongs to it stands below it and is there only while it is chosen. That is
 * a rule of the style sheet, so it holds without scripts, too.
 */
export function Choice({
  name,
  value,
  label,
  isChosen,
  children,
}: {
  name: string;
  value: string;
  label: string;
  isChosen: boolean;
  children?: ReactNode;
}) {
  return (
    <div className="group">
      <label className="flex min-h-11 items-center gap-3">
        <input
          type="radio"
          name={name}
          value={value}
          defaultChecked={isChosen}
          className="accent-primary size-5 shrink-0"
        />
        {label}
      </label>
      {children !== undefined && (
        <div className="hidden gap-4 py-2 ps-8 group-has-[:checked]:grid">{children}</div>
      )}
    </div>
  );
}
