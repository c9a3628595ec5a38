/** Modal dialogs that are open. All of the page outside of the top one can be neither seen through nor used. */
class Modals {
  #open = $state.raw<readonly HTMLElement[]>([]);

  /** The one that was opened last; undefined where none is open. */
  get top(): HTMLElement | undefined {
    return this.#open.at(-1);
  }

  add(dialog: HTMLElement): void {
    this.#open = [...this.#open, dialog];
  }

  remove(dialog: HTMLElement): void {
    this.#open = this.#open.filter((other) => other !== dialog);
  }
}

export const modals = new Modals();
