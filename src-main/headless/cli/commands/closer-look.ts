import { AppError, type IndexProgress, type WindowState } from '../../../../src-contract/index.ts';
import type { Engine } from '../../../engine/engine.ts';
import { dispatch } from '../../../engine/dispatch.ts';
import { untilAborted } from '../../../engine/until-aborted.ts';
import { exitCodes } from '../exit-codes.ts';
import { ProgressView } from '../progress.ts';
import { type Console, type GlobalOptions, withEngine, writeJson, writeLine } from '../session.ts';
import { bytes, count } from '../terminal.ts';

export const closerLookChanges = ['on', 'off', 'delete'] as const;
export type CloserLookChange = (typeof closerLookChanges)[number];

/** `closer-look [on|off|delete]`: take a closer look at photos, or not, or delete what is kept of it; else say how far it is. */
export async function closerLook(
  change: CloserLookChange | undefined,
  options: GlobalOptions & { readonly json?: boolean },
  console: Console,
): Promise<number> {
  return withEngine(options, async (engine, signal) => {
    if (change === 'delete') await dispatch(engine, 'windows.clear', {});
    else if (change !== undefined) await dispatch(engine, 'settings.set', { thorough: change === 'on' });
    if (change === 'on') await lookMoreClosely(engine, signal, console);
    const state = await dispatch(engine, 'windows.state', {});
    if (signal.aborted && change === 'on') writeLine(console.err, 'Paused. "eidetic index" goes on from there.');
    if (options.json === true) writeJson(console.out, state);
    else writeLine(console.out, closerLookText(state));
    if (signal.aborted) return exitCodes.cancelled;
    if (change === 'on' && state.error !== null) throw AppError.fromWire(state.error);
    return exitCodes.ok;
  });
}

/** Wait until photos have been looked at more closely, with a progress view on stderr; at once where that is not wanted. */
export async function lookMoreClosely(engine: Engine, signal: AbortSignal, console: Console): Promise<void> {
  using view = new ProgressView(console);
  using _listening = engine.onEvent(({ event }) => {
    const state = event === 'windows.changed' ? engine.windows.state() : null;
    if (state?.state === 'working') view.show(progressOf(state));
  });
  await untilAborted(engine.windows.settled(), signal);
}

const unread = 'it could not be read, and searches go by whole photos';

/** How far it is, in one line. */
export function closerLookText({ state, error, photos, done, failed, bytes: kept }: WindowState): string {
  const size = kept > 0 ? `, ${bytes(kept)}` : '';
  const rest = failed > 0 ? ` (${failed.toLocaleString('en')} failed)` : '';
  if (state === 'off') return kept > 0 ? `Closer look: off; ${bytes(kept)} are kept of it` : 'Closer look: off';
  if (state === 'unknownModel') return 'Closer look: on, but the model in use knows no texts to measure it with';
  const why = error === null ? '' : `; ${state === 'unreadable' ? unread : 'it could not go on'}: ${error.message}`;
  return `Closer look: ${done.toLocaleString('en')} of ${count(photos, 'photo')}${rest}${size}${why}`;
}

function progressOf({ photos: total, done, failed, secondsLeft }: WindowState): IndexProgress {
  const left = total - done - failed;
  const imagesPerSecond = secondsLeft === null || secondsLeft === 0 ? 0 : left / secondsLeft;
  return { phase: 'encoding', done, total, failed, imagesPerSecond, etaSeconds: secondsLeft, provider: null };
}
