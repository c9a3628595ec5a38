import { i18n, t } from '../lib/i18n.svelte.ts';
import { queryChipLabel } from './query-chip-label.ts';
import type { Reason } from './why.ts';

/** Why a photo is a hit, in a line: `looks like it · keyword “beach” · near Lisbon`. */
export function whyText(reasons: readonly Reason[]): string {
  return reasons.map(reasonText).join(' · ');
}

function reasonText(reason: Reason): string {
  const text = withoutShare(reason);
  if (reason.share === undefined) return text;
  const share = i18n.number(reason.share, { style: 'percent', maximumFractionDigits: 0 });
  return t('why.share', { reason: text, share });
}

function withoutShare(reason: Reason): string {
  switch (reason.kind) {
    case 'look':
      return t(`why.looks.${reason.likelihood ?? 'unknown'}`);
    case 'example':
      return t('why.example', { count: reason.count });
    case 'part':
      return t('why.part', { count: reason.count });
    case 'named':
      return t('hit.byWords');
    case 'called':
      return t(`why.called.${reason.field}`, { words: i18n.in(i18n.language).list(reason.words) });
    case 'chip':
      return chipText(reason.chip);
  }
}

function chipText(chip: Extract<Reason, { kind: 'chip' }>['chip']): string {
  const label = queryChipLabel(chip);
  switch (chip.kind) {
    case 'place':
      return t(chip.radiusKm === null ? 'why.in' : 'why.near', { place: label });
    case 'date':
    case 'every':
      return t('why.dated', { days: label });
    case 'tag':
      return t('why.tag', { name: label });
    case 'person':
      return t('why.person', { name: label });
    default:
      return label;
  }
}
