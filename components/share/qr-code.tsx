import { encode } from "uqr";
import { cn } from "@/lib/class-names";

/** Modules of white that a reader needs around the code (ISO/IEC 18004: four). */
const QUIET_ZONE = 4;

/**
 * A QR code, drawn by the server. Black on white with its own quiet zone, whatever the theme: readers
 * look for dark on light. `label` is what it is, for those who cannot see it.
 */
export function QrCode({
  text,
  label,
  className,
}: {
  text: string;
  label: string;
  className?: string;
}) {
  const { data, size } = encode(text, { ecc: "M", border: QUIET_ZONE });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [[x, y]] : [])));
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={cn("shrink-0 rounded-lg bg-white", className)}
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path fill="#000000" d={dark.map(([x = 0, y = 0]) => `M${x} ${y}h1v1h-1z`).join("")} />
    </svg>
  );
}
