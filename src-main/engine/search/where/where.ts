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
import { whereHeat } from '../../../core/dense/where-heat.ts';
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
import type { Occlusions } from './occlusions.ts';
import type { PatchEmbeddings } from './patch-embeddings.ts';

export interface WhereOptions {
  readonly store: Store;
  readonly photos: Pick<Photos, 'content'>;
  readonly places: Places;
  readonly manifest: PackManifest;
  readonly descriptions: DescriptionEncoder;
  readonly examples: Pick<ExampleEmbeddings, 'of'>;
  readonly patches: PatchEmbeddings;
  readonly occlusions: Occlusions;
}

/** Cells of a map by a pack that has none of its own. */
const ownGrid = { rows: 8, columns: 8 } as const;

/** A photo, and a text in the query language. */
export interface PhotoQuestion {
  readonly photoId: number;
  readonly text: string;
}

/** How well to look. */
interface Effort {
  /** Cover parts of the photo and see what each costs: says more, and takes as long as encoding 26 photos. */
  readonly refined?: boolean | undefined;
}

/** A photo, and parts of photos to look for in it. */
export interface PartsQuestion extends Effort {
  readonly photoId: number;
  readonly parts: readonly PhotoExample[];
}

export interface WhereQuestion extends PhotoQuestion, Effort {
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
 *
 * Cells say what a part looks like, not what it did for the score. So for one who looks on, the map is refined by occlusion: the
 * photo is encoded with one part of it covered after the other, and what that costs the score is put together with the first
 * map. A pack without cells has that alone. It points better at what decided, and says how that was measured in
 * docs/evaluation.md; whatever is asked of the photo, the same encodings answer it.
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
  async find(
    { photoId, text, wholeOnly = false, refined = false }: WhereQuestion,
    signal?: AbortSignal,
  ): Promise<WhereAnswer> {
    this.#expectPatches(refined);
    const { descriptions } = this.#options;
    const { description } = understand(text, this.#options);
    if (description === '') {
      throw new AppError(
        'QUERY_EMPTY',
        'Expected a description of what to look for in the photo but the text has none',
      );
    }
    const { grid, mapOf } = await this.#mapsOf(photoId, refined, signal);
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
  async findParts({ photoId, parts, refined = false }: PartsQuestion, signal?: AbortSignal): Promise<WherePartsAnswer> {
    this.#expectPatches(refined);
    const { grid, mapOf } = await this.#mapsOf(photoId, refined, signal);
    const { examples } = this.#options;
    const maps = await Promise.all(parts.map(async (part) => mapOf(await examples.of([part], signal))));
    return { ...grid, parts: maps };
  }

  /** What covers parts of the photo needs no patches. */
  #expectPatches(refined: boolean): void {
    const { manifest } = this.#options;
    if (refined || hasPatches(manifest)) return;
    throw new AppError(
      'PACK_HAS_NO_PATCHES',
      `Expected a pack that knows at once where in a photo something is but "${manifest.id}" only knows photos as a whole`,
    );
  }

  async #mapsOf(
    photoId: number,
    refined: boolean,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly grid: HeatGrid; readonly mapOf: (wanted: Embedding) => HeatMap }> {
    const { photos, manifest } = this.#options;
    const { width, height } = photos.content(photoId);
    const patches = hasPatches(manifest) ? await this.#options.patches.of(photoId) : null;
    const occlusions = refined ? await this.#options.occlusions.of(photoId, signal) : null;
    throwIfCancelled(signal);
    const { rows, columns } = patches ?? ownGrid;
    const grid = { rows, columns, area: seenArea(width, height, manifest.image) };
    const looked = { patches: patches === null ? null : patches.patches, occlusions };
    const mapOf = (wanted: Embedding): HeatMap => {
      const { heat, reach } = whereHeat(wanted, looked, grid);
      return heatMap(heat, reach, grid, grid.area);
    };
    return { grid, mapOf };
  }
}

/** Words to look for one by one: each once, none where the description is nothing but one. */
function singleWords(description: string): string[] {
  const byWord = new Map(contentWords(description).map((word) => [word.toLowerCase(), word]));
  return byWord.size < 2 ? [] : [...byWord.values()].slice(0, maxWhereWords);
}
