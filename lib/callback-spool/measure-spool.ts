import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * A callback is some 600 bytes, sealed some 1,100: this is an hour of more than five payments a second,
 * which no single shortcode reaches, and a sweep stores it within minutes.
 */
export const SPOOL_MAX_FILES = 20_000;
/** Bodies may have up to 64 KiB; this keeps odd ones from filling a small disk. */
export const SPOOL_MAX_BYTES = 64 * 1024 * 1024;

/** Other processes write here, too: what they added is seen this much later, which the bounds allow. */
const MEASURED_FOR_MS = 2_000;

type Usage = { files: number; bytes: number };

const measured = new Map<string, { usage: Promise<Usage>; endsAtMs: number }>();

async function sizeOf(path: string): Promise<number> {
  // Drained meanwhile.
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

async function measure(folder: string): Promise<Usage> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  const sizes = await Promise.all(files.map(({ name }) => sizeOf(join(folder, name))));
  return { files: files.length, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/** How full a spool is, as of the last two seconds. The caller adds to it what it writes itself. */
export function measureSpool(folder: string): Promise<Usage> {
  const known = measured.get(folder);
  if (known && known.endsAtMs > performance.now()) return known.usage;
  const usage = measure(folder);
  measured.set(folder, { usage, endsAtMs: performance.now() + MEASURED_FOR_MS });
  usage.catch(() => measured.delete(folder));
  return usage;
}
