/**
 * Prepare a query for a tokenizer as its pack asks:
 *
 * - `clip` folds runs of white space to one space and trims, as OpenAI's tokenizer does after repairing the encoding.
 * - `siglip` drops ASCII punctuation, `_` becoming a space, before it does the same: the canonical form of the texts that
 *   SigLIP and SigLIP 2 were trained and are published with.
 * - `none` leaves the text alone.
 *
 * @see Zhai et al., "Sigmoid Loss for Language Image Pre-Training" (2023)
 */
export function cleanText(
  text: string,
  options: { clean: 'clip' | 'siglip' | 'none'; lowercase: boolean; prefix?: string | undefined },
): string {
  let cleaned = text;
  if (options.clean === 'siglip') cleaned = cleaned.replaceAll('_', ' ').replaceAll(asciiPunctuation, '');
  if (options.clean !== 'none') cleaned = cleaned.replace(/\s+/gu, ' ').trim();
  if (options.lowercase) cleaned = cleaned.toLowerCase();
  return (options.prefix ?? '') + cleaned;
}

const asciiPunctuation = /[!-/:-@[-`{-~]/gu;
