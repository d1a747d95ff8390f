import type { Tooth } from "./tooth";

/** The text to be exchanged is not there, or not once: the tooth has to be made anew. */
export class SourceHasMoved extends Error {
  override name = "SourceHasMoved";
}

/**
 * The file's text with the bug in it. Throws SourceHasMoved unless the text to be exchanged stands
 * in it exactly once.
 */
export function plant({ name, file, find, replace }: Tooth, source: string): string {
  const [before, after, ...more] = source.split(find);
  if (before === undefined || after === undefined || more.length > 0) {
    const found = after === undefined ? "is not" : `stands ${more.length + 1} times`;
    throw new SourceHasMoved(`${name}: the source has moved, its text ${found} in ${file}`);
  }
  return before + replace + after;
}
