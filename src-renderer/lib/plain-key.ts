/**
 * The key of an event as it is whatever Caps Lock is: `a` for `A` and `A` for `a` with Shift, which is another key. All that is
 * no letter is as it is: `ArrowUp`, `?`.
 */
export function plainKey({ key, shiftKey }: { readonly key: string; readonly shiftKey: boolean }): string {
  if (!/^\p{L}$/u.test(key)) return key;
  return shiftKey ? key.toUpperCase() : key.toLowerCase();
}
