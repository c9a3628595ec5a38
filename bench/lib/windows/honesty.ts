import type { Scored as Hit } from '../../../src-main/core/math/top-k.ts';
import { measureLibrary } from '../../../src-main/engine/search/hubs/measure-library.ts';
import { WindowIndex } from '../../../src-main/engine/search/windows/window-index.ts';
import { type Compared, honestyOf, type HonestyFigures } from '../trust/honesty.ts';
import { indexOf } from '../trust/material.ts';
import { heldOutTrial, type Scored, type Trial, tuningTrial } from '../trust/trials.ts';
import type { WindowMaterial, WindowPhoto } from './material.ts';

/** How honest "nothing matches" is, by whole photos and with windows, calibrated by the scores of each. */
export interface WindowHonesty {
  readonly whole: HonestyFigures;
  readonly closer: HonestyFigures;
}

export async function measureWindowHonesty(
  material: WindowMaterial,
): Promise<Readonly<Record<'tuning' | 'heldOut', WindowHonesty>>> {
  return { tuning: await both(material, tuningTrial(material)), heldOut: await both(material, heldOutTrial(material)) };
}

async function both(material: WindowMaterial, trial: Trial): Promise<WindowHonesty> {
  const photos = trial.photos as readonly WindowPhoto[];
  await using index = new WindowIndex(photos[0]?.embedding.length ?? 0);
  for (const [i, { codes, bias, excess }] of photos.entries()) index.set(i + 1, codes, bias + excess);
  const embeddingOf = (id: number): WindowPhoto['embedding'] | undefined => photos[id - 1]?.embedding;
  const named = (hits: readonly Hit[]): Scored[] =>
    hits.flatMap(({ id, score }) => {
      const photo = photos[id - 1];
      return photo === undefined ? [] : [{ photo, score }];
    });
  const exact = indexOf(photos);
  const closer: Compared = {
    measured: () =>
      measureLibrary(
        {
          index: {
            dim: exact.dim,
            biasOf: (id) => index.loweredBy(id),
            scanBatch: async ({ queries }) =>
              (await index.best(queries, null)).map((hit) => ({ hits: hit === undefined ? [] : [hit] })),
          },
          embeddingOf,
          blendsOf: (id) => photos[id - 1]?.blends ?? [],
        },
        material.texts,
      ),
    best: async (queries, top) => {
      const found: Scored[][] = [];
      for (const query of await material.descriptions(queries))
        found.push(named(await index.scan(query, { top, only: null })));
      return found;
    },
  };
  const whole: Compared = {
    measured: () => measureLibrary({ index: exact, embeddingOf }, material.texts),
    best: async (queries, top) => {
      const found: Scored[][] = [];
      for (const embedding of await material.descriptions(queries)) {
        const terms = [{ embedding, weight: 1, biased: true }];
        found.push(named((await exact.scan({ terms, top, only: null })).hits));
      }
      return found;
    },
  };
  return { whole: await honestyOf(whole, trial), closer: await honestyOf(closer, trial) };
}
