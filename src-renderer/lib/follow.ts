/** Make the effect around the call run again when these values change, which it reacts to without using them. */
export function follow(...values: readonly unknown[]): number {
  return values.length;
}
