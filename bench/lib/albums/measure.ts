import { progress } from '../report.ts';
import { type AlbumSet, type Method, methods, othersOf, strictnesses, type Trial, trial } from './trials.ts';

const shotCounts = [1, 2, 4, 8, 16] as const;
const seeds = 3;

/** Mean over kinds and seeds, in percent. */
export interface Means {
  readonly shots: number;
  readonly trials: number;
  readonly precision: Partial<Record<Method, number>>;
  readonly area: Partial<Record<Method, number>>;
  /** Of suggestions, for each strictness. */
  readonly suggested: readonly { strictness: number; precision: number; recall: number }[];
}

/** All kinds of a set, at all numbers of examples that leave something to find. */
export function measure(set: AlbumSet): Means[] {
  progress(
    `${set.name}: ${set.photos.size} photos, ${set.kinds.map(({ name, photos }) => `${name} ${photos.size}`).join(', ')}`,
  );
  const library = othersOf(set);
  const { kinds } = set;
  // The same kinds at every number of examples: else the means would not compare.
  const least = Math.min(...kinds.map(({ photos }) => photos.size));
  const counts = shotCounts.filter((shots) => shots < least);
  const mostShots = Math.max(...counts);
  return counts.map((shots) => {
    const trials: Trial[] = [];
    for (const [k, kind] of kinds.entries()) {
      for (let seed = 0; seed < seeds; seed++) {
        trials.push(trial(set, library, { kind, shots, mostShots, random: chance(1000 * k + seed) }));
      }
    }
    return meansOf(shots, trials);
  });
}

function meansOf(shots: number, trials: readonly Trial[]): Means {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const of = (what: 'precision' | 'area'): Partial<Record<Method, number>> =>
    Object.fromEntries(
      methods.flatMap((method) => {
        const values = trials.flatMap(({ quality }) => quality[method]?.[what] ?? []);
        return values.length === 0 ? [] : [[method, 100 * mean(values)]];
      }),
    );
  return {
    ...{ shots, trials: trials.length, precision: of('precision'), area: of('area') },
    suggested: strictnesses.map((strictness, i) => {
      const found = trials.flatMap(({ suggested }) => suggested[i] ?? []);
      const some = found.filter(({ suggested }) => suggested > 0);
      return {
        strictness,
        precision: 100 * mean(some.map(({ right, suggested }) => right / suggested)),
        recall: 100 * mean(found.map(({ right, wanted }) => right / wanted)),
      };
    }),
  };
}

/** Numbers from 0 to 1, the same for the same seed: a linear congruential generator, its low bits left out. */
export function chance(seed: number): () => number {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 8) / 2 ** 24;
  };
}
