/** The photo that is shown whole, and the list it is paged through in. */
export class Viewer {
  #ids = $state.raw<readonly number[]>([]);
  #index = $state(-1);
  infoOpen = $state(false);

  get isOpen(): boolean {
    return this.#index >= 0;
  }

  /** Null when closed. */
  get photoId(): number | null {
    return this.#ids[this.#index] ?? null;
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  get index(): number {
    return this.#index;
  }

  get total(): number {
    return this.#ids.length;
  }

  /** Neighbours, nearest first: what is worth loading ahead. */
  get nearby(): number[] {
    return [this.#ids[this.#index + 1], this.#ids[this.#index - 1]].filter((id) => id !== undefined);
  }

  open(ids: readonly number[], index: number): void {
    this.#ids = ids;
    this.#index = index;
  }

  close(): void {
    this.#index = -1;
  }

  move(step: number): void {
    const next = Math.min(this.#ids.length - 1, Math.max(0, this.#index + step));
    if (this.isOpen) this.#index = next;
  }
}
