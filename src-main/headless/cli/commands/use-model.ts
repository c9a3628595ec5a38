import type { PackState } from '../../../../src-contract/index.ts';
import type { Engine } from '../../../engine/engine.ts';
import { untilAborted } from '../../../engine/until-aborted.ts';
import { exitCodes } from '../exit-codes.ts';
import { packChangeText } from '../pack-change.ts';
import { type Console, type GlobalOptions, withEngine, writeJson, writeLine } from '../session.ts';
import { printable } from '../terminal.ts';
import { runIndex } from './index-folders.ts';

export interface UseModelOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly now?: boolean;
  /** Whether photos are looked at before this ends. */
  readonly index: boolean;
}

/** `models use <id>`: search with another pack, and let it look at every photo first. */
export function useModel(id: string, options: UseModelOptions, console: Console): Promise<number> {
  return change((engine) => engine.packs.use({ id }, options.now ?? false), options, console);
}

/** `models back`: search with the pack of before. */
export function goBack(options: UseModelOptions, console: Console): Promise<number> {
  return change((engine) => engine.packs.goBack(), options, console);
}

/** `models keep`: stay with the pack that answers, and let go of the one before. */
export function keepModel(options: Omit<UseModelOptions, 'index' | 'now'>, console: Console): Promise<number> {
  return change((engine) => engine.packs.keep(), { ...options, index: false }, console);
}

async function change(
  work: (engine: Engine) => Promise<void>,
  options: UseModelOptions,
  console: Console,
): Promise<number> {
  return withEngine(options, async (engine, signal) => {
    // Trying a pack takes seconds: Ctrl-C is heard meanwhile.
    await untilAborted(
      engine.call(() => work(engine)),
      signal,
    );
    signal.throwIfAborted();
    const mayIndex = options.index && engine.library.listFolders().length > 0;
    const summary = mayIndex ? await runIndex(engine, { folderIds: null, retryFailed: false, signal }, console) : null;
    if (summary?.cancelled === false) await untilAborted(engine.packs.settled(), signal);
    const { state } = engine.packs;
    if (options.json === true) writeJson(console.out, state);
    else tell(state, console);
    return summary?.cancelled === true || signal.aborted ? exitCodes.cancelled : exitCodes.ok;
  });
}

function tell({ answering, incoming, change }: PackState, console: Console): void {
  writeLine(console.out, `Searches are answered with ${printable(answering.title)} (${printable(answering.id)}).`);
  if (change !== null) writeLine(console.out, printable(packChangeText(change)));
  if (incoming !== null) writeLine(console.out, '"eidetic index" goes on; "eidetic models back" gives it up.');
}
