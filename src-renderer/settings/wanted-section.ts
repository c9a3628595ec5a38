import type { MessageKey } from '../messages.ts';

let wanted: MessageKey | null = null;

/** Have the settings, when they are shown next, begin at the section of this title. */
export function wantSection(title: MessageKey): void {
  wanted = title;
}

/** @returns the section to begin at, once; null for the top */
export function takeWantedSection(): MessageKey | null {
  const title = wanted;
  wanted = null;
  return title;
}
