/** The middle of some numbers, or of the two in the middle. */
export function medianOf(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.slice(Math.ceil(sorted.length / 2) - 1, Math.floor(sorted.length / 2) + 1);
  return middle.reduce((sum, value) => sum + value, 0) / middle.length;
}

/** The median of each number that some records have in common. */
export function mediansOf<Name extends string>(
  names: readonly Name[],
  records: readonly Readonly<Record<Name, number>>[],
): { name: Name; value: number }[] {
  return names.map((name) => ({ name, value: medianOf(records.map((record) => record[name])) }));
}
