import { AppError } from '../../src-contract/index.ts';

/**
 * The calls that an engine is answering. When it closes, each of them fails at once with CANCELLED, whatever it waits
 * for: a page may be connected to the end.
 */
export class OpenCalls {
  readonly #refusals = new Set<(reason: AppError) => void>();
  #closed = false;

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Answer a call. @throws CANCELLED when the engine is closed or closes meanwhile; else what `work` throws. */
  run<T>(work: () => T | Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (this.#closed) {
        reject(closing());
        return;
      }
      this.#refusals.add(reject);
      const begun = (async (): Promise<T> => work())();
      begun.then(resolve, reject).finally(() => this.#refusals.delete(reject));
    });
  }

  /** Refuse every call from now on, those in work included. */
  close(): void {
    this.#closed = true;
    for (const refuse of this.#refusals) refuse(closing());
    this.#refusals.clear();
  }
}

function closing(): AppError {
  return new AppError('CANCELLED', 'Expected an open engine but it is shutting down');
}
