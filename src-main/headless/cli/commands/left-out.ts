import { AppError, FolderPatterns, type LeftOutReason, type PatternPreview } from '../../../../src-contract/index.ts';
import { dispatch } from '../../../engine/dispatch.ts';
import { exitCodes } from '../exit-codes.ts';
import { type Console, type GlobalOptions, withEngine, writeJson, writeLine } from '../session.ts';
import { count, printable } from '../terminal.ts';

const reasons: Readonly<Record<LeftOutReason, string>> = {
  pattern: 'by a pattern of the folder',
  cloud: 'in the cloud',
  'app-data': 'previews and data of a photo application',
  backup: 'originals that a photo application keeps of its edits',
  thumbnails: 'thumbnails of a system',
  bin: 'in a bin',
  system: 'of the system',
  snapshot: 'earlier states of the same folders',
  nomedia: 'marked with .nomedia',
  hidden: 'hidden',
};

/** `left-out`: what is left out of each folder, and why. */
export async function leftOut(options: GlobalOptions & { readonly json?: boolean }, console: Console): Promise<number> {
  return withEngine(options, async (engine) => {
    const list = await dispatch(engine, 'library.leftOut', {});
    const paths = new Map(engine.library.listFolders().map(({ id, path }) => [id, path]));
    for (const [folderId, entries] of Map.groupBy(list, (entry) => entry.folderId)) {
      const folder = paths.get(folderId) ?? '';
      if (options.json !== true) writeLine(console.out, printable(folder));
      for (const { reason, folders, files, examples } of entries) {
        if (options.json === true) {
          writeJson(console.out, { folder, reason, folders, files, examples });
          continue;
        }
        const counts = [
          ...(folders > 0 ? [count(folders, 'folder')] : []),
          ...(files > 0 ? [count(files, 'file')] : []),
        ];
        const more = examples.length < folders + files ? ', ...' : '';
        writeLine(
          console.out,
          `  ${counts.join(' and ')} ${reasons[reason]}: ${examples.map(printable).join(', ')}${more}`,
        );
      }
    }
    if (list.length === 0) writeLine(console.err, 'Nothing is left out.');
    return exitCodes.ok;
  });
}

export interface LeaveOutOptions extends GlobalOptions {
  readonly preview?: boolean;
  readonly nothing?: boolean;
  readonly json?: boolean;
}

/** `leave-out <folder> [pattern...]`: set the patterns of a folder, say what they would do, or list them. */
export async function leaveOut(
  folder: string,
  patterns: readonly string[],
  options: LeaveOutOptions,
  console: Console,
): Promise<number> {
  const parsed = FolderPatterns.safeParse(patterns);
  if (!parsed.success || (options.nothing === true && patterns.length > 0)) {
    throw new AppError(
      'INVALID_ARGUMENT',
      'Expected up to 100 patterns of one line and 200 characters each, or --nothing without any',
    );
  }
  return withEngine(options, async (engine) => {
    const registered = await engine.call(() => engine.library.folderAt(folder));
    const isChange = parsed.data.length > 0 || options.nothing === true;
    if (!isChange) {
      if (options.json === true) writeJson(console.out, { patterns: registered.patterns });
      else for (const pattern of registered.patterns) writeLine(console.out, printable(pattern));
      if (registered.patterns.length === 0) writeLine(console.err, 'No pattern leaves out anything of this folder.');
      return exitCodes.ok;
    }
    const preview = await dispatch(engine, 'library.previewPatterns', {
      folderId: registered.id,
      patterns: parsed.data,
    });
    if (options.preview !== true) await engine.call(() => engine.library.setPatterns(folder, parsed.data));
    if (options.json === true) writeJson(console.out, { patterns: parsed.data, ...preview });
    else writeLine(console.out, describe(preview, options.preview === true));
    return exitCodes.ok;
  });
}

function describe({ leftOut: out, back }: PatternPreview, isPreview: boolean): string {
  if (isPreview)
    return `${count(out, 'photo')} would be left out, ${back.toLocaleString('en')} would be found again. Nothing was changed.`;
  return `${count(out, 'photo')} left out, ${back.toLocaleString('en')} found again. No file was touched.`;
}
