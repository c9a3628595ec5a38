import type { Capability } from './capability.ts';

let all: readonly Capability[] = [];

/** Say what the page is made of, before it is shown. */
export function register(capabilities: readonly Capability[]): void {
  all = capabilities;
}

/** What the page is made of. The frame knows capabilities by this alone. */
export function registered(): readonly Capability[] {
  return all;
}
