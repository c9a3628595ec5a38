import { type StackBadge, stackKinds } from '../../../src-contract/index.ts';

/** A photo in a stack; `rank` 0 is the one to show. */
export interface StackPlace {
  readonly photoId: number;
  readonly stack: number;
  readonly rank: number;
}

/** A stack; its id is the least of its photos' ids. */
export interface StackRow {
  readonly id: number;
  readonly kind: string;
  /** Photos and videos. */
  readonly parts: number;
}

/** More than this is not told apart. */
const mostParts = 65_535;

/**
 * Which photos are in which stack, in memory: whole timelines are looked up in it. Ids are numbered nearly without gaps, so
 * it is columns by id, some ten bytes a photo.
 */
export class StackIndex {
  /** Number of photos that are in a stack and not the one to show. */
  #hidden = 0;
  #stacks = new Int32Array(0);
  #ranks = new Uint16Array(0);
  /** By the id of the stack. */
  #covers = new Int32Array(0);
  #kinds = new Uint8Array(0);
  #parts = new Uint16Array(0);

  get hidden(): number {
    return this.#hidden;
  }

  /** Has there been a stack? */
  get hasStacks(): boolean {
    return this.#stacks.length > 0;
  }

  put({ id, kind, parts }: StackRow, places: readonly StackPlace[]): void {
    const known = stackKinds.findIndex((each) => each === kind);
    if (known === -1) return;
    this.#grow(id);
    this.#kinds[id] = known;
    this.#parts[id] = Math.min(parts, mostParts);
    for (const { photoId, rank } of places) {
      this.#grow(photoId);
      this.#stacks[photoId] = id;
      this.#ranks[photoId] = Math.min(rank, mostParts);
      if (rank === 0) this.#covers[id] = photoId;
      else this.#hidden++;
    }
  }

  /** The photo is in no stack any more. */
  remove(photoId: number): void {
    if ((this.#stacks[photoId] ?? 0) === 0) return;
    if (this.#ranks[photoId] !== 0) this.#hidden--;
    this.#stacks[photoId] = 0;
  }

  /** The stack of a photo; 0 for none. */
  stackOf(photoId: number): number {
    return this.#stacks[photoId] ?? 0;
  }

  rankOf(photoId: number): number {
    return this.#ranks[photoId] ?? 0;
  }

  /** The photo that shows a stack. */
  coverOf(stack: number): number {
    return this.#covers[stack] ?? 0;
  }

  /** Null for a photo in none. */
  badgeOf(photoId: number): StackBadge | null {
    const stack = this.stackOf(photoId);
    const kind = stack === 0 ? undefined : stackKinds[this.#kinds[stack] ?? 0];
    return kind === undefined ? null : { kind, parts: this.#parts[stack] ?? 1 };
  }

  /**
   * Of photos in a row leave of each stack the one that is to be shown of those that are there, at its own place.
   *
   * @returns their places in the row, in order.
   */
  shownOf(ids: readonly number[]): number[] {
    // By stack, the place behind that of its best photo so far: timelines are long, and this is quicker than a map.
    const best = new Int32Array(this.#stacks.length);
    for (let i = 0; i < ids.length; i++) {
      const id = ids[i] ?? 0;
      const stack = this.stackOf(id);
      if (stack === 0) continue;
      const before = best[stack] ?? 0;
      if (before === 0 || this.rankOf(id) < this.rankOf(ids[before - 1] ?? 0)) best[stack] = i + 1;
    }
    const shown: number[] = [];
    for (let i = 0; i < ids.length; i++) {
      const stack = this.stackOf(ids[i] ?? 0);
      if (stack === 0 || best[stack] === i + 1) shown.push(i);
    }
    return shown;
  }

  #grow(id: number): void {
    if (id < this.#stacks.length) return;
    const size = Math.max(1024, 2 * id);
    this.#stacks = grown(new Int32Array(size), this.#stacks);
    this.#ranks = grown(new Uint16Array(size), this.#ranks);
    this.#covers = grown(new Int32Array(size), this.#covers);
    this.#kinds = grown(new Uint8Array(size), this.#kinds);
    this.#parts = grown(new Uint16Array(size), this.#parts);
  }
}

function grown<T extends Int32Array | Uint16Array | Uint8Array>(into: T, from: T): T {
  into.set(from);
  return into;
}
