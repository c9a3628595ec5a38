import { AppError, type Folder, type IndexSummary } from '../../../../src-contract/index.ts';
import type { Engine } from '../../../engine/engine.ts';
import { exitCodes } from '../exit-codes.ts';
import { closerLookText, lookMoreClosely } from './closer-look.ts';
import { packChangeProgress, packChangeText } from '../pack-change.ts';
import { ProgressView } from '../progress.ts';
import { type Console, type GlobalOptions, withEngine, writeJson, writeLine } from '../session.ts';
import { count, duration, printable } from '../terminal.ts';

export interface IndexOptions extends GlobalOptions {
  readonly json?: boolean;
  readonly retryFailed?: boolean;
}

/** `index [folder...]`: register the folders, then scan and encode; without folders, all registered ones. */
export async function indexFolders(
  folders: readonly string[],
  options: IndexOptions,
  console: Console,
): Promise<number> {
  return withEngine(options, async (engine, signal) => {
    const added = [];
    // Each folder is checked before anything is scanned, so that a typing error in the last costs nothing.
    for (const path of folders) added.push(await engine.call(() => engine.library.addFolder(path)));
    if (added.length === 0 && engine.library.listFolders().length === 0) {
      throw new AppError(
        'FOLDER_NOT_REGISTERED',
        'Expected a folder to index but none is named and none is registered. Try: eidetic index ~/Pictures',
      );
    }
    const folderIds = added.length === 0 ? null : added.map((folder) => folder.id);
    signal.throwIfAborted();
    const summary = await runIndex(engine, { folderIds, retryFailed: options.retryFailed ?? false, signal }, console);
    if (options.json === true) writeJson(console.out, { summary });
    else writeLine(console.out, describe(summary, engine.library.status().inCloud));
    await lookMoreClosely(engine, signal, console);
    const closer = engine.windows.state();
    if (closer.state !== 'off') writeLine(console.err, closerLookText(closer));
    const scanned = engine.library.listFolders().filter(({ id, paused }) => folderIds?.includes(id) ?? !paused);
    if (scanned.length === 0) writeLine(console.err, 'Every folder is paused: name the one to index all the same.');
    const offline = scanned.filter(({ state }) => state === 'offline');
    for (const { path } of offline) writeLine(console.err, `Not reachable now, kept as it was: ${printable(path)}`);
    const { packChange } = engine.library.status();
    if (packChange !== null) writeLine(console.err, packChangeText(packChange));
    if (summary.cancelled || signal.aborted) return exitCodes.cancelled;
    if (summary.found === 0 && scanned.length > 0) refuseEmpty(engine, scanned);
    return exitCodes.ok;
  });
}

/** Say that there is nothing in these folders, unless something was left out, if only because it lies in the cloud. */
function refuseEmpty(engine: Engine, folders: readonly Folder[]): void {
  if (folders.every(({ state }) => state === 'offline'))
    throw new AppError('FOLDER_NOT_FOUND', 'Expected a folder that is there but none is reachable now');
  if (engine.library.leftOut().some(({ folderId }) => folders.some(({ id }) => id === folderId))) return;
  const names = folders.map(({ path }) => `"${path}"`).join(', ');
  throw new AppError('FOLDER_HAS_NO_PHOTOS', `Expected photos in ${names} but found none`);
}

/** Index with a progress view on stderr. */
export async function runIndex(
  engine: Engine,
  input: { folderIds: number[] | null; retryFailed: boolean; signal: AbortSignal },
  console: Console,
): Promise<IndexSummary> {
  using view = new ProgressView(console);
  using _listening = engine.library.onProgress((progress) => {
    view.show(progress);
  });
  using _changing = engine.onEvent((event) => {
    if (event.event === 'packs.changed' && event.change?.running === true) view.show(packChangeProgress(event.change));
  });
  return await engine.call(() => engine.library.index(input));
}

function describe(summary: IndexSummary, inCloud: number): string {
  const done = summary.encoded + summary.recognised + summary.failed;
  const rate = summary.encoded > 0 ? ` (${((summary.encoded * 1000) / summary.elapsedMs).toFixed(1)}/s)` : '';
  const parts = [
    `${count(summary.encoded, 'photo')} encoded${rate}`,
    `${summary.unchanged.toLocaleString('en')} unchanged`,
    ...(summary.recognised > 0 ? [`${summary.recognised} recognised without encoding`] : []),
    ...(summary.removed > 0 ? [`${summary.removed} gone or left out`] : []),
    ...(inCloud > 0 ? [`${inCloud.toLocaleString('en')} in the cloud`] : []),
    ...(summary.failed + summary.skipped > 0
      ? [`${summary.failed + summary.skipped} could not be indexed: see "eidetic failures"`]
      : []),
  ];
  const how = summary.cancelled
    ? `Cancelled after ${duration(summary.elapsedMs)}; run it again to go on`
    : `Done in ${duration(summary.elapsedMs)}`;
  return `${how}: ${done === 0 && summary.found > 0 ? 'nothing new, ' : ''}${parts.join(', ')}.`;
}
