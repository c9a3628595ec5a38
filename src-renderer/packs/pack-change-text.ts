import type { PackChange } from '../../src-contract/index.ts';
import { i18n, t } from '../lib/i18n.svelte.ts';

export interface PackChangeLine {
  readonly title: string;
  /** For a narrow place beside an icon. */
  readonly short: string;
  /** Counts and time left, as far as they are known, or why it does not go on. */
  readonly detail: string;
  /** 0..1 */
  readonly fraction: number;
}

/** How far a change of packs is, in words. */
export function packChangeLine(change: PackChange): PackChangeLine {
  const { answers, done, total, running, paused, etaSeconds, error } = change;
  const counts = { done: i18n.number(done), total: i18n.number(total) };
  const parts = [t('packs.progress', counts)];
  if (error !== null) parts.push(t(`error.${error.code}`));
  else if (paused) parts.push(t('packs.paused'));
  else if (running && etaSeconds !== null) parts.push(t('packs.left', { time: i18n.duration(etaSeconds) }));
  return {
    title: t(answers ? 'packs.title' : 'packs.gettingReady'),
    short: t('status.progress', counts),
    detail: parts.join(' · '),
    fraction: total === 0 ? 0 : done / total,
  };
}
