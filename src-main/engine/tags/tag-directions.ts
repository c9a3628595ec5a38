import { createHash } from 'node:crypto';
import { meanDirection } from '../../core/math/vector.ts';
import type { TagDirection } from '../../core/tags/tag-evidence.ts';
import { tagPrompts } from '../../core/tags/tag-prompts.ts';
import { vocabulary } from '../../core/tags/vocabulary.ts';
import { askAgain, type EncoderClient } from '../encoder/index.ts';
import type { TagVector } from '../store/tags/passes.ts';
import type { TagRow } from '../store/tags/tags.ts';
import type { Store } from '../store/store.ts';

/** Tags whose texts are encoded together: queries go in between. */
const tagsAtOnce = 16;

/** A tag that photos can be compared with. */
export interface MadeTag extends TagDirection {
  readonly id: number;
  readonly fingerprint: string;
}

/** A tag with the texts that it is made of. */
interface Made {
  readonly id: number;
  readonly key: string | null;
  readonly group: string | null;
  readonly parentKey: string | null;
  readonly isDoing: boolean;
  readonly prompts: readonly string[];
  readonly fingerprint: string;
}

export interface DirectionsOptions {
  readonly store: Pick<Store, 'tags' | 'tagPasses'>;
  /** Row of the pack that the encoder is of. */
  readonly pack: number;
  readonly encoder: Pick<EncoderClient, 'encodeTexts'>;
}

/**
 * Make the vectors of all tags with a pack: those that it has made before are kept, by the texts that they were made of.
 *
 * @throws PACK_*, ENCODER_*, the signal's reason
 */
export async function tagDirections(
  { store, pack, encoder }: DirectionsOptions,
  signal: AbortSignal,
): Promise<MadeTag[]> {
  const tags = store.tags.list().map(madeOf);
  const known = store.tagPasses.vectors(pack);
  const missing = tags.filter(({ id, fingerprint }) => known.get(id)?.fingerprint !== fingerprint);
  for (let start = 0; start < missing.length; start += tagsAtOnce) {
    signal.throwIfAborted();
    const some = missing.slice(start, start + tagsAtOnce);
    const { vectors } = await askAgain(() => encoder.encodeTexts(some.flatMap(({ prompts }) => prompts)));
    let at = 0;
    const made = some.map(({ id, fingerprint, prompts }): TagVector => {
      const vector = meanDirection(vectors.slice(at, at + prompts.length));
      at += prompts.length;
      return { tag: id, fingerprint, vector };
    });
    store.tagPasses.saveVectors(pack, made);
    for (const each of made) known.set(each.tag, each);
  }
  signal.throwIfAborted();
  const places = new Map(tags.map(({ key }, place) => [key, place]));
  return tags.flatMap(({ id, group, parentKey, isDoing, fingerprint }) => {
    const vector = known.get(id)?.vector;
    const parent = parentKey === null ? null : (places.get(parentKey) ?? null);
    return vector === undefined ? [] : [{ id, vector, group, parent, isDoing, fingerprint }];
  });
}

function madeOf({ id, key, phrase }: TagRow): Made {
  const word = vocabulary().words.find((each) => each.key === key);
  const prompts = word?.prompts ?? tagPrompts('scene', phrase ?? '', phrase ?? '');
  return {
    ...{ id, key, prompts },
    group: word?.group ?? null,
    parentKey: word?.parent ?? null,
    isDoing: word?.isDoing ?? false,
    fingerprint: createHash('sha256').update(prompts.join('\n')).digest('hex'),
  };
}
