import { aboveChance, type ChanceScores } from '../calibration.ts';
import { RowDots } from '../math/row-dots.ts';
import type { Embedding } from '../math/vector.ts';

/** What tags rest on besides their words: photos are tagged anew where this is another. */
export const tagFormula = 'evidence 1';

/** A tag as a direction in the space of a pack. */
export interface TagDirection {
  /** Unit vector [dim]. */
  readonly vector: Embedding;
  /** Of the vocabulary; null for a tag that the user has made. */
  readonly group: string | null;
  /** Place of the tag above it among all of them, which is before its own; null for none. */
  readonly parent: number | null;
  readonly isDoing: boolean;
}

/** How much a photo says for a tag, in units above chance, and how much better it fits than other words of the group. */
export interface TagFit {
  readonly units: number;
  /** -1 to 2; beyond that more says nothing more. */
  readonly margin: number;
}

/** Units above chance that a photo must have for a tag at the least: with fewer, tags are right by chance alone. */
export const leastUnits = -1;
/** A photo of more units counts towards how common a tag is. */
const commonFrom = 0.3;
/** Of a tag that the user has made, which has no group: what is usual for a tag that is right. */
const ownMargin = 0.5;
const margins = { least: -1, most: 2 };
/** Photos that a share is believed as if there were besides, and the share that they would have. */
const before = { photos: 200, share: 0.002 };

/**
 * Log odds that a tag is right, but for what all photos have in common: by logistic regression on one half of the photos that
 * `npm run eval -- --suite tags` takes, which reports on the other. See docs/tags.md.
 */
const weights = { units: 0.7, margin: 0.582, doing: -1.723, logShare: 0.365, offset: 1.744 };
/** Log odds from which on a tag is shown: on the half that weights were made by, 95 in 100 are right from there. */
const shownFrom = 1.551;

/**
 * Chance is told by the best photo for each word, which among few photos is a worse one: the same units say less there. So lines
 * are higher in a library of fewer photos than weights were made with, by what a library of 112 needs for nine in ten to be right.
 */
const small = { photos: 1400, raise: 0.435 };

/** The features that `weights` are for, as they are learnt. */
export interface TagFeatures extends TagFit {
  readonly isDoing: boolean;
  readonly logShare: number;
}

/**
 * Tells how well a photo fits tags.
 *
 * [Note: Tags] A tag is the mean direction of its prompts. A photo's cosine with it, less the photo's bias, is measured in units
 * above chance (note _Calibration_), as the scores of searches are. That says how well the photo fits, and with a small model not
 * enough: what is near, skis and a sledge, fits nearly as well. So it counts, too, how much better the word fits than the best other
 * word of its group. Those above and below it in the hierarchy are no rivals: a word fits as well as the best of those below it, so a
 * ball game of some kind is a ball game where nothing says which. That is the product rule of CHiLS (Z. Novack et al., ICML 2023), the
 * best of the words below and the share in the words beside, in logarithms and for several tags a photo. Words that the user has
 * added never compete, so whatever they are, nothing changes for other tags.
 *
 * How much of both a tag needs is its line, from how common it is in this library: what many photos have is believed sooner than
 * what one has in a thousand, where nearly all that fits does by chance; and what is done sooner fits by chance than what is there.
 */
export class TagEvidence {
  readonly #tags: readonly TagDirection[];
  readonly #dots: RowDots;
  readonly #chance: ChanceScores;
  /** Of each tag the places of those of its group, without those above and below it. */
  readonly #rivals: readonly (readonly number[])[];
  readonly #units: Float32Array;

  constructor(tags: readonly TagDirection[], dim: number, chance: ChanceScores) {
    this.#tags = tags;
    this.#chance = chance;
    this.#dots = new RowDots(
      tags.map(({ vector }) => vector),
      dim,
    );
    this.#rivals = rivalsOf(tags);
    this.#units = new Float32Array(tags.length);
  }

  /**
   * Units above chance of a photo for each of the tags, or for the best of those below it, by their places.
   *
   * @param bias of the photo.
   * @returns memory that is used again for the next photo.
   */
  units(embedding: Embedding, bias: number): Float32Array {
    const units = this.#units;
    for (const [i, cosine] of this.#dots.with(embedding).entries()) units[i] = aboveChance(cosine - bias, this.#chance);
    // Those below come behind those above.
    for (let place = units.length - 1; place >= 0; place--) {
      const parent = this.#tags[place]?.parent ?? null;
      if (parent !== null) units[parent] = Math.max(units[parent] ?? -Infinity, units[place] ?? -Infinity);
    }
    return units;
  }

  /**
   * Whether a photo can show a tag of a line at all, however much better that fits than others: false for nearly all, whose fit
   * need not be known then.
   *
   * @param units of one photo, for each of the tags.
   */
  canShow(units: Float32Array, place: number, line: number): boolean {
    return isShown({ units: units[place] ?? -Infinity, margin: margins.most }, line);
  }

  /** @param units of one photo, for each of the tags. */
  fit(units: Float32Array, place: number): TagFit {
    const own = units[place] ?? -Infinity;
    return { units: own, margin: this.#margin(units, place, own) };
  }

  /** Whether it is something that is done. */
  isDoing(place: number): boolean {
    return this.#tags[place]?.isDoing ?? false;
  }

  #margin(units: Float32Array, place: number, own: number): number {
    if (this.#tags[place]?.group === null) return ownMargin;
    let best = -Infinity;
    for (const rival of this.#rivals[place] ?? []) best = Math.max(best, units[rival] ?? -Infinity);
    return Math.min(margins.most, Math.max(margins.least, own - best));
  }
}

/** How many photos of a library a tag is common by. */
export interface TagShare {
  /** Photos that count towards it. */
  readonly common: number;
  readonly photos: number;
}

/** Does a photo of so many units count towards how common a tag is? */
export function isCommonAt(units: number): boolean {
  return units > commonFrom;
}

/** Logarithm of the share of photos; of a small library not far from what is usual for a tag. */
export function logShareOf({ common, photos }: TagShare): number {
  return Math.log((common + before.photos * before.share) / (photos + before.photos));
}

/** What a photo says for a tag. */
export function evidenceOf({ units, margin }: TagFit): number {
  return weights.units * units + weights.margin * margin;
}

/** The evidence from which on a tag is shown; see [Note: Tags]. It depends on no other tag. */
export function lineOf(share: TagShare, isDoing: boolean): number {
  const raised = small.raise * Math.max(0, Math.log(small.photos / (share.photos + 1)));
  return shownFrom + raised - weights.offset - weights.logShare * logShareOf(share) - (isDoing ? weights.doing : 0);
}

/** Does a photo show a tag? */
export function isShown(fit: TagFit, line: number): boolean {
  return fit.units >= leastUnits && evidenceOf(fit) >= line;
}

function rivalsOf(tags: readonly TagDirection[]): number[][] {
  const above = tags.map((_, place) => new Set(placesAbove(tags, place)));
  const groups = Map.groupBy(tags.keys(), (place) => tags[place]?.group ?? null);
  return tags.map(({ group }, place) =>
    (group === null ? [] : (groups.get(group) ?? [])).filter(
      (other) => other !== place && above[place]?.has(other) !== true && above[other]?.has(place) !== true,
    ),
  );
}

/** Places of the tags above one, the nearest first. */
export function placesAbove(tags: readonly Pick<TagDirection, 'parent'>[], place: number): number[] {
  const above: number[] = [];
  for (let at = tags[place]?.parent ?? null; at !== null && !above.includes(at); at = tags[at]?.parent ?? null)
    above.push(at);
  return above;
}
