/** The photos of the room that is in sight, in its order: what a selection is put in order by, and a viewer pages through. */
class ShownPhotos {
  ids = $state.raw<readonly number[]>([]);
  #grid: object | null = null;
  #show: (index: number) => void = () => undefined;

  /** @param grid whatever tells one grid from another. */
  use(grid: object, ids: readonly number[], show: (index: number) => void): void {
    this.#grid = grid;
    this.#show = show;
    this.ids = ids;
  }

  /** The grid is gone. Another one may be there already. */
  leave(grid: object): void {
    if (this.#grid === grid) this.use({}, [], () => undefined);
  }

  /** Make a photo the active one of the grid and bring it into view. */
  show(index: number): void {
    this.#show(index);
  }
}

export const shown = new ShownPhotos();
