/** Who uses something at present, so that it can be closed when nobody does any more. */
export class Users {
  #count = 0;
  #none = Promise.withResolvers<undefined>();

  /** Use it for as long as some work lasts. */
  async during<T>(work: () => Promise<T>): Promise<T> {
    this.#count++;
    try {
      return await work();
    } finally {
      if (--this.#count === 0) {
        this.#none.resolve(undefined);
        this.#none = Promise.withResolvers<undefined>();
      }
    }
  }

  /** Settles when nobody uses it; those that come meanwhile are waited for, too. */
  async none(): Promise<void> {
    while (this.#count > 0) await this.#none.promise;
  }
}
