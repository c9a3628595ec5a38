import type { Hit, HitShares, QueryChip, SearchAnswer, WhyAnswer } from '../../src-contract/index.ts';
import { type Likelihood, likelihoodOf } from './likelihood.ts';

type Called = WhyAnswer['called'][number];

/** One thing that made a photo a hit, and its share where several things made its place among the hits. */
export type Reason =
  /** How it looks; null where nothing says how surely. */
  (
    | { readonly kind: 'look'; readonly likelihood: Likelihood | null }
    /** Like the example images, of which there are so many. */
    | { readonly kind: 'example'; readonly count: number }
    /** Like parts of photos, of which there are so many. */
    | { readonly kind: 'part'; readonly count: number }
    /** Words that it is called, by field. */
    | { readonly kind: 'called'; readonly field: Called['field']; readonly words: readonly string[] }
    /** Words that it is called, which ones nobody has asked for yet. */
    | { readonly kind: 'named' }
    /** What the query narrows, and it passes. */
    | { readonly kind: 'chip'; readonly chip: QueryChip }
  ) & { readonly share?: number | undefined };

/** What of a search tells why something is a hit. */
export interface Question {
  readonly understood: Pick<SearchAnswer['understood'], 'description' | 'chips'>;
  /** Example images that are whole. */
  readonly examples: number;
  /** Parts of photos. */
  readonly parts: number;
}

/** Chips in the order in which they say most of why a photo was found. What is not to count is no reason. */
const chipOrder: readonly QueryChip['kind'][] = [
  ...(['phrase', 'name', 'person', 'tag', 'place', 'area', 'date', 'every', 'folder', 'rating', 'is'] as const),
  ...(['camera', 'lens', 'iso', 'type', 'shape', 'minus', 'without'] as const),
];

/**
 * Why a photo is a hit, what decided first: words where it is called that and may not look like it, else its looks; what the
 * query only narrows comes last.
 *
 * @param called null as long as it is not known.
 */
export function reasonsOf(
  { foundBy, confidence, shares }: Pick<Hit, 'foundBy' | 'confidence' | 'shares'>,
  { understood, examples, parts }: Question,
  called: readonly Called[] | null,
): Reason[] {
  const likelihood = confidence === null ? null : likelihoodOf(confidence);
  const isLook = foundBy.includes('look');
  const things: Thing[] = [];
  if (isLook && understood.description !== '')
    things.push({ of: 'description', reasons: [{ kind: 'look', likelihood }] });
  if (isLook && examples > 0) things.push({ of: 'example', reasons: [{ kind: 'example', count: examples }] });
  if (isLook && parts > 0) things.push({ of: 'parts', reasons: [{ kind: 'part', count: parts }] });
  if (foundBy.includes('words')) things.push({ of: 'words', reasons: wordReasons(called) });
  const told = withShares(things, shares);
  const words = told.flatMap(({ of, reasons }) => (of === 'words' ? reasons : []));
  const looks = told.flatMap(({ of, reasons }) => (of === 'words' ? [] : reasons));
  const isSure = likelihood === null || likelihood === 'veryLikely' || likelihood === 'likely';
  const chips = understood.chips
    // A phrase is told by the field that says it, once that is known.
    .filter(
      ({ kind }) => chipOrder.includes(kind) && !(kind === 'phrase' && words.some((each) => each.kind === 'called')),
    )
    .toSorted((a, b) => chipOrder.indexOf(a.kind) - chipOrder.indexOf(b.kind))
    .map((chip): Reason => ({ kind: 'chip', chip }));
  return [...(isSure ? [...looks, ...words] : [...words, ...looks]), ...chips];
}

/** Something that was asked for, and what there is to be said of it. */
interface Thing {
  readonly of: keyof HitShares;
  readonly reasons: readonly Reason[];
}

/** What has less is no reason: whole percents are told. */
const leastShare = 0.005;

/** Whether something that was asked for speaks for a hit, as far as that is known. */
export function speaksFor(of: keyof HitShares, { shares }: Pick<Hit, 'shares'>): boolean {
  return shares === null || shares[of] >= leastShare;
}

/** Leave out what did nothing for a hit, and tell the shares of the others where there are several. */
function withShares(things: readonly Thing[], shares: HitShares | null): readonly Thing[] {
  if (shares === null) return things;
  const told = things.filter(({ of }) => of === 'words' || shares[of] >= leastShare);
  if (told.length < 2) return told;
  // Of several fields it is the share of all of them, which stands behind the last.
  return told.map(({ of, reasons }) => ({
    of,
    reasons: reasons.map((reason, i) => (i === reasons.length - 1 ? { ...reason, share: shares[of] } : reason)),
  }));
}

function wordReasons(called: readonly Called[] | null): Reason[] {
  if (called === null || called.length === 0) return [{ kind: 'named' }];
  const byField = Map.groupBy(called, ({ field }) => field);
  return [...byField].map(([field, words]) => ({ kind: 'called', field, words: words.map(({ text }) => text) }));
}
