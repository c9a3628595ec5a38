import { tick, untrack } from 'svelte';
import { modals } from './modals.svelte.ts';

/**
 * Give the focus to the photos, or the map that they are on, else to the search field: to whatever a user wants next when what had it is gone. On nothing,
 * the next key would be lost and the next Tab begin at the top of the page.
 */
export function focusPhotos(): void {
  const next = photos() ?? document.querySelector<HTMLElement>('search input');
  next?.focus({ preventScroll: true });
}

function photos(): HTMLElement | null {
  return document.querySelector('[role=listbox][aria-multiselectable], [role=application]');
}

/** Are there photos that can have the focus? */
export function hasPhotos(): boolean {
  return photos() !== null;
}

/** Is the focus on the photos? */
export function isAmongPhotos(): boolean {
  return document.activeElement?.matches('[role=listbox][aria-multiselectable]') === true;
}

/**
 * Keep the focus in a part of the page that is about to be shown anew: on what has it, else on the first button that is there
 * then, or what unfolds more. Call it before the change.
 */
export function keepFocusIn(part: HTMLElement | null): void {
  const { activeElement: focused } = document;
  if (part === null || !(focused instanceof HTMLElement) || !part.contains(focused)) return;
  void tick().then(() => {
    if (document.activeElement !== document.body) return;
    const next = focused.isConnected ? focused : firstControl(part);
    (next ?? part).focus({ preventScroll: true });
  });
}

function firstControl(part: HTMLElement): HTMLElement | null {
  const button = part.querySelector<HTMLElement>('button:not(:disabled):not(details:not([open]) *)');
  return button ?? part.querySelector('summary');
}

/**
 * Show a dialog as a modal one as long as it is in the document; then the focus is where it was before. The browser does that
 * for a dialog that is closed, but not for one that is taken out of the document.
 */
export function modal(dialog: HTMLDialogElement): () => void {
  const before = document.activeElement;
  dialog.showModal();
  // Called in effects, which must not depend on the list that they change.
  untrack(() => {
    modals.add(dialog);
  });
  return () => {
    modals.remove(dialog);
    dialog.close();
    if (before instanceof HTMLElement && before !== document.body && before.isConnected)
      before.focus({ preventScroll: true });
    else focusPhotos();
  };
}
