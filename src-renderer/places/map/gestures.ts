import type { Spot } from '../view.ts';

/** What a user does with pointers on the map. */
export interface Gestures {
  /** Where the map lies in the window. */
  readonly corner: () => Spot;
  readonly moved: (right: number, down: number) => void;
  /** Fingers have come apart or together by a factor, around a spot. */
  readonly pinched: (factor: number, spot: Spot) => void;
  /** A pointer that does not move the map draws on it; `isEnd` when it is lifted. Null when another finger has come. */
  readonly drawn: ((spot: Spot | null, isEnd: boolean) => void) | null;
}

/** As far as a pointer shakes when it presses, CSS pixels. */
const shake = 5;

/** Tells drags and pinches from presses, for mouse, pen and fingers alike. */
export class PointerGestures {
  readonly #pointers = new Map<number, Spot>();
  readonly #gestures: () => Gestures;
  #start: Spot = { left: 0, top: 0 };
  #isDragging = false;
  /** The next click is the end of a drag. */
  #wasDragged = false;

  constructor(gestures: () => Gestures) {
    this.#gestures = gestures;
  }

  down(event: PointerEvent): void {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    const spot = this.#spotOf(event);
    this.#pointers.set(event.pointerId, spot);
    const gestures = this.#gestures();
    if (this.#pointers.size === 1) {
      this.#start = spot;
      this.#isDragging = false;
      this.#wasDragged = false;
      gestures.drawn?.(spot, false);
    } else {
      gestures.drawn?.(null, false);
      this.#begin(event);
    }
  }

  move(event: PointerEvent): void {
    const before = this.#pointers.get(event.pointerId);
    if (before === undefined) return;
    const spot = this.#spotOf(event);
    const gestures = this.#gestures();
    if (!this.#isDragging && distance(this.#start, spot) < shake) return;
    if (!this.#isDragging) this.#begin(event);
    const others = [...this.#pointers].filter(([id]) => id !== event.pointerId);
    this.#pointers.set(event.pointerId, spot);
    const [other] = others;
    if (other === undefined) {
      if (gestures.drawn === null) gestures.moved(spot.left - this.#start.left, spot.top - this.#start.top);
      else gestures.drawn(spot, false);
      this.#start = spot;
    } else {
      const [, still] = other;
      const [was, is] = [middle(before, still), middle(spot, still)];
      gestures.moved(is.left - was.left, is.top - was.top);
      gestures.pinched(distance(spot, still) / Math.max(1, distance(before, still)), is);
    }
  }

  up(event: PointerEvent): void {
    if (!this.#pointers.delete(event.pointerId)) return;
    const [left] = this.#pointers.values();
    if (left !== undefined) this.#start = left;
    else {
      this.#wasDragged = this.#isDragging;
      this.#gestures().drawn?.(this.#spotOf(event), true);
    }
  }

  /** Did this click only end a drag? One by a key never does. */
  isDragEnd({ detail }: Pick<MouseEvent, 'detail'>): boolean {
    if (detail === 0) return false;
    const was = this.#wasDragged;
    this.#wasDragged = false;
    return was;
  }

  /** From now on the map has the pointer, wherever it goes. */
  #begin(event: PointerEvent): void {
    this.#isDragging = true;
    (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId);
  }

  #spotOf({ clientX, clientY }: PointerEvent): Spot {
    const { left, top } = this.#gestures().corner();
    return { left: clientX - left, top: clientY - top };
  }
}

function distance(a: Spot, b: Spot): number {
  return Math.hypot(b.left - a.left, b.top - a.top);
}

function middle(a: Spot, b: Spot): Spot {
  return { left: (a.left + b.left) / 2, top: (a.top + b.top) / 2 };
}
