import type { WindowState } from '../../src-contract/index.ts';
import { i18n, t } from '../lib/i18n.svelte.ts';

interface StateText {
  readonly line: string;
  /** How much is done, 0..1, while there is something to do. */
  readonly fraction: number | null;
  /** What could not be done; null where all could. */
  readonly failed: string | null;
}

/** Say how far photos have been looked at more closely, or what it would take. */
export function stateText(now: WindowState, isOn: boolean): StateText {
  const failed = isOn && now.failed > 0 ? t('windows.failed', { count: now.failed }) : null;
  if (!isOn) return { line: now.bytes > 0 ? keptText(now) : costText(now), fraction: null, failed };
  const { state, done, photos: count, secondsLeft } = now;
  const fraction = count === 0 ? 1 : done / count;
  switch (state) {
    case 'failed':
      return { line: t('windows.error'), fraction: null, failed };
    case 'unreadable':
      return { line: t('windows.unreadable'), fraction: null, failed };
    case 'paused':
      return { line: t('windows.paused', { done, count }), fraction, failed };
    case 'unknownModel':
      return { line: t('windows.unknownModel'), fraction: null, failed };
    case 'ready':
      return { line: t('windows.ready', { count: done, size: i18n.bytes(now.bytes) }), fraction: null, failed };
    case 'waiting':
      return { line: t('windows.waiting', { done, count }), fraction, failed };
    // It was turned on a moment ago.
    case 'off':
    case 'working': {
      const left = secondsLeft === null || secondsLeft === 0 ? [] : [leftText(secondsLeft)];
      return { line: [t('windows.working', { done, count }), ...left].join(' · '), fraction, failed };
    }
  }
}

function leftText(seconds: number): string {
  return t('windows.left', { time: i18n.duration(seconds) });
}

function keptText({ bytes, done }: WindowState): string {
  if (done === 0) return t('windows.keptOfOthers', { size: i18n.bytes(bytes) });
  return t('windows.kept', { size: i18n.bytes(bytes), count: done });
}

function costText({ photos: count, bytesOfAll, secondsLeft }: WindowState): string {
  if (count === 0) return '';
  const size = i18n.bytes(bytesOfAll);
  if (secondsLeft === null) return t('windows.costUnknown', { count, size });
  return t('windows.cost', { count, size, time: i18n.duration(secondsLeft) });
}
