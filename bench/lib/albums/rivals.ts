import { type AlbumModel, learnAlbum } from '../../../src-main/core/albums/album-model.ts';
import { learnRivalry, type Rivalry } from '../../../src-main/core/albums/rivalry.ts';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';
import type { Section } from '../report.ts';
import { chance } from './measure.ts';
import { type AlbumSet, need, othersOf, shuffled } from './trials.ts';

const shotCounts = [2, 4] as const;
const seeds = 12;
const strictness = 0.5;

/** Of what is suggested, in percent. */
interface Rates {
  readonly precision: number;
  readonly recall: number;
  /** What belongs to another of the albums. */
  readonly ofRivals: number;
}

/** Albums of kinds that exclude each other, beside the same albums that know nothing of each other. */
export interface RivalMeans {
  readonly set: string;
  readonly kinds: string;
  readonly shots: number;
  readonly apart: Rates;
  readonly together: Rates;
  /** Photos of the kinds of which the right album is said to fit best, in percent, and how many that would be by chance. */
  readonly best: number;
  readonly byChance: number;
}

/** @param set its kinds have no photo in common. */
export function measureRivals(set: AlbumSet): RivalMeans[] {
  const library = othersOf(set);
  const kinds = set.kinds.map(({ name, photos }) => ({
    name,
    photos: new Set([...photos].filter((path) => set.photos.has(path))),
  }));
  return shotCounts.map((shots) => {
    const [apart, together] = [new Counts(), new Counts()];
    const best = { right: 0, all: 0 };
    for (let seed = 0; seed < seeds; seed++) {
      const random = chance(seed);
      const examples = kinds.map(({ photos }) => shuffled([...photos], random).slice(0, shots));
      const albums = new Map(
        examples.map((paths, k) => [
          k,
          new Map(paths.map((path) => [need(library.idOf.get(path)), need(set.photos.get(path))])),
        ]),
      );
      const taken = new Set(examples.flat());
      const rest = [...set.photos]
        .filter(([path]) => !taken.has(path))
        .map(([path, embedding]) => ({ embedding, kind: kinds.findIndex(({ photos }) => photos.has(path)) }));
      const rivalry = learnRivalry(albums, library.others);
      for (const { embedding, kind } of rest) {
        if (kind === -1) continue;
        best.all++;
        if (rivalry.best(embedding) === kind) best.right++;
      }
      for (const [k, wanted] of albums) {
        const rivals = new Map([...albums].flatMap(([other, each]) => (other === k ? [] : [...each])));
        const { logitScale } = set;
        const learn = { wanted, refused: new Map<number, Embedding>(), text: null, others: library.others, logitScale };
        apart.add(rest, k, suggested(learnAlbum(learn)));
        together.add(rest, k, suggested(learnAlbum({ ...learn, rivals }), { rivalry, k }));
      }
    }
    return {
      set: set.name,
      kinds: kinds.map(({ name, photos }) => `${name} ${photos.size}`).join(', '),
      shots,
      apart: apart.rates(),
      together: together.rates(),
      best: (100 * best.right) / best.all,
      byChance: 100 / kinds.length,
    };
  });
}

/** What an album suggests. */
function suggested(
  model: AlbumModel | null,
  among?: { rivalry: Rivalry; k: number },
): (embedding: Embedding) => boolean {
  const least = model?.threshold(strictness) ?? Infinity;
  return (embedding) =>
    model !== null &&
    dot(model.direction, embedding) >= least &&
    (among === undefined || among.rivalry.best(embedding) === among.k);
}

class Counts {
  #right = 0;
  #suggested = 0;
  #ofRivals = 0;
  #wanted = 0;

  add(
    photos: readonly { readonly embedding: Embedding; readonly kind: number }[],
    wanted: number,
    isSuggested: (embedding: Embedding) => boolean,
  ): void {
    for (const { embedding, kind } of photos) {
      if (kind === wanted) this.#wanted++;
      if (!isSuggested(embedding)) continue;
      this.#suggested++;
      if (kind === wanted) this.#right++;
      else if (kind !== -1) this.#ofRivals++;
    }
  }

  rates(): Rates {
    return {
      precision: (100 * this.#right) / this.#suggested,
      recall: (100 * this.#right) / this.#wanted,
      ofRivals: (100 * this.#ofRivals) / this.#suggested,
    };
  }
}

export function rivalSections(means: readonly RivalMeans[]): Section[] {
  const cell = ({ precision, recall, ofRivals }: Rates): string =>
    `${precision.toFixed(0)} / ${recall.toFixed(0)} / ${ofRivals.toFixed(0)}`;
  return [
    {
      title: `Albums that exclude each other, at strictness ${strictness}: suggestions that are right / that were found / of another one, percent`,
      rows: [
        ['albums', 'examples each', 'apart', 'together', 'fits best (by chance)'],
        ...means.map(({ set, kinds, shots, apart, together, best, byChance }) => [
          `${set}: ${kinds}`,
          String(shots),
          cell(apart),
          cell(together),
          `${best.toFixed(0)} (${byChance.toFixed(0)})`,
        ]),
      ],
    },
  ];
}
