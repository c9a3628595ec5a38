/** The photo that is shown whole, and the list it is paged through in. */
class Viewer {
  #ids = $state.raw<readonly number[]>([]);
  #index = $state(0);
  #open = $state(false);
  infoOpen = $state(false);

  get isOpen(): boolean {
    return this.#open;
  }

  /** Null when closed. */
  get photoId(): number | null {
    return this.#open ? (this.#ids[this.#index] ?? null) : null;
  }

  get ids(): readonly number[] {
    return this.#ids;
  }

  /** Of the photo that is shown, or was shown last. */
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
    this.#open = true;
  }

  close(): void {
    this.#open = false;
  }

  move(step: number): void {
    this.#index = Math.min(this.#ids.length - 1, Math.max(0, this.#index + step));
  }
}

export const viewer = new Viewer();
