import type { CopyReport } from '../../src-contract/index.ts';
import { toasts } from '../frame/toasts.svelte.ts';
import { t } from '../lib/i18n.svelte.ts';

/** Tell what lies in a folder now: how many photos, what of them is no link though one was wanted, and what is missing. */
export function tellCopied({ copied, failed, insteadOfLinks: instead }: CopyReport): void {
  if (copied > 0) toasts.done(t(instead === undefined ? 'selection.copied' : 'selection.linked', { count: copied }));
  // Stays until it has been read: copies take room, and nobody asked for them.
  if (instead !== undefined && instead.hardLinks + instead.copies > 0) {
    toasts.problem(t('selection.insteadOfLinks', instead));
  }
  const [first] = failed;
  if (first === undefined) return;
  const told = { count: failed.length, reason: first.reason };
  const text = t(instead === undefined ? 'selection.copyFailed' : 'selection.linkFailed', told);
  toasts.problem(text, failed.map(({ path, reason }) => `${path}: ${reason}`).join('\n'));
}
