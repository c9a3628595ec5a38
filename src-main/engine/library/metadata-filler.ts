import { join, posix } from 'node:path';
import type { Logger } from '../../core/logger.ts';
import type { SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import { askAgain, type PhotoReader } from '../encoder/index.ts';
import { Slices } from '../slices.ts';
import type { UnreadSidecar } from '../store/library/sidecars.ts';
import type { Store } from '../store/store.ts';
import { untilAborted } from '../until-aborted.ts';

/** Sidecars handed to the encoder at a time. */
const readAtOnce = 64;
/** Photos joined in one transaction: some milliseconds. */
const joinedAtOnce = 50;

export interface MetadataFillerOptions {
  readonly store: Store;
  readonly encoder: Pick<PhotoReader, 'readSidecars'>;
  readonly log: Logger;
  /** Told, again and again while that goes on, when photos may say something else than before. */
  readonly onChanged: () => void;
}

/**
 * Reads sidecars that scans have found, and joins what photos, sidecars and names say, in the background. What is to be
 * done is in the database: whatever ends it, the next time goes on from there. See [Note: Joined metadata].
 */
export class MetadataFiller implements AsyncDisposable {
  readonly #options: MetadataFillerOptions;
  readonly #closing = new AbortController();
  #filling: Promise<void> | undefined;
  #again = false;

  constructor(options: MetadataFillerOptions) {
    this.#options = options;
  }

  /**
   * Read and join what there is, and what comes while that goes on. Settles when nothing is left but what cannot be read
   * now, which is tried at the next time; never rejects.
   */
  fill(): Promise<void> {
    this.#again = true;
    this.#filling ??= this.#fill().finally(() => {
      this.#filling = undefined;
    });
    return this.#filling;
  }

  async #fill(): Promise<void> {
    const { store, log } = this.#options;
    const startedMs = Date.now();
    const counts = { read: 0, joined: 0 };
    // After whoever asked: it may be in a transaction.
    await Promise.resolve();
    try {
      while (this.#again && !this.#closing.signal.aborted) {
        this.#again = false;
        // First, since it needs no encoder.
        counts.joined += await this.#join();
        counts.read += await this.#read();
      }
    } catch (error) {
      if (!this.#closing.signal.aborted)
        log.warn({ error: String(store.translate(error)) }, 'sidecars could not be read, or not be joined with photos');
    }
    if (counts.read + counts.joined === 0) return;
    log.info({ ...counts, ms: Date.now() - startedMs }, 'metadata joined');
  }

  async #read(): Promise<number> {
    const { store, onChanged } = this.#options;
    let read = 0;
    let last: UnreadSidecar | undefined;
    for (;;) {
      const unread = store.sidecars.unreadAfter(last, readAtOnce);
      if (unread.length === 0 || this.#closing.signal.aborted) return read;
      last = unread.at(-1);
      const said = await this.#ask(unread);
      store.sidecars.save(said);
      read += said.length;
      if (said.length > 0) onChanged();
    }
  }

  /** What the sidecars say that can be read. */
  async #ask(unread: readonly UnreadSidecar[]): Promise<(readonly [UnreadSidecar, SidecarFacts])[]> {
    const requests = unread.map((sidecar) => ({ path: pathOf(sidecar), photo: posix.basename(sidecar.relativePath) }));
    let said: readonly (SidecarFacts | null)[] = [];
    const asked = askAgain(() => this.#options.encoder.readSidecars(requests)).then((answers) => {
      said = answers;
    });
    await untilAborted(asked, this.#closing.signal);
    return unread.flatMap((sidecar, i) => {
      const facts = said[i] ?? null;
      return facts === null ? [] : [[sidecar, facts] as const];
    });
  }

  async #join(): Promise<number> {
    const slices = new Slices();
    let joined = 0;
    while (!this.#closing.signal.aborted) {
      const some = this.#options.store.photoMetadata.writeNoted(joinedAtOnce);
      if (some === 0) break;
      joined += some;
      await slices.breathe();
    }
    if (joined > 0) this.#options.onChanged();
    return joined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await this.#filling;
  }
}

function pathOf({ folderPath, relativePath, name }: UnreadSidecar): string {
  return join(folderPath, posix.dirname(relativePath), name);
}
