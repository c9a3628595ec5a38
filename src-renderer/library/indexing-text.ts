import type { IndexingState } from '../../src-contract/index.ts';
import { i18n, t } from '../lib/i18n.svelte.ts';

export interface IndexingLine {
  readonly title: string;
  /** For a narrow place beside an icon. */
  readonly short: string;
  /** Counts, rate and time left, as far as they are known. */
  readonly detail: string;
  /** 0..1; null while the total is unknown. */
  readonly fraction: number | null;
}

/** What indexing is doing, in words. */
export function indexingLine({ running, progress, error }: IndexingState): IndexingLine {
  if (error !== null) return { title: t('status.error'), short: '', detail: t(`error.${error.code}`), fraction: null };
  if (!running) return { title: t('status.upToDate'), short: '', detail: '', fraction: 1 };
  if (progress === null) return { title: t('status.starting'), short: '', detail: '', fraction: null };
  if (progress.phase === 'scanning') {
    const count = progress.found;
    const detail = t('status.found', { count });
    return { title: t('status.scanning'), short: i18n.number(count), detail, fraction: null };
  }
  const { done, total, imagesPerSecond, etaSeconds } = progress;
  const counts =
    total === null
      ? t('status.progressOpen', { done: i18n.number(done) })
      : t('status.progress', { done: i18n.number(done), total: i18n.number(total) });
  const parts = [counts];
  if (imagesPerSecond > 0) {
    parts.push(t('status.rate', { rate: i18n.number(imagesPerSecond, { maximumFractionDigits: 1 }) }));
  }
  if (etaSeconds !== null && etaSeconds > 0) parts.push(t('status.left', { time: i18n.duration(etaSeconds) }));
  return {
    title: t(done === 0 ? 'status.starting' : 'status.encoding'),
    short: counts,
    detail: parts.join(' · '),
    fraction: total === null || total === 0 ? null : done / total,
  };
}
