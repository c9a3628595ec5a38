import type { Hit, QueryChip, SearchAnswer, WhyAnswer } from '../../src-contract/index.ts';
import { type Likelihood, likelihoodOf } from './likelihood.ts';

type Called = WhyAnswer['called'][number];

/** One thing that made a photo a hit. */
export type Reason =
  /** How it looks; null where nothing says how surely. */
  | { readonly kind: 'look'; readonly likelihood: Likelihood | null }
  /** Like the example images, of which there are so many. */
  | { readonly kind: 'example'; readonly count: number }
  /** Words that it is called, by field. */
  | { readonly kind: 'called'; readonly field: Called['field']; readonly words: readonly string[] }
  /** Words that it is called, which ones nobody has asked for yet. */
  | { readonly kind: 'named' }
  /** What the query narrows, and it passes. */
  | { readonly kind: 'chip'; readonly chip: QueryChip };

/** What of a search tells why something is a hit. */
export interface Question {
  readonly understood: Pick<SearchAnswer['understood'], 'description' | 'chips'>;
  /** Example images. */
  readonly examples: number;
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
  { foundBy, confidence }: Pick<Hit, 'foundBy' | 'confidence'>,
  { understood, examples }: Question,
  called: readonly Called[] | null,
): Reason[] {
  const isDescribed = understood.description !== '';
  const likelihood = confidence === null ? null : likelihoodOf(confidence);
  const looks: Reason[] = [];
  if (foundBy.includes('look') && isDescribed) looks.push({ kind: 'look', likelihood });
  if (foundBy.includes('look') && examples > 0) looks.push({ kind: 'example', count: examples });
  const words = foundBy.includes('words') ? wordReasons(called) : [];
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

function wordReasons(called: readonly Called[] | null): Reason[] {
  if (called === null || called.length === 0) return [{ kind: 'named' }];
  const byField = Map.groupBy(called, ({ field }) => field);
  return [...byField].map(([field, words]) => ({ kind: 'called', field, words: words.map(({ text }) => text) }));
}
