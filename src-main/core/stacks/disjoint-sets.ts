/** Things numbered from 0 in sets that are joined, each at first in one of its own. */
export class DisjointSets {
  readonly #parents: Int32Array;

  constructor(size: number) {
    this.#parents = Int32Array.from({ length: size }, (_, i) => i);
  }

  /** The least number of the set that a thing is in. */
  find(of: number): number {
    let root = of;
    for (let above = this.#parents[root] ?? root; above !== root; above = this.#parents[root] ?? root) root = above;
    // Whoever asks again along the way is there at once.
    for (let each = of; each !== root;) {
      const above = this.#parents[each] ?? root;
      this.#parents[each] = root;
      each = above;
    }
    return root;
  }

  join(a: number, b: number): void {
    const [one, other] = [this.find(a), this.find(b)];
    this.#parents[Math.max(one, other)] = Math.min(one, other);
  }
}
