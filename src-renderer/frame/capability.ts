import type { Component } from 'svelte';
import type { MenuCommand } from '../../src-contract/desktop.ts';
import type { EngineEvent } from '../../src-contract/index.ts';
import type { MessageKey } from '../messages.ts';
import type { Address } from './address.ts';
import type { Door } from './door.ts';

/** A place on the page that has an address and fills everything below the top bar. */
export interface Room {
  /** What its addresses begin with: `#/<name>`. */
  readonly name: string;
  readonly view: Component;
  /** Above the view. It stays as it is between rooms that have the same one. */
  readonly bar?: Component;
  /**
   * Take in an address of this room that the user came to: by a link, back or forward, or after a reload.
   *
   * @returns what is to stand there; null where it leads nowhere
   */
  readonly enter: (address: Address) => Address | null;
  /** The user has gone to another room. */
  readonly left?: () => void;
  /** It shows what the filters leave, as the chips in it say. */
  readonly isFiltered?: boolean;
  /** False as long as there is nothing to be seen: the room before stays in sight until there is. */
  readonly isReady?: () => boolean;
}

/** A part of the settings dialog. */
interface SettingsSection {
  readonly title: MessageKey;
  readonly section: Component;
  /** Its place among the others, lowest first. */
  readonly at: number;
}

/** What one capability brings to the page. Everything but its name is optional, and kept in its own folder. */
export interface Capability {
  /** The name of its folder, as in every layer. */
  readonly name: string;
  readonly rooms?: readonly Room[];
  readonly door?: Door;
  /** In the middle of the top bar. */
  readonly field?: Component<{ onleave: () => void }>;
  /** Among the buttons of the top bar. */
  readonly tool?: Component;
  /** In the flow between the bar and the view of every room. */
  readonly aboveView?: Component;
  /** Over the view of every room. */
  readonly overView?: Component;
  /** Over the whole page. */
  readonly layer?: Component;
  /** In place of all rooms as long as they would be of no use. */
  readonly instead?: { readonly isNeeded: () => boolean; readonly view: Component };
  readonly settings?: readonly SettingsSection[];
  /**
   * Keys by their names as in `page-keys.ts`, wherever the focus is. Of those who want one, the first who returns true
   * has it.
   */
  readonly keys?: Readonly<Record<string, (event: KeyboardEvent) => boolean>>;
  /** Commands of the desktop app's menu. */
  readonly commands?: Partial<Readonly<Record<MenuCommand, () => void>>>;
  /** The user wants to begin anew. */
  readonly home?: () => void;
  /** Ask for what rooms need to know before one is entered; with every connection. */
  readonly prepare?: () => Promise<void>;
  /** Ask for the rest, in rooms by now; with every connection. */
  readonly load?: () => Promise<void>;
  /** Is enough known to show the page? */
  readonly isLoaded?: () => boolean;
  /** Something has happened on the main side. */
  readonly take?: (event: EngineEvent) => void;
  /** Runs as long as the page is shown: the place for effects of its own. */
  readonly setup?: () => void;
}
