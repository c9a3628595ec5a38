import { createHash } from 'node:crypto';
import { type Calibration, calibrationOf } from '../../../core/calibration.ts';
import { commonWords, probeWords } from '../../../core/captions/probe-words.ts';
import { BankBiases } from '../../../core/math/bank-biases.ts';
import { hubFormula, type TextBank } from '../../../core/math/hub-bias.ts';
import type { Logger } from '../../../core/logger.ts';
import { type Embedding, meanDirection } from '../../../core/math/vector.ts';
import type { Vocabulary } from '../../../core/tidy/group-names.ts';
import { promptsFor } from '../../../core/text/prompts.ts';
import { askAgain, type EncoderClient } from '../../encoder/index.ts';
import { Slices } from '../../slices.ts';
import type { CaptionStore, Chance } from '../../store/search/captions.ts';
import type { VectorIndex } from '../vector-index.ts';
import { somePlaces } from './chance.ts';
import { measureLibrary, type RandomTexts } from './measure-library.ts';

/** Texts of one call to the encoder: queries go in between. */
const textsAtOnce = 64;
/** Captions that stand for texts in general. */
const generalCaptions = 200;
/** Words beside the captions. */
export const wordCount = 3000;
/** How many of the words chance is told by, at most. */
const mostProbes = 1000;
/** Share of the photos that must have come or gone for chance to be another. */
const changedShare = 0.1;
/** By how much photos must have become more for chance to be measured in the middle of indexing. */
const grownTimes = 2;
/** Photos of one transaction. */
const photosAtOnce = 64;

export interface HubCorrectionOptions {
  readonly store: CaptionStore;
  readonly index: VectorIndex;
  readonly encoder: EncoderClient;
  /** Row of the pack. */
  readonly pack: number;
  /** None where no captions are in a language of the pack. */
  readonly captions: readonly string[];
  /** Of the pack, into which words go as queries do. */
  readonly templates: readonly string[];
  /** Whether the pack is calibrated where the library tells nothing; see `isKnownPack`. */
  readonly isKnown: boolean;
  readonly log: Logger;
  /** What scores say in the library is known, or is another than before. */
  readonly onMeasured: () => void;
}

/** Texts that say nothing of photos in particular, as the pack has encoded them. */
export interface KnownTexts extends RandomTexts {
  /** Of all that it was made of. */
  readonly fingerprint: string;
  /** Some captions that stand for texts in general, each [dim]. */
  readonly general: readonly Embedding[];
}

/** The words that chance is told by, from all over the alphabet. */
export function wordsAtRandom(captions: readonly string[]): string[] {
  const words = probeWords(captions, wordCount);
  return somePlaces(words.length, mostProbes).map((place) => words[place] ?? '');
}

/**
 * Keeps one bias a photo, by which photos that come up for every description are put in their place.
 *
 * [Note: Hubs] In spaces of many dimensions a few points are near to everything. Each photo is compared once with a bank
 * of captions of photos in general and of their words, which the pack encodes when it is first used; how well the best of
 * them fit is how much any description fits by nothing in particular. The bias is stored with the embedding, and captions
 * that are not those of the last time make all of them unknown. As long as some are unknown none is used: that would
 * favour some photos over others.
 *
 * Once biases are complete, it is measured how well the library fits words and captions at random, which is what the scores
 * of a query are compared with, and how well the two agree about photos; see [Note: Calibration].
 */
export class HubCorrection implements AsyncDisposable {
  readonly #options: HubCorrectionOptions;
  readonly #fingerprint: string;
  readonly #abort = new AbortController();
  /** What is encoded: captions, then words. */
  readonly #texts: readonly string[];
  readonly #words: readonly string[];
  /** Of each of the words, what is encoded in its stead. */
  readonly #prompts: readonly (readonly string[])[];
  readonly #probesFingerprint: string;
  #bank: Embedding | undefined;
  /** Embeddings of the words as queries have them, [words * dim]. */
  #probes: Embedding | undefined;
  /** Of the bank, from the first photo on. */
  #biases: BankBiases | undefined;
  #chance: Chance | undefined;
  #isComplete: boolean;
  #completing: Promise<void> | undefined;
  /** Why the captions could not be encoded the last time. */
  #failure: { readonly reason: unknown } | undefined;

  constructor(options: HubCorrectionOptions) {
    const { store, pack, captions } = options;
    this.#options = options;
    this.#texts = [...captions, ...probeWords(captions, wordCount)];
    this.#fingerprint = fingerprintOf([hubFormula, ...this.#texts]);
    this.#words = wordsAtRandom(captions);
    this.#prompts = this.#words.map((word) => promptsFor(word, options.templates));
    this.#probesFingerprint = fingerprintOf(this.#prompts.flat());
    this.#bank = store.bank(pack, this.#fingerprint);
    this.#probes = this.#bank && store.probes(pack, this.#probesFingerprint);
    // Of other captions it says nothing, and of words that were encoded otherwise too little for a pack that is not known; for
    // one that is, it does until it is measured anew: else everything would match after an update.
    const isToldEnough = this.#probes !== undefined || (this.#bank !== undefined && options.isKnown);
    this.#chance = isToldEnough ? store.chance(pack) : undefined;
    this.#isComplete = this.#bank !== undefined && !store.hasUnbiased(pack);
  }

  /** Whether every photo has its bias, so that they can be used. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  /** Words that several of the captions have, and what they look like; undefined until they are encoded. */
  get vocabulary(): Vocabulary | undefined {
    const { captions, index } = this.#options;
    if (this.#bank === undefined) return undefined;
    const vectors = this.#parts(this.#bank).words;
    const isCommon = commonWords(captions);
    const words = probeWords(captions, wordCount);
    const places = words.flatMap((word, place) => (isCommon.has(word) ? [place] : []));
    const some = new Float32Array(places.length * index.dim);
    for (const [i, place] of places.entries()) {
      some.set(vectors.subarray(place * index.dim, (place + 1) * index.dim), i * index.dim);
    }
    return { words: places.map((place) => words[place] ?? ''), vectors: some };
  }

  /**
   * Texts to measure a library by, which are encoded if they are not.
   *
   * @returns undefined where there are no captions in a language of the pack.
   * @throws the reason of closing, PACK_*, ENCODER_*, DATABASE_*
   */
  async texts(): Promise<KnownTexts | undefined> {
    await this.complete();
    if (this.#bank === undefined) {
      if (this.#failure !== undefined) throw this.#failure.reason;
      return undefined;
    }
    const { captions, index } = this.#options;
    const texts = await this.#textsOf(this.#bank);
    const general = somePlaces(captions.length, generalCaptions).map((row) =>
      texts.captionVectors.subarray(row * index.dim, (row + 1) * index.dim),
    );
    return { ...texts, general, fingerprint: fingerprintOf([this.#fingerprint, this.#probesFingerprint]) };
  }

  /** Photos were given embeddings without biases: none is used until `complete` has made them. */
  addedUnbiased(): void {
    this.#isComplete = false;
  }

  /** How well the library fits descriptions at random; undefined until that is known. */
  get chance(): Chance | undefined {
    return this.#isComplete ? this.#chance : undefined;
  }

  /**
   * Whether it is known what scores say in this library; `tooLittle` where the pack tells too little for that, or knows no
   * language of the captions; `notYet` where it has not been found out, or that has failed.
   */
  get knowledge(): 'known' | 'tooLittle' | 'notYet' {
    if (this.#options.captions.length === 0) return 'tooLittle';
    if (this.chance === undefined) return 'notYet';
    return this.calibration === undefined ? 'tooLittle' : 'known';
  }

  /** What scores say in this library; undefined where that is not known, or the pack tells too little. */
  get calibration(): Calibration | undefined {
    const known = this.#isComplete ? this.#chance : undefined;
    return known && calibrationOf(known.agreement, this.#options.isKnown);
  }

  /**
   * The bias of a photo that is new; null as long as the captions are not encoded, which begins then, unless it has
   * failed: an encoder that dies of it would take photo after photo with it.
   */
  biasOf(embedding: Embedding): number | null {
    const isBegun = this.#completing !== undefined || this.#failure !== undefined;
    if (!isBegun && (this.#bank === undefined || this.#isOutgrown)) void this.complete();
    return this.#bank === undefined ? null : this.#biasesBy(this.#bank).of(embedding);
  }

  /**
   * Encode the captions if that has not been done, and compare with them all photos that have not been. What goes wrong
   * is logged, and tried again the next time: searches go on without biases.
   */
  complete(): Promise<void> {
    const nothing = this.#options.captions.length === 0 || this.#abort.signal.aborted;
    if (nothing || (this.#isComplete && this.#isChanceKnown)) return Promise.resolve();
    this.#failure = undefined;
    this.#completing ??= this.#complete()
      .catch((error: unknown) => {
        this.#failure = { reason: error };
        if (!this.#abort.signal.aborted) this.#options.log.warn({ error: String(error) }, 'no biases of photos');
      })
      .finally(() => {
        this.#completing = undefined;
      });
    return this.#completing;
  }

  async #complete(): Promise<void> {
    const { store, index, pack } = this.#options;
    const bank = (this.#bank ??= await this.#encodeBank());
    const biasesBy = this.#biasesBy(bank);
    const slices = new Slices();
    for (;;) {
      const photos = store.unbiased(pack, photosAtOnce);
      if (photos.length === 0) break;
      const biases: { photoId: number; vector: Embedding; bias: number }[] = [];
      for (const { photoId, vector } of photos) {
        // A damaged one is not in the index, and has to have some bias, or it would be asked for for ever.
        const isSound = vector.length === index.dim && vector.every(Number.isFinite);
        biases.push({ photoId, vector, bias: isSound ? biasesBy.of(vector) : 0 });
        await slices.breathe();
        this.#abort.signal.throwIfAborted();
      }
      // A photo that got another embedding meanwhile is not in the list as it was: it comes again.
      for (const { photoId, bias, vector } of store.setBiases(pack, biases)) {
        if (index.has(photoId)) index.set(photoId, vector, bias);
      }
    }
    this.#isComplete = true;
    // Others may come while it is measured.
    while (index.size > 0 && !this.#isChanceKnown) await this.#measureChance(bank);
  }

  #biasesBy(bank: Embedding): BankBiases {
    this.#biases ??= new BankBiases(this.#parts(bank), this.#options.index.dim);
    return this.#biases;
  }

  #parts(bank: Embedding): TextBank {
    const { captions, index } = this.#options;
    const border = captions.length * index.dim;
    return { captions: bank.subarray(0, border), words: bank.subarray(border) };
  }

  get #isChanceKnown(): boolean {
    if (this.#probes === undefined) return false;
    const { size } = this.#options.index;
    const { photos } = this.#chance ?? { photos: 0 };
    return Math.abs(size - photos) <= changedShare * photos;
  }

  get #isOutgrown(): boolean {
    return this.#chance !== undefined && this.#options.index.size > grownTimes * this.#chance.photos;
  }

  async #measureChance(bank: Embedding): Promise<void> {
    const { store, index, pack } = this.#options;
    const texts = await this.#textsOf(bank);
    const photos = index.size;
    const embeddingOf = (id: number): Embedding | undefined => store.embedding(pack, id);
    const measured = await measureLibrary({ index, embeddingOf }, texts, { signal: this.#abort.signal });
    this.#chance = { photos, ...measured };
    store.saveChance(pack, this.#chance);
    this.#options.onMeasured();
  }

  async #textsOf(bank: Embedding): Promise<RandomTexts> {
    const biasesBy = this.#biasesBy(bank);
    return {
      captions: this.#options.captions,
      captionVectors: this.#parts(bank).captions,
      words: this.#words,
      wordVectors: (this.#probes ??= await this.#encodeProbes(bank)),
      bestCaption: (embedding) => biasesBy.bestCaption(embedding),
    };
  }

  async #encodeBank(): Promise<Embedding> {
    const { store, pack } = this.#options;
    const bank = await this.#encode(this.#texts);
    store.saveBank(pack, this.#fingerprint, bank);
    return bank;
  }

  async #encodeProbes(bank: Embedding): Promise<Embedding> {
    const { store, pack, index } = this.#options;
    // Mostly one of the templates is the word alone, which the bank has.
    const known = new Map(
      this.#texts.map((text, row) => [text, bank.subarray(row * index.dim, (row + 1) * index.dim)]),
    );
    const missing = [...new Set(this.#prompts.flat())].filter((prompt) => !known.has(prompt));
    const vectors = await this.#encode(missing);
    for (const [row, text] of missing.entries())
      known.set(text, vectors.subarray(row * index.dim, (row + 1) * index.dim));
    const probes = new Float32Array(this.#prompts.length * index.dim);
    for (const [word, prompts] of this.#prompts.entries()) {
      probes.set(meanDirection(prompts.flatMap((prompt) => known.get(prompt) ?? [])), word * index.dim);
    }
    store.saveProbes(pack, this.#probesFingerprint, probes);
    return probes;
  }

  /** @returns [texts * dim]. @throws the reason of closing. */
  async #encode(texts: readonly string[]): Promise<Embedding> {
    const { encoder, index } = this.#options;
    const encoded = new Float32Array(texts.length * index.dim);
    for (let start = 0; start < texts.length; start += textsAtOnce) {
      this.#abort.signal.throwIfAborted();
      const some = texts.slice(start, start + textsAtOnce);
      const { vectors } = await askAgain(() => encoder.encodeTexts(some));
      for (const [i, vector] of vectors.entries()) encoded.set(vector, (start + i) * index.dim);
    }
    this.#abort.signal.throwIfAborted();
    return encoded;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#abort.abort();
    await this.#completing;
  }
}

function fingerprintOf(texts: readonly string[]): string {
  return createHash('sha256').update(texts.join('\n')).digest('hex');
}
