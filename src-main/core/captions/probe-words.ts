import { contentWords } from '../text/content-words.ts';

/** Shorter ones are hardly ever things. */
const shortestWord = 3;

/**
 * Choose words of captions that stand for whatever might be looked for: things, places, doings and looks of photos in
 * general, some of which a library has and most of which it has not.
 *
 * @returns at most `count`, each once, from all over the alphabet; the same for the same captions.
 */
export function probeWords(captions: readonly string[], count: number): string[] {
  const words = new Set(captions.flatMap((caption) => contentWords(caption.toLowerCase())));
  const sorted = [...words].filter((word) => word.length >= shortestWord).sort();
  const step = Math.max(1, sorted.length / count);
  return Array.from({ length: Math.min(count, sorted.length) }, (_, i) => sorted[Math.floor(i * step)] ?? '');
}

/** Captions that have a word which many photos show. */
const leastCaptions = 4;

/** Words that several captions have: what photos often show, and anybody would call it. */
export function commonWords(captions: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const caption of captions) {
    for (const word of new Set(contentWords(caption.toLowerCase()))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return new Set([...counts].filter(([, count]) => count >= leastCaptions).map(([word]) => word));
}
