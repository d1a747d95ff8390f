/** What a page asks for with `?after={version}&wait={seconds}`: no answer before there is news. */
export type StatusHold = {
  /** The version that the page knows. */
  after: number;
  waitMs: number;
};

const LONGEST_WAIT_SECONDS = 25;

const wholeNumber = (text: string | null) =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : null;

/**
 * Reads the hold of a status address; null where none is asked for, or where a value is bad or larger
 * than the contract allows: then the answer comes at once. Pure.
 */
export function readStatusHold(address: string): StatusHold | null {
  const { searchParams } = new URL(address);
  const after = wholeNumber(searchParams.get("after"));
  const waitSeconds = wholeNumber(searchParams.get("wait"));
  if (after === null || waitSeconds === null) return null;
  if (waitSeconds === 0 || waitSeconds > LONGEST_WAIT_SECONDS) return null;
  return { after, waitMs: waitSeconds * 1_000 };
}
