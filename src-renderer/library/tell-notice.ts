import type { LibraryNotice } from '../../src-contract/index.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';

const told = new Set<LibraryNotice['kind']>();

/** What happened to the library itself is said once, and stays in its status. */
export function tellNotice(notice: LibraryNotice | null): void {
  if (notice === null || told.has(notice.kind)) return;
  told.add(notice.kind);
  toasts.problem(t(`status.${notice.kind}`), notice.message);
}
