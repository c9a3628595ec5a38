import { levelMark } from './sidecar-facts.ts';

/** Keywords of one photo that are kept. */
const maxKeywords = 500;

/**
 * Join keywords of several writers: each once, and none that another says as well, as a level of its hierarchy or with
 * further levels below. `Places/Italy`, which some write as a plain word, is `Places|Italy` where that is there.
 */
export function joinKeywords(keywords: readonly string[]): readonly string[] {
  const said = new Set<string>();
  for (const path of keywords.filter((keyword) => keyword.includes(levelMark))) {
    const levels = path.split(levelMark);
    for (const [i, level] of levels.entries()) {
      said.add(level);
      if (i > 0 && i < levels.length - 1) said.add(levels.slice(0, i + 1).join(levelMark));
    }
    said.add(levels.join('/'));
  }
  return [...new Set(keywords)].filter((keyword) => !said.has(keyword)).slice(0, maxKeywords);
}
