/** How often each kind of thing really happened. */
export class Tally {
  private readonly counts = new Map<string, number>();

  add(kind: string, count = 1): void {
    this.counts.set(kind, this.of(kind) + count);
  }

  of(kind: string): number {
    return this.counts.get(kind) ?? 0;
  }
}
