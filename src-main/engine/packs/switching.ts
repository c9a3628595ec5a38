import { AppError, type LibraryNotice, type PackName } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { isSamePack, type PackDirs, type PackId } from '../models/index.ts';
import type { Store } from '../store/store.ts';
import { untilAborted } from '../until-aborted.ts';
import type { OpenPack } from './open-pack.ts';
import { openIndex, type PackOpener } from './pack-opener.ts';
import type { PacksInUse } from './packs-in-use.ts';
import { takeOverEmbeddings } from './shared-space.ts';

export interface SwitchingOptions {
  readonly store: Store;
  readonly inUse: PacksInUse;
  readonly opener: PackOpener;
  readonly dirs: PackDirs;
  /** The pack that comes with the app: nobody has to choose it. */
  readonly own: PackId | undefined;
  /** The pack is used for this time: the library is kept with another. */
  readonly isVisit: boolean;
  readonly log: Logger;
  /** Does something at once while no photo is in an encoder on behalf of packs. */
  readonly hold: (work: () => void) => Promise<void>;
  /** Told when all changes that were asked for have ended and a pack is incoming, which may have been kept waiting. */
  readonly onEnded: () => void;
}

/**
 * Changes which pack answers and which one is to, one change after the other. See [Note: Switching].
 *
 * What the database says and what is open change in the same turn of the event loop, so that an engine that dies goes on from
 * one or the other.
 */
export class Switching {
  readonly #options: SwitchingOptions;
  #previous: PackName | null = null;
  #last: Promise<unknown> = Promise.resolve();
  /** Changes that were asked for and have not come to an end. */
  #asked = 0;

  constructor(options: SwitchingOptions) {
    this.#options = options;
  }

  /** What one can go back to. */
  get previous(): PackName | null {
    return this.#previous;
  }

  /**
   * Go on after a start from what the database says.
   *
   * @param isInstead another pack than the current one had to be opened: it is the previous one now, and may come back.
   * @returns what the user must know: that an incoming pack cannot be used and is incoming no more.
   * @throws DATABASE_*
   */
  async resume(isInstead: boolean): Promise<LibraryNotice | null> {
    const { store, inUse, dirs, isVisit, log } = this.#options;
    if (isVisit) return null;
    const previous = store.packRoles.of('previous');
    if (previous !== undefined) {
      const present = (await dirs.list()).find((pack) => isSamePack(pack, previous));
      // Without its text tower nothing can be compared with what it has made.
      if (present !== undefined) this.#previous = nameOf(present);
      else if (!isInstead) store.packRoles.supersedePrevious();
    }
    const incoming = store.packRoles.of('incoming');
    if (incoming === undefined) return null;
    try {
      inUse.takeIn(await this.#open(incoming), []);
      return null;
    } catch (thrown) {
      const { code, message } = AppError.from(thrown);
      if (!code.startsWith('PACK_')) throw thrown;
      store.packRoles.cancel();
      log.warn({ pack: `${incoming.id}@${incoming.version}`, code }, 'the incoming pack cannot be used any more');
      return {
        kind: 'pack-change-ended',
        message: `The change to model pack ${incoming.id}@${incoming.version} has ended: ${message}`,
      };
    }
  }

  /**
   * Let a pack answer as soon as it has seen every photo, or at once.
   *
   * @param wanted its latest version when none is named.
   * @throws PACK_* when it is not there, damaged, or does not pass its self-test; INVALID_ARGUMENT on a visit
   */
  use(wanted: { readonly id: string; readonly version?: string | undefined }, isNow: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const { inUse, dirs } = this.#options;
      const pack = await dirs.find(wanted.id, wanted.version);
      if (isSamePack(inUse.answering.manifest, pack)) return this.#cancel();
      if (inUse.incoming === null || !isSamePack(inUse.incoming.manifest, pack)) await this.#begin(pack);
      if (isNow) await this.#answerNow();
    });
  }

  /**
   * Go back: a pack that is incoming is so no more; else the previous pack and the one that answers change places.
   *
   * @throws INVALID_ARGUMENT when there is nothing to go back to; as `use`
   */
  goBack(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#options.inUse.incoming !== null) return this.#cancel();
      const previous = this.#options.store.packRoles.of('previous');
      if (previous === undefined) {
        throw new AppError('INVALID_ARGUMENT', 'Expected a model pack to go back to but there is none');
      }
      await this.#begin(previous);
      await this.#answerNow();
    });
  }

  /** Keep the pack that answers for good: what the previous one has made goes. Without a previous one nothing happens. */
  keep(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#options.hold(() => {
        this.#options.store.packRoles.supersedePrevious();
        this.#previous = null;
      });
    });
  }

  /**
   * Let the incoming pack answer, if it has seen every photo that can be read. Until it has its biases, the other one goes on:
   * scores without are not those that confidence is about.
   *
   * @returns whether it answers now.
   * @throws PACK_*, ENCODER_*, DATABASE_*
   */
  async finish(pack: OpenPack, signal: AbortSignal): Promise<boolean> {
    const covers = (): boolean => pack.covers;
    if (!covers()) return false;
    await untilAborted(pack.encoder.warmUp(), signal);
    if (pack.index.size > 0) await untilAborted(pack.hubs.complete(), signal);
    pack.recount();
    // Whoever has asked for another change meanwhile does not want this one any more.
    if (signal.aborted || !covers() || this.#options.inUse.incoming !== pack || this.#asked > 0) return false;
    this.#answerWith(pack);
    return true;
  }

  /** Settles when no change is going on. */
  async settled(): Promise<void> {
    await this.#last;
  }

  async #begin(wanted: PackId): Promise<void> {
    const { store, inUse, dirs, hold } = this.#options;
    const changes = inUse.beginOpening(wanted);
    let pack: OpenPack | undefined;
    try {
      // What it has made is not to be removed while it is opened.
      await hold(() => {
        store.packRoles.spare(wanted);
      });
      const opened = await this.#open(wanted);
      pack = opened;
      // A pack that computes something else than it should is to be found out before it is relied on.
      await opened.encoder.warmUp();
      await takeOverEmbeddings(store, opened);
      await hold(() => {
        store.packRoles.begin(opened.row);
        inUse.takeIn(opened, changes.end());
      });
    } catch (error) {
      await pack?.[Symbol.asyncDispose]();
      // It was found before it was held, and a file that is missed then would look like damage.
      if (await dirs.has(wanted)) throw error;
      const name = `${wanted.id}@${wanted.version}`;
      throw new AppError('PACK_NOT_FOUND', `Expected model pack ${name} to be installed but it was removed`, {
        cause: error,
      });
    } finally {
      changes.end();
    }
  }

  async #answerNow(): Promise<void> {
    const { inUse, hold } = this.#options;
    await hold(() => {
      // It may have finished meanwhile.
      if (inUse.incoming !== null) this.#answerWith(inUse.incoming);
    });
  }

  #answerWith(pack: OpenPack): void {
    const { store, inUse, own, log } = this.#options;
    const before = nameOf(inUse.answering.manifest);
    const { id, version } = pack.manifest;
    store.packRoles.makeCurrent(pack.row, own === undefined || !isSamePack(own, pack.manifest));
    // Whoever is told of it hears of all of it.
    this.#previous = before;
    pack.recount();
    inUse.answerWith(pack);
    // Of what it had seen before it may have no biases yet.
    pack.search.completeBiases();
    log.info({ pack: `${id}@${version}`, before: `${before.id}@${before.version}` }, 'another pack answers');
  }

  async #cancel(): Promise<void> {
    const { store, inUse, hold } = this.#options;
    await hold(() => {
      store.packRoles.cancel();
      inUse.setIncoming(null);
    });
  }

  async #open(wanted: PackId): Promise<OpenPack> {
    const { store, inUse, opener, dirs, log } = this.#options;
    const verified = await dirs.verified(wanted);
    const indexed = await openIndex(store, verified, log, (row) => inUse.retired(row));
    return opener.open(indexed);
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#options.isVisit) {
      const message =
        'Expected the pack that the library is kept with to be in use but another one was named with --pack for this time';
      return Promise.reject(new AppError('INVALID_ARGUMENT', message));
    }
    this.#asked++;
    const { inUse, onEnded } = this.#options;
    const done = this.#last.then(work).finally(() => {
      if (--this.#asked === 0 && inUse.incoming !== null) onEnded();
    });
    this.#last = done.catch((error: unknown) => error);
    return done;
  }
}

export function nameOf({ id, version, title }: PackName): PackName {
  return { id, version, title };
}
