import {
  AppError,
  type HeatGrid,
  type HeatMap,
  maxWhereWords,
  type PhotoExample,
  type WhereAnswer,
  type WherePartsAnswer,
} from '../../../../src-contract/index.ts';
import { hasPatches, heatMap, seenArea } from '../../../core/dense/heat-map.ts';
import { heatOf } from '../../../core/dense/patches.ts';
import type { Embedding } from '../../../core/math/vector.ts';
import type { PackManifest } from '../../../core/pack/manifest.ts';
import type { Places } from '../../../core/query/places.ts';
import { contentWords } from '../../../core/text/content-words.ts';
import { throwIfCancelled } from '../../cancelled.ts';
import type { Photos } from '../../photos/index.ts';
import type { Store } from '../../store/store.ts';
import type { ExampleEmbeddings } from '../example-embeddings.ts';
import type { DescriptionEncoder } from '../query/description-encoder.ts';
import { understand } from '../query/understand.ts';
import type { PatchEmbeddings } from './patch-embeddings.ts';

export interface WhereOptions {
  readonly store: Store;
  readonly photos: Pick<Photos, 'content'>;
  readonly places: Places;
  readonly manifest: PackManifest;
  readonly descriptions: DescriptionEncoder;
  readonly examples: Pick<ExampleEmbeddings, 'of'>;
  readonly patches: PatchEmbeddings;
}

/** A photo, and a text in the query language. */
export interface PhotoQuestion {
  readonly photoId: number;
  readonly text: string;
}

/** A photo, and parts of photos to look for in it. */
export interface PartsQuestion {
  readonly photoId: number;
  readonly parts: readonly PhotoExample[];
}

export interface WhereQuestion extends PhotoQuestion {
  /** Leave out the words one by one, each of which is encoded. */
  readonly wholeOnly?: boolean | undefined;
}

/**
 * Finds where in a photo what was described is.
 *
 * [Note: Where] A pack with a dense output has embeddings of the cells of a photo that can be compared with texts. By
 * themselves they are noisy, so cells that look alike are averaged (`refinedPatches`), and the map is how well each then fits
 * the description. To take off how well a cell fits texts in general, as biases of photos do, was measured and makes it worse
 * (docs/evaluation.md). The map says where most of the thing is, whether or not it is there. Nothing of it is stored: a photo
 * is encoded once more when somebody asks, which takes as long as it took to index.
 */
export class Where {
  readonly #options: WhereOptions;

  constructor(options: WhereOptions) {
    this.#options = options;
  }

  /**
   * Make a map of what a text describes, and one of each of its words unless only the whole is wanted.
   *
   * @throws PACK_HAS_NO_PATCHES, QUERY_EMPTY where nothing is described, QUERY_TOO_LONG, PHOTO_NOT_FOUND, PHOTO_MISSING,
   * QUERY_IMAGE_UNREADABLE, CANCELLED, PACK_*, ENCODER_*
   */
  async find({ photoId, text, wholeOnly = false }: WhereQuestion, signal?: AbortSignal): Promise<WhereAnswer> {
    this.#expectPatches();
    const { descriptions } = this.#options;
    const { description } = understand(text, this.#options);
    if (description === '') {
      throw new AppError(
        'QUERY_EMPTY',
        'Expected a description of what to look for in the photo but the text has none',
      );
    }
    const { grid, mapOf } = await this.#mapsOf(photoId, signal);
    const words = wholeOnly ? [] : singleWords(description);
    const [whole, ...maps] = await Promise.all(
      [description, ...words].map(async (each) => mapOf(await descriptions.encode(each))),
    );
    if (whole === undefined) throw new Error('Expected a map of the description');
    const each = maps.flatMap((map, i) => ({ word: words[i] ?? '', map }));
    return { ...grid, description, whole, words: each };
  }

  /**
   * Make a map of what each of some parts of photos shows.
   *
   * @throws PACK_HAS_NO_PATCHES, PHOTO_NOT_FOUND, PHOTO_MISSING, QUERY_IMAGE_UNREADABLE, CANCELLED, PACK_*, ENCODER_*
   */
  async findParts({ photoId, parts }: PartsQuestion, signal?: AbortSignal): Promise<WherePartsAnswer> {
    this.#expectPatches();
    const { grid, mapOf } = await this.#mapsOf(photoId, signal);
    const { examples } = this.#options;
    const maps = await Promise.all(parts.map(async (part) => mapOf(await examples.of([part], signal))));
    return { ...grid, parts: maps };
  }

  #expectPatches(): void {
    const { manifest } = this.#options;
    if (hasPatches(manifest)) return;
    throw new AppError(
      'PACK_HAS_NO_PATCHES',
      `Expected a pack that knows where in a photo something is but "${manifest.id}" only knows photos as a whole`,
    );
  }

  async #mapsOf(
    photoId: number,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly grid: HeatGrid; readonly mapOf: (wanted: Embedding) => HeatMap }> {
    const { photos, patches: embeddings, manifest } = this.#options;
    const { width, height } = photos.content(photoId);
    const { patches, ...grid } = await embeddings.of(photoId);
    throwIfCancelled(signal);
    const area = seenArea(width, height, manifest.image);
    return { grid: { ...grid, area }, mapOf: (wanted) => heatMap(heatOf(patches, wanted), grid, area) };
  }
}

/** Words to look for one by one: each once, none where the description is nothing but one. */
function singleWords(description: string): string[] {
  const byWord = new Map(contentWords(description).map((word) => [word.toLowerCase(), word]));
  return byWord.size < 2 ? [] : [...byWord.values()].slice(0, maxWhereWords);
}
