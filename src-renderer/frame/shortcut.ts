import type { MessageKey } from '../messages.ts';

/** Where a key does something. */
export type KeyGroup = 'everywhere' | 'grid' | 'map' | 'viewer';

/** A key of a capability, for the sheet that lists them. */
export interface Shortcut {
  readonly group: KeyGroup;
  readonly text: MessageKey;
  /** Alternatives, as printed on the keys; `Mod ` stands for Ctrl or ⌘. */
  readonly keys: readonly string[];
}

export interface ShortcutGroup {
  readonly title: MessageKey;
  readonly shortcuts: readonly Pick<Shortcut, 'text' | 'keys'>[];
}
