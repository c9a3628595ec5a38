import type { Area } from '../../src-contract/index.ts';
import { areaAround } from './drawn-area.ts';
import { cornerSet, cornerTaken, type KeyLasso } from './key-lasso.ts';
import type { Point } from './view.ts';

/** The area that is drawn on the map, or has been: around with a pointer, or corner by corner with keys. */
export class Drawing {
  /** Pointers draw around an area instead of moving the map. */
  isOn = $state(false);
  area = $state.raw<Area | null>(null);
  /** Null as long as no keys draw. */
  byKeys = $state.raw<KeyLasso | null>(null);
  /** What is being drawn around, or has been. */
  readonly line: readonly Point[] = $derived.by(() =>
    this.byKeys === null ? this.#drawn : [...this.byKeys.corners, this.byKeys.cross],
  );
  #drawn = $state.raw<readonly Point[]>([]);
  readonly #changed: () => void;

  /** @param changed hears that there is another area, or none any more. */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  /** @param cross where keys begin; null for a pointer. */
  begin(cross: Point | null): void {
    if (cross !== null) this.clear();
    this.isOn = true;
    this.byKeys = cross === null ? null : { cross, corners: [] };
  }

  /** A pointer draws. Null: it does not any more. */
  point(point: Point | null, isEnd: boolean): void {
    this.byKeys = null;
    if (point === null) {
      this.#drawn = [];
      return;
    }
    if (!isEnd) {
      if (this.area !== null) this.clear();
      this.#drawn = [...this.#drawn, point];
      return;
    }
    this.#end(this.#drawn);
  }

  /** Set a corner with keys, which may end the area. */
  setCorner(zoom: number): void {
    if (this.byKeys === null) return;
    const { lasso, isClosed } = cornerSet(this.byKeys, zoom);
    if (isClosed) this.#end(lasso.corners);
    else this.byKeys = lasso;
  }

  takeCorner(): void {
    if (this.byKeys !== null) this.byKeys = cornerTaken(this.byKeys);
  }

  /** Draw no more, and forget what was drawn. */
  giveUp(): void {
    this.isOn = false;
    this.byKeys = null;
    this.clear();
  }

  clear(): void {
    this.#drawn = [];
    this.area = null;
    this.#changed();
  }

  #end(points: readonly Point[]): void {
    this.area = areaAround(points);
    this.#drawn = this.area === null ? [] : points;
    this.isOn = false;
    this.byKeys = null;
    this.#changed();
  }
}
