/** A candidate kept by `TopK`. */
export interface Scored {
  readonly id: number;
  readonly score: number;
}

/**
 * Keep the k best of a stream of (id, score) in a binary min-heap: O(n log k) time, O(k) memory.
 * Ties go to the lower id, so that the same library gives the same answer in every run.
 */
export class TopK {
  readonly #k: number;
  readonly #heap: Scored[] = [];

  constructor(k: number) {
    this.#k = k;
  }

  /** Scores at or below this cannot enter: -Infinity until k candidates are held. */
  get floor(): number {
    return this.#heap.length < this.#k ? -Infinity : (this.#heap[0]?.score ?? -Infinity);
  }

  offer(id: number, score: number): void {
    if (this.#k <= 0) return;
    const candidate = { id, score };
    if (this.#heap.length < this.#k) {
      this.#heap.push(candidate);
      this.#up(this.#heap.length - 1);
      return;
    }
    const worst = this.#heap[0];
    if (worst !== undefined && isWorse(worst, candidate)) {
      this.#heap[0] = candidate;
      this.#down(0);
    }
  }

  /** The candidates kept, best first. */
  sorted(): Scored[] {
    return this.#heap.toSorted((a, b) => (isWorse(a, b) ? 1 : -1));
  }

  #up(from: number): void {
    let child = from;
    while (child > 0) {
      const parent = (child - 1) >> 1;
      if (!this.#swapIfWorse(child, parent)) return;
      child = parent;
    }
  }

  #down(from: number): void {
    let parent = from;
    for (;;) {
      const left = 2 * parent + 1;
      const a = this.#heap[left];
      const b = this.#heap[left + 1];
      if (a === undefined) return;
      const worse = b !== undefined && isWorse(b, a) ? left + 1 : left;
      if (!this.#swapIfWorse(worse, parent)) return;
      parent = worse;
    }
  }

  /** Swap when the child is worse than its parent: the worst belongs on top. */
  #swapIfWorse(child: number, parent: number): boolean {
    const a = this.#heap[child];
    const b = this.#heap[parent];
    if (a === undefined || b === undefined || !isWorse(a, b)) return false;
    this.#heap[child] = b;
    this.#heap[parent] = a;
    return true;
  }
}

function isWorse(a: Scored, b: Scored): boolean {
  return a.score < b.score || (a.score === b.score && a.id > b.id);
}
