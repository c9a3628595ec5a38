import { z } from 'zod';

/** Longest name that somebody can give, in UTF-16 code units. */
export const longestName = 200;

/** What turns a name into several lines, or its letters round, and is never seen: Cc, separators of lines, overrides of direction. */
const unseen = String.raw`\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069`;

/** A name that somebody gives to something of theirs. Names that are kept already may be others. */
export const GivenName = z
  .string()
  .max(longestName)
  .regex(new RegExp(`^[^${unseen}]*$`, 'u'), 'a name without control characters')
  .regex(/\S/u, 'a name that is not blank');

/** A name as it can be given, of what was typed or pasted; empty where nothing is left of it. */
export function cleanName(typed: string): string {
  return (
    typed
      .replaceAll(new RegExp(`[${unseen}\\s]+`, 'gu'), ' ')
      .trim()
      .slice(0, longestName)
      // Half of a character that did not fit.
      .replace(/[\ud800-\udbff]$/u, '')
      .trim()
  );
}
