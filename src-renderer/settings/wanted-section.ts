import type { MessageKey } from '../messages.ts';

let wanted: MessageKey | null = null;
let wantedItem: string | null = null;

/**
 * Have the settings, when they are shown next, begin at the section of this title.
 *
 * @param item what the section has of several, by its id, to begin at that.
 */
export function wantSection(title: MessageKey, item: string | null = null): void {
  wanted = title;
  wantedItem = item;
}

/** @returns the section to begin at, once; null for the top */
export function takeWantedSection(): MessageKey | null {
  const title = wanted;
  wanted = null;
  return title;
}

/** @returns what to begin at within the section that is wanted, once; null for the section itself */
export function takeWantedItem(): string | null {
  const item = wantedItem;
  wantedItem = null;
  return item;
}
