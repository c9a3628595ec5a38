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
