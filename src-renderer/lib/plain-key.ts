/** The key of an event as it is without Shift and Caps Lock: `a` for `A`, `ArrowUp` as it is. */
export function plainKey({ key }: Pick<KeyboardEvent, 'key'>): string {
  return key.length === 1 ? key.toLowerCase() : key;
}
