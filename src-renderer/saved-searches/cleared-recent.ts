const storageKey = 'had-recent-searches';

/**
 * Tells whether recent searches were cleared, in whatever window, and maybe while this tab was not there: it had some, and has
 * none now. A tab that never had any has only typed searches, which nobody has cleared.
 */
export class ClearedRecent {
  readonly #storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

  /** @param storage of this tab: it is asked over reloads, too. */
  constructor(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>) {
    this.#storage = storage;
  }

  /** Take in how many there are. @returns whether they have been cleared since it was said last. */
  saw(count: number): boolean {
    const had = this.#storage.getItem(storageKey) !== null;
    if (count > 0) this.#storage.setItem(storageKey, '1');
    else this.#storage.removeItem(storageKey);
    return had && count === 0;
  }
}
