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
  if (!isOn) return { line: now.bytes > 0 ? keptText(now) : costText(now), fraction: null, failed: null };
  const isUnfinished = ['paused', 'waiting', 'off', 'working'].includes(now.state);
  return {
    line: lineOf(now),
    fraction: isUnfinished ? (now.photos === 0 ? 1 : now.done / now.photos) : null,
    failed: now.failed > 0 ? t('windows.failed', { count: now.failed }) : null,
  };
}

function lineOf({ state, done, photos: count, bytes, secondsLeft }: WindowState): string {
  switch (state) {
    case 'failed':
      return t('windows.error');
    case 'unreadable':
      return t('windows.unreadable');
    case 'paused':
      return t('windows.paused', { done, count });
    case 'unknownModel':
      return t('windows.unknownModel');
    case 'ready':
      return t('windows.ready', { count: done, size: i18n.bytes(bytes) });
    case 'waiting':
      return t('windows.waiting', { done, count });
    // It was turned on a moment ago.
    case 'off':
    case 'working': {
      const left = secondsLeft === null || secondsLeft === 0 ? [] : [leftText(secondsLeft)];
      return [t('windows.working', { done, count }), ...left].join(' · ');
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
