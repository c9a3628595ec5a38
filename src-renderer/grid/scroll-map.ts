/**
 * Tallest element that scrolls, CSS pixels. Blink keeps positions in 1/64 pixels of 32 bits and silently clamps what is
 * taller than 33,554,428 pixels; Firefox stops at about half of that. Well below both.
 */
const tallest = 12_000_000;

/**
 * Maps the scroll position of a real element to a position in content that may be taller than any element can be.
 *
 * [Note: Scroll map] Content up to the limit maps one to one. Taller content scrolls one to one, too, as long as the
 * user moves by small steps (wheel, keys, touch): only `#shift`, the distance between the two positions, is kept. A jump
 * (a dragged scroll bar, Home, End) is taken as a share of the whole, which changes the shift. Small steps can therefore
 * bring the element's end near before the content's; `settle` then moves the element back to its share without moving
 * what is seen.
 */
export class ScrollMap {
  /** Height of the content, CSS pixels. */
  readonly content: number;
  readonly viewport: number;
  /** Height to give the scrolled element. */
  readonly element: number;
  #shift = 0;
  #elementTop = 0;

  constructor(content: number, viewport: number, limit = tallest) {
    this.content = content;
    this.viewport = viewport;
    this.element = Math.min(content, limit);
  }

  /** Content position of the viewport's top edge, 0..content - viewport. */
  get top(): number {
    return clamp(this.#elementTop + this.#shift, 0, this.#lastTop);
  }

  /** Add to a content position to get the position inside the element. */
  get offset(): number {
    return 0 - this.#shift;
  }

  /** Take in the element's `scrollTop` after the user scrolled. */
  scrolled(elementTop: number): void {
    const step = elementTop - this.#elementTop;
    this.#elementTop = elementTop;
    if (this.content <= this.element) return;
    const atEnd = elementTop <= 0 || elementTop >= this.#lastElementTop;
    if (Math.abs(step) > this.viewport || atEnd) this.#shift = this.#shareOf(elementTop) - elementTop;
  }

  /** @returns the `scrollTop` that shows content position `top` at the upper edge; set it on the element. */
  moveTo(top: number): number {
    const wanted = clamp(top, 0, this.#lastTop);
    if (this.content <= this.element) {
      this.#elementTop = wanted;
    } else {
      this.#elementTop = this.#lastTop === 0 ? 0 : (wanted / this.#lastTop) * this.#lastElementTop;
      this.#shift = wanted - this.#elementTop;
    }
    return this.#elementTop;
  }

  /** When scrolling has come to rest: a `scrollTop` nearer to the content's share, or null where all is well. */
  settle(): number | null {
    if (this.content <= this.element) return null;
    const drift = Math.abs(this.#shareOf(this.#elementTop) - this.top);
    return drift > this.viewport * 2 ? this.moveTo(this.top) : null;
  }

  get #lastTop(): number {
    return Math.max(0, this.content - this.viewport);
  }

  get #lastElementTop(): number {
    return Math.max(0, this.element - this.viewport);
  }

  #shareOf(elementTop: number): number {
    const last = this.#lastElementTop;
    return last === 0 ? 0 : clamp(elementTop / last, 0, 1) * this.#lastTop;
  }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
