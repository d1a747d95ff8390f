import type { ComponentProps, ReactNode } from "react";

type IconProps = Omit<ComponentProps<"svg">, "children">;

/**
 * The icons of the customer's pages, drawn here: a library's would bring its machinery for them, more
 * than all of these together. They say nothing that the words beside them do not.
 */
function Icon({ children, ...props }: IconProps & { children: ReactNode }) {
  return (
    <svg
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      {...props}
    >
      {children}
    </svg>
  );
}

export function CheckIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <circle cx="12" cy="12" r="10" />
      <path d="m7.5 12.5 3 3 6-6.5" />
    </Icon>
  );
}

export function TickIcon(props: IconProps) {
  return (
    <Icon {...props} strokeWidth="3">
      <path d="m5 12.5 5 5 9-11" />
    </Icon>
  );
}

export function OfflineIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M2 9a15 15 0 0 1 5-3M11 5a15 15 0 0 1 11 4M5 13a10 10 0 0 1 5-3M16 11a10 10 0 0 1 3 2M9 16.5a5 5 0 0 1 6 0M12 20h0M3 3l18 18" />
    </Icon>
  );
}

export function PrinterIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M7 8V3h10v5M7 17H4v-9h16v9h-3M7 14h10v7H7z" />
    </Icon>
  );
}

export function HandsetIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <rect x="6" y="2" width="12" height="20" rx="2" />
      <path d="M12 18h0" />
    </Icon>
  );
}

export function OpenElsewhereIcon(props: IconProps) {
  return (
    <Icon {...props}>
      <path d="M14 3h7v7M21 3l-10 10M18 14v5a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h5" />
    </Icon>
  );
}
