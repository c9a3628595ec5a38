import { setImmediate as nextTurn } from 'node:timers/promises';
import { calibrationOf } from '../../../core/calibration.ts';
import type { Logger } from '../../../core/logger.ts';
import { type Scored, TopK } from '../../../core/math/top-k.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import { Coder } from '../../../core/vectors/codes.ts';
import {
  blends,
  type CodedBlend,
  codedBlends,
  encodeBlends,
  GeneralTexts,
  windowFormula,
} from '../../../core/windows/blended.ts';
import { Slices } from '../../slices.ts';
import type { CaptionStore } from '../../store/search/captions.ts';
import type { StoredWindows, WindowChance, WindowStore } from '../../store/search/windows.ts';
import type { HubCorrection } from '../hubs/hub-correction.ts';
import { measureLibrary } from '../hubs/measure-library.ts';
import type { BatchRequest, PhotoFilter, ScanOptions, ScanResult, VectorIndex } from '../vector-index.ts';
import type { CloserLook } from './closer-look.ts';
import { WindowIndex, type WindowScan } from './window-index.ts';

export interface WindowSearchOptions {
  readonly windows: WindowStore;
  readonly embeddings: Pick<CaptionStore, 'embedding'>;
  readonly index: VectorIndex;
  readonly hubs: HubCorrection;
  /** Row of the pack. */
  readonly pack: number;
  readonly isKnown: boolean;
  readonly log: Logger;
}

/** Photos whose windows are read, or deleted, at a time. */
const photosAtOnce = 64;
/** Share of the photos that must have come or gone, or got windows, for chance to be another. */
const changedShare = 0.1;

/** What is open while photos are looked at more closely. */
interface Opened {
  readonly index: WindowIndex;
  /** Photos that have an embedding and no windows: they score by the whole. */
  readonly without: Set<number>;
  /** Photos of which it is to be looked up whether they have windows, and what their scores are lowered by. */
  readonly changed: Set<number>;
}

/**
 * Searches one pack's photos by their windows, too: keeps them in memory and in step with the index of embeddings, which is
 * asked for those that have none, and measures what scores say. Nothing is open until `open` is called.
 */
export class WindowSearch implements AsyncDisposable {
  readonly #options: WindowSearchOptions;
  #opened: Opened | undefined;
  #isLoaded = false;
  #loading: Promise<void> | undefined;
  /** Why what is stored could not be read the last time. */
  #unread: { readonly reason: unknown } | undefined;
  #catchingUp: Promise<void> | undefined;
  readonly #coder: Coder;
  #general: GeneralTexts | undefined;
  #chance: WindowChance | undefined;

  constructor(options: WindowSearchOptions) {
    this.#options = options;
    this.#coder = new Coder(options.index.dim);
    options.index.onChanged((id) => {
      this.#follow(id);
    });
  }

  /** How photos are compared now; null where it is not open, not known what scores say, or nothing has windows. */
  get look(): CloserLook | null {
    const { hubs, isKnown } = this.#options;
    const [opened, chance] = [this.#opened, this.#chance];
    if (opened === undefined || chance === undefined || !this.#isLoaded || !hubs.isComplete) return null;
    if (opened.index.size === 0) return null;
    return {
      chance,
      calibration: calibrationOf(chance.agreement, isKnown),
      scan: (description, request, options) => this.#scan(opened, description, request, options),
      scores: (photoIds, description) => opened.index.scores(photoIds, description),
    };
  }

  /** Why what is stored could not be read, so that searches go by whole photos; undefined where it could, and while it is read. */
  get unread(): { readonly reason: unknown } | undefined {
    return this.#unread;
  }

  /**
   * Read what is stored; a second time waits for the first. What goes wrong is logged and kept as `unread`, searches go on
   * without, and the next time it is tried again.
   */
  open(): Promise<void> {
    this.#loading ??= this.#load().catch(async (error: unknown) => {
      this.#options.log.warn({ error: String(error) }, 'windows of photos could not be read');
      const opened = this.#opened;
      this.#opened = undefined;
      this.#unread = { reason: error };
      // Half of them are worth no memory.
      await opened?.index[Symbol.asyncDispose]();
      this.#loading = undefined;
    });
    return this.#loading;
  }

  /** Forget what is in memory. */
  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    await Promise.all([this.#loading, this.#catchingUp]);
    this.#loading = undefined;
    this.#isLoaded = false;
    this.#unread = undefined;
    this.#chance = undefined;
    await opened?.index[Symbol.asyncDispose]();
  }

  /**
   * Get ready to make windows: have the texts encoded that they are measured with, and delete or measure anew what was made
   * otherwise than it would be now.
   *
   * @returns false where the pack knows no texts: its photos are looked at as they are.
   * @throws the signal's reason, PACK_*, ENCODER_*, DATABASE_*
   */
  async prepare(signal: AbortSignal): Promise<boolean> {
    const { hubs, windows, pack, index } = this.#options;
    const texts = await hubs.texts();
    signal.throwIfAborted();
    if (texts === undefined) return false;
    this.#general = new GeneralTexts(texts.general, index.dim);
    const madeBy = windows.madeBy(pack);
    const wanted = { formula: windowFormula, texts: texts.fingerprint };
    if (madeBy?.formula === wanted.formula && madeBy.texts === wanted.texts) return true;
    await this.close();
    if (madeBy?.formula === wanted.formula) await this.#measureExcesses(this.#general, signal);
    else await deleteWindows(windows, pack, signal);
    windows.setMadeBy(pack, wanted);
    return true;
  }

  /** Keep the windows of a photo, unit vectors [dim]. @returns false where it has no embedding any more. */
  add(photoId: number, vectors: readonly Embedding[]): boolean {
    const { windows, embeddings, pack } = this.#options;
    const whole = embeddings.embedding(pack, photoId);
    if (this.#general === undefined) throw new Error('Expected to be prepared before windows are added');
    if (whole === undefined) return false;
    const blended = blends(whole, vectors);
    const excess = this.#general.excess(whole, blended);
    const codes = encodeBlends(this.#coder, blended);
    if (!windows.save(pack, photoId, { codes, excess })) return false;
    this.#follow(photoId);
    return true;
  }

  /**
   * Measure how well texts at random fit the library, if that is another than when it was measured last. See
   * [Note: Calibration].
   *
   * @returns whether it was measured.
   * @throws the signal's reason, PACK_*, ENCODER_*, DATABASE_*
   */
  async measure(signal: AbortSignal): Promise<boolean> {
    const { windows, pack, index, hubs, embeddings } = this.#options;
    await this.open();
    await this.#catchingUp;
    const opened = this.#opened;
    if (opened === undefined || opened.index.size === 0 || this.#isMeasured(opened)) return false;
    const texts = await hubs.texts();
    if (texts === undefined) return false;
    const now = { photos: index.size, covered: opened.index.size };
    const measured = await measureLibrary(
      {
        index: {
          dim: index.dim,
          scanBatch: (request, options) => this.#best(opened, request, options),
          biasOf: (id) => (opened.index.has(id) ? opened.index.loweredBy(id) : index.biasOf(id)),
        },
        embeddingOf: (id) => embeddings.embedding(pack, id),
        blendsOf: (id) => opened.index.blendsOf(id),
      },
      texts,
      { signal },
    );
    if (this.#opened !== opened) return false;
    this.#chance = { ...now, ...measured };
    windows.saveChance(pack, this.#chance);
    return true;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #load(): Promise<void> {
    const { windows, pack, index } = this.#options;
    this.#unread = undefined;
    const opened: Opened = { index: new WindowIndex(index.dim), without: new Set(), changed: new Set() };
    this.#opened = opened;
    for (const id of windows.embedded(pack)) if (index.has(id)) opened.without.add(id);
    const slices = new Slices();
    const isOpen = (): boolean => this.#opened === opened;
    if (windows.madeBy(pack)?.formula === windowFormula) {
      let after = 0;
      for (let some = windows.after(pack, after, photosAtOnce); some.length > 0 && isOpen();) {
        for (const one of some) this.#take(opened, one);
        after = some.at(-1)?.embedding ?? Infinity;
        await slices.breathe();
        some = windows.after(pack, after, photosAtOnce);
      }
      this.#chance = windows.chance(pack);
    }
    if (isOpen()) this.#isLoaded = true;
  }

  /** Windows of the wrong size are deleted, or they would count as made and never be made anew. */
  #take({ index: windows, without }: Opened, { embedding, photoId, codes, excess }: StoredWindows): void {
    const { index, log } = this.#options;
    if (!index.has(photoId)) return;
    if (windows.set(photoId, codes, index.biasOf(photoId) + excess)) {
      without.delete(photoId);
      return;
    }
    log.warn({ photoId }, 'the windows of a photo cannot be used and are made anew');
    windows.delete(photoId);
    without.add(photoId);
    this.#options.windows.delete(embedding);
  }

  /** A photo came, went, or is another than before: what its windows are is looked up a moment later. */
  #follow(id: number): void {
    const opened = this.#opened;
    if (opened === undefined) return;
    if (this.#options.index.has(id)) {
      if (!opened.index.has(id)) opened.without.add(id);
      opened.changed.add(id);
      this.#catchingUp ??= this.#catchUp(opened).finally(() => {
        this.#catchingUp = undefined;
      });
    } else {
      opened.index.delete(id);
      opened.without.delete(id);
      opened.changed.delete(id);
    }
  }

  async #catchUp(opened: Opened): Promise<void> {
    const { windows, pack, index, log } = this.#options;
    await this.#loading;
    while (opened.changed.size > 0 && this.#opened === opened) {
      await nextTurn();
      const some = [...opened.changed].slice(0, photosAtOnce).filter((id) => opened.changed.delete(id));
      try {
        const found = windows.ofPhotos(pack, some);
        const kept = new Set(found.map(({ photoId }) => photoId));
        for (const id of some.filter((each) => index.has(each) && !kept.has(each))) {
          opened.index.delete(id);
          opened.without.add(id);
        }
        for (const one of found) this.#take(opened, one);
      } catch (error) {
        // The engine may have been closed meanwhile.
        log.warn({ error: String(error) }, 'windows of photos could not be read');
        return;
      }
    }
  }

  /** Of photos without windows the scores are those of the whole, which are comparable: the excess is taken off. */
  async #scan(opened: Opened, query: Embedding, { top, only }: WindowScan, options?: ScanOptions): Promise<Scored[]> {
    const whole = both(only, opened.without);
    const terms = [{ embedding: query, weight: 1, biased: true }];
    // Not both at once: one that gets its windows meanwhile is in the second if it was not in the first any more.
    const { hits } =
      whole.size === 0 ? { hits: [] } : await this.#options.index.scan({ terms, top, only: whole }, options);
    const withWindows = await opened.index.scan(query, { top, only }, options);
    const best = new TopK(top);
    const seen = new Set<number>();
    for (const { id, score } of [...withWindows, ...hits]) {
      // One that got its windows meanwhile may be in both.
      if (!seen.has(id) && this.#options.index.has(id)) best.offer(id, score);
      seen.add(id);
    }
    return best.sorted();
  }

  async #best(opened: Opened, { queries, only }: BatchRequest, options?: ScanOptions): Promise<ScanResult[]> {
    const { without, index } = opened;
    const best = await index.best(queries, only, options);
    const whole =
      without.size === 0
        ? []
        : await this.#options.index.scanBatch({ queries, top: 1, only: both(only, without), biased: true }, options);
    return best.map((hit, i): ScanResult => {
      const other = whole[i]?.hits[0];
      const hits = [hit, other].filter((each) => each !== undefined);
      return { hits: hits.toSorted((a, b) => b.score - a.score || a.id - b.id).slice(0, 1) };
    });
  }

  #isMeasured({ index: windows }: Opened): boolean {
    if (this.#chance === undefined) return false;
    const { photos, covered } = this.#chance;
    const isNear = (now: number, before: number): boolean => Math.abs(now - before) <= changedShare * photos;
    return isNear(this.#options.index.size, photos) && isNear(windows.size, covered);
  }

  async #measureExcesses(general: GeneralTexts, signal: AbortSignal): Promise<void> {
    const { windows, embeddings, pack } = this.#options;
    const values = new Float32Array(this.#coder.dim);
    const read = ({ scale, row }: CodedBlend): Embedding => {
      this.#coder.decode(row, scale, values);
      return this.#coder.unrotate(values);
    };
    const slices = new Slices({ isPolite: true });
    let after = 0;
    for (;;) {
      const some = windows.after(pack, after, photosAtOnce);
      const excesses = new Map<number, number>();
      for (const { embedding, photoId, codes } of some) {
        after = embedding;
        const whole = embeddings.embedding(pack, photoId);
        const coded = codedBlends(this.#coder, codes);
        if (whole !== undefined && coded !== undefined) excesses.set(embedding, general.excess(whole, coded.map(read)));
        await slices.breathe();
        signal.throwIfAborted();
      }
      if (some.length === 0) return;
      windows.setExcesses(excesses);
    }
  }
}

/** Delete what was made with a pack, or with any where none is named, in slices. @throws the signal's reason */
export async function deleteWindows(
  windows: Pick<WindowStore, 'deleteSome'>,
  pack: number | null,
  signal: AbortSignal,
): Promise<void> {
  const slices = new Slices({ isPolite: true });
  while (windows.deleteSome(pack, photosAtOnce)) {
    await slices.breathe();
    signal.throwIfAborted();
  }
}

/** Photos of a filter that are also in a set. */
function both(only: PhotoFilter | null, some: ReadonlySet<number>): PhotoFilter {
  if (only === null) return some;
  const [fewer, more] = only.size < some.size ? [only, some] : [some, only];
  return {
    size: fewer.size,
    has: (id) => only.has(id) && some.has(id),
    *[Symbol.iterator]() {
      for (const id of fewer) if (more.has(id)) yield id;
    },
  };
}
