/**
 * Prepare a query for a tokenizer as its pack asks: `clip` folds runs of white space to one space and trims, as
 * OpenAI's tokenizer does after repairing the encoding; `none` leaves the text alone.
 */
export function cleanText(
  text: string,
  options: { clean: 'clip' | 'none'; lowercase: boolean; prefix?: string | undefined },
): string {
  let cleaned = text;
  if (options.clean === 'clip') cleaned = cleaned.replace(/\s+/gu, ' ').trim();
  if (options.lowercase) cleaned = cleaned.toLowerCase();
  return (options.prefix ?? '') + cleaned;
}
