/**
 * English words that say nothing about what is looked for: articles, prepositions, pronouns, auxiliaries, and what a
 * photo is called. No word is among them that is also a name or a month: `may`, `will`, `mark`.
 */
const emptyWords: ReadonlySet<string> = new Set(
  `a about above across after against all along also am among an and any are around as at be because been before behind
  being below beneath beside besides between beyond but by can could did do does doing down during each every for from
  had has have having he her here hers him his how i if in inside into is it its just like me mine more most my near no
  nor not of off on one onto or other our ours out outside over own she so some such than that the their theirs them
  then there these they this those through to too toward towards under until up upon us very was we were what when where
  which while who whom whose why with within without you your yours
  image images photo photograph photographs photos pic pics picture pictures showing`.split(/\s+/u),
);

/** Runs of letters and digits, in order. */
export function wordsOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
}

/** What is left of the words of a description without those that say nothing: of "a photo of Anna's boat" `Anna boat`. */
export function contentWords(description: string): string[] {
  const words = wordsOf(description.replaceAll(/(?<=\p{L})['’]s(?![\p{L}\p{N}])/giu, ''));
  return words.filter((word) => !emptyWords.has(word.toLowerCase()));
}

/** A name of several words with nothing but `_`, `-` or `.` between them, as programs make them: `IMG_2034`, `IMG-20230817-WA1`. */
const joined = /(?<![\p{L}\p{N}\p{M}])[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-_.]+[\p{L}\p{N}][\p{L}\p{N}\p{M}]*)+/gu;
/** With an underscore, or with a long number behind letters. `black-and-white` and `covid-19` are words. */
const isName = /_|\p{L}[-.]?\d{3}/u;

/** As `contentWords`, but words that one name is made of stay together: of "the IMG_2034" `IMG_2034`. */
export function contentTerms(description: string): string[] {
  const terms: string[] = [];
  let at = 0;
  for (const { 0: name, index } of description.matchAll(joined)) {
    if (!isName.test(name)) continue;
    terms.push(...contentWords(description.slice(at, index)), name);
    at = index + name.length;
  }
  return [...terms, ...contentWords(description.slice(at))];
}
