import { type Box, maxWhereParts } from '../../../src-contract/index.ts';
import { middleBox, moveBox } from '../../lib/box.ts';

/** How far a box that begins in the middle is beside one that is there already, as a share of the photo. */
const beside = 0.04;

/** The boxes that somebody draws on the photo of the viewer, to search for photos that have what each of them shows. */
export class DrawnBoxes {
  /** Boxes are being drawn. */
  isOpen = $state(false);
  /** The one that is drawn, moved and sized; null until there is one. */
  current = $state.raw<Box | null>(null);
  /** Those that were drawn before it. */
  kept = $state.raw<readonly Box[]>([]);
  readonly all: readonly Box[] = $derived(this.current === null ? this.kept : [...this.kept, this.current]);
  /** Another one can be drawn. */
  readonly canAdd: boolean = $derived(this.current !== null && this.all.length < maxWhereParts);

  /** @param byKey whoever has no pointer at hand begins with a box to move. */
  start(byKey: boolean): void {
    this.leave();
    this.isOpen = true;
    if (byKey) this.current = middleBox;
  }

  leave(): void {
    this.isOpen = false;
    this.current = null;
    this.kept = [];
  }

  /** Leave the box as it is, and draw another one. @param byKey as in `start` */
  add(byKey: boolean): void {
    if (!this.canAdd) return;
    this.kept = this.all;
    this.current = byKey ? this.#freeBox() : null;
  }

  /** The box in the middle, or beside those that lie there: on one of them it could not be seen. */
  #freeBox(): Box {
    const isTaken = (box: Box): boolean => this.kept.some(({ x, y }) => Math.hypot(x - box.x, y - box.y) < beside / 4);
    let box = middleBox;
    for (let i = 0; i < maxWhereParts && isTaken(box); i++) box = moveBox(box, beside, beside);
    return box;
  }

  /** Take one away. What was drawn before the last one can be moved again when that goes. */
  remove(place: number): void {
    const left = this.all.filter((_, i) => i !== place);
    this.kept = left.slice(0, -1);
    this.current = left.at(-1) ?? null;
  }

  /** Take away the last one, or draw no other one. */
  removeLast(): void {
    this.remove(this.current === null ? this.all.length : this.all.length - 1);
  }
}
