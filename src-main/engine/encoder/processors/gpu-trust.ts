/** Losses so far apart have nothing to do with each other: computers sleep every night. */
const forgottenAfterMs = 10 * 60_000;
/** A GPU that was lost again at once is left alone for so long. */
const restMs = 60 * 60_000;
/** Losses, each soon after the one before, at which it is left alone. */
const tooMany = 2;

/**
 * Whether a GPU that was lost is used again.
 *
 * After the first loss it is, in a new process: a driver that was reset is back by then. After a second one soon after,
 * photos go to the CPU for an hour. An encoder that dies while a GPU is in use may have died of a photo as well: where
 * it then dies on the CPU, too, that was so, and the GPU is trusted as before.
 */
export class GpuTrust {
  readonly #nowMs: () => number;
  #losses = 0;
  #lastMs = -Infinity;
  #reason: string | null = null;

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  /** Why it is not used, or what happened to it last; null when nothing has. */
  get reason(): string | null {
    return this.#reason;
  }

  get isTrusted(): boolean {
    return this.#losses < tooMany || this.#nowMs() - this.#lastMs > restMs;
  }

  lost(reason: string): void {
    const nowMs = this.#nowMs();
    this.#losses = nowMs - this.#lastMs > forgottenAfterMs ? 1 : this.#losses + 1;
    this.#lastMs = nowMs;
    this.#reason = reason;
  }

  /** The encoder has died without a GPU. */
  diedOnCpu(): void {
    if (this.isTrusted) return;
    this.#losses = 0;
    this.#reason = null;
  }
}
