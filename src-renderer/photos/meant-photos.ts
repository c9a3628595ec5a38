import { selection } from './selection.ts';

/** The photos of a row that something is to be done to: those that are selected, else the one that keys act on. */
export function meantPhotos(among: readonly number[]): number[] {
  const selected = among.filter((id) => selection.has(id));
  if (selected.length > 0 || selection.size > 0) return selected;
  // As a screen reader knows it: the list of photos has the focus and names the active one.
  const active = document.activeElement?.getAttribute('aria-activedescendant') ?? '';
  const id = Number(/^photo-(\d+)$/u.exec(active)?.[1]);
  return among.includes(id) ? [id] : [];
}
