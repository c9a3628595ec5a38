/** What is to be said of photos; null leaves it to their files again. */
export interface MarksChange {
  readonly favourite?: boolean | null;
  readonly rating?: number | null;
}

/** What a key says of photos: `toggle` whether they are favourites, or a rating. Null for keys that say nothing. */
export function markKey(key: string): 'toggle' | { readonly rating: number } | null {
  if (key === 'f') return 'toggle';
  if (key === 'x') return { rating: -1 };
  return /^[0-5]$/u.test(key) ? { rating: Number(key) } : null;
}
