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
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className={cn("shrink-0 rounded-lg bg-white", className)}
    >
      <rect width={size} height={size} fill="#ffffff" />
      <path stroke="#000000" d={data.map(drawRow).join("")} />
    </svg>
  );
}

/** A row of modules as strokes along its middle: few letters, for the code blocks the first paint. */
function drawRow(row: readonly boolean[], y: number): string {
  const line = row.map((isDark) => (isDark ? "x" : " ")).join("");
  let drawn = 0;
  return Array.from(line.matchAll(/x+/g), ({ 0: dark, index }) => {
    const move = drawn === 0 ? `M${index} ${y}.5` : `m${index - drawn} 0`;
    drawn = index + dark.length;
    return `${move}h${dark.length}`;
  }).join("");
}
