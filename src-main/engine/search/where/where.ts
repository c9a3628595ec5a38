import { AppError, maxWhereWords, type WhereAnswer } from '../../../../src-contract/index.ts';
import { hasPatches, heatMap, seenArea } from '../../../core/dense/heat-map.ts';
import { heatOf } from '../../../core/dense/patches.ts';
import type { PackManifest } from '../../../core/pack/manifest.ts';
import type { Places } from '../../../core/query/places.ts';
import { contentWords } from '../../../core/text/content-words.ts';
import { throwIfCancelled } from '../../cancelled.ts';
import type { Photos } from '../../photos/index.ts';
import type { Store } from '../../store/store.ts';
import type { DescriptionEncoder } from '../query/description-encoder.ts';
import { understand } from '../query/understand.ts';
import type { PatchEmbeddings } from './patch-embeddings.ts';

export interface WhereOptions {
  readonly store: Store;
  readonly photos: Pick<Photos, 'content'>;
  readonly places: Places;
  readonly manifest: PackManifest;
  readonly descriptions: DescriptionEncoder;
  readonly patches: PatchEmbeddings;
}

/** A photo, and a text in the query language. */
export interface PhotoQuestion {
  readonly photoId: number;
  readonly text: string;
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
    const { manifest, photos, patches: embeddings, descriptions } = this.#options;
    if (!hasPatches(manifest)) {
      throw new AppError(
        'PACK_HAS_NO_PATCHES',
        `Expected a pack that knows where in a photo something is but "${manifest.id}" only knows photos as a whole`,
      );
    }
    const { description } = understand(text, this.#options);
    if (description === '') {
      throw new AppError(
        'QUERY_EMPTY',
        'Expected a description of what to look for in the photo but the text has none',
      );
    }
    const { width, height } = photos.content(photoId);
    const { patches, ...grid } = await embeddings.of(photoId);
    throwIfCancelled(signal);
    const area = seenArea(width, height, manifest.image);
    const mapOf = async (words: string): Promise<WhereAnswer['whole']> =>
      heatMap(heatOf(patches, await descriptions.encode(words)), grid, area);
    const words = wholeOnly ? [] : singleWords(description);
    const [whole, ...maps] = await Promise.all([description, ...words].map(mapOf));
    if (whole === undefined) throw new Error('Expected a map of the description');
    const each = maps.flatMap((map, i) => ({ word: words[i] ?? '', map }));
    return { ...grid, area, description, whole, words: each };
  }
}

/** Words to look for one by one: each once, none where the description is nothing but one. */
function singleWords(description: string): string[] {
  const byWord = new Map(contentWords(description).map((word) => [word.toLowerCase(), word]));
  return byWord.size < 2 ? [] : [...byWord.values()].slice(0, maxWhereWords);
}
