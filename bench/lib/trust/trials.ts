import { indexOf, names, type TrustMaterial, type TrustPhoto } from './material.ts';
import { absentSentences } from './absent-sentences.ts';
import { absentWords, captionNouns, everydayLabels } from './words.ts';

/** Photos that must name a noun, in two captions each or more, for it to count as there. */
const leastPhotos = 3;

/** A library, and words of which it is known whether its photos show them. */
export interface Trial {
  readonly photos: readonly TrustPhoto[];
  readonly absent: readonly string[];
  readonly present: readonly string[];
  /** Sentences that no photo fits. */
  readonly absentSentences: readonly string[];
  /** Nouns that captions of some photos name: those photos show them, others may. */
  readonly nouns: readonly string[];
}

/** What the calibration is made with: one half of the words, and Flickr8k. */
export function tuningTrial({ sets: { flickr8k } }: Pick<TrustMaterial, 'sets'>): Trial {
  const nouns = half(captionNouns, 0);
  return {
    photos: flickr8k,
    absent: half(absentWords, 0),
    absentSentences: half(absentSentences, 0),
    present: nouns.filter(isIn(flickr8k)),
    nouns: nouns.filter(isNamedIn(flickr8k)),
  };
}

/** What it is tested on: the other half, and COCO with the classified photos. */
export function heldOutTrial({ sets: { coco, imagenet } }: Pick<TrustMaterial, 'sets'>): Trial {
  const labels = new Set(everydayLabels.map((label) => label.toLowerCase()));
  const labelled = imagenet.flatMap(({ label }) => (label !== null && labels.has(label.toLowerCase()) ? [label] : []));
  const nouns = half(captionNouns, 1);
  return {
    photos: [...coco, ...imagenet],
    absent: half(absentWords, 1),
    absentSentences: half(absentSentences, 1),
    present: [...new Set([...nouns.filter(isIn(coco)), ...labelled])],
    nouns: nouns.filter(isNamedIn(coco)),
  };
}

function half<T>(list: readonly T[], which: 0 | 1): T[] {
  return list.filter((_, i) => i % 2 === which);
}

/** Is a noun named by so many photos that it is really there? */
function isIn(photos: readonly TrustPhoto[]): (noun: string) => boolean {
  return (noun) => {
    const sure = photos.filter(
      (photo) => photo.captions.filter((caption) => names({ ...photo, captions: [caption] }, noun)).length >= 2,
    );
    return sure.length >= leastPhotos;
  };
}

function isNamedIn(photos: readonly TrustPhoto[]): (noun: string) => boolean {
  return (noun) => photos.filter((photo) => names(photo, noun)).length >= leastPhotos;
}

/** A photo and how well it fits a query. */
export interface Scored {
  readonly photo: TrustPhoto;
  readonly score: number;
}

/** The best photos for each query, best first, as the product compares them. */
export async function bestOf(
  material: TrustMaterial,
  photos: readonly TrustPhoto[],
  queries: readonly string[],
  top: number,
): Promise<Scored[][]> {
  const index = indexOf(photos);
  const best: Scored[][] = [];
  for (const embedding of await material.descriptions(queries)) {
    const { hits } = await index.scan({ terms: [{ embedding, weight: 1, biased: true }], top, only: null });
    best.push(
      hits.flatMap(({ id, score }) => {
        const photo = photos[id - 1];
        return photo === undefined ? [] : [{ photo, score }];
      }),
    );
  }
  return best;
}
