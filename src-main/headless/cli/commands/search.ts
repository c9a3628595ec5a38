import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import type { Readable } from 'node:stream';
import { AppError, type ErrorCode, maxTop, noFilters, type SearchSort } from '../../../../src-contract/index.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { LocalHit, LocalImage, LocalSearchAnswer } from '../../../engine/search/index.ts';
import { parseBox } from '../parse-box.ts';
import { exitCodeOf, exitCodes } from '../exit-codes.ts';
import { packChangeText } from '../pack-change.ts';
import { type Console, type GlobalOptions, withEngine, writeJson, writeLine } from '../session.ts';
import { count, duration, printable } from '../terminal.ts';
import { runIndex } from './index-folders.ts';

export interface SearchOptions extends GlobalOptions {
  readonly image?: string;
  readonly box?: string;
  readonly top: string;
  readonly sort: SearchSort;
  readonly folder?: string;
  readonly json?: boolean;
  readonly index: boolean;
  readonly stacks?: 'on' | 'off';
  readonly queries?: string;
}

/** `search <text>`: one query for people or as JSON, or with --queries one JSON line for each line of a file. */
export async function search(words: readonly string[], options: SearchOptions, console: Console): Promise<number> {
  const top = parseTop(options.top);
  const text = words.join(' ').trim();
  const images = examplesOf(options);
  if (options.queries !== undefined && (text !== '' || options.image !== undefined)) {
    throw new AppError('INVALID_ARGUMENT', 'Expected either a query or --queries but received both');
  }
  if (options.queries === undefined && text === '' && options.image === undefined) {
    throw new AppError(
      'QUERY_EMPTY',
      'Expected a description or --image but received neither. Try: eidetic search "two dogs in the snow"',
    );
  }
  // Indexing may take hours: a typing error must not show only then.
  if (options.image !== undefined) await requireFile(options.image, 'QUERY_IMAGE_UNREADABLE');
  if (options.queries !== undefined && options.queries !== '-')
    await requireFile(options.queries, 'QUERY_FILE_UNREADABLE');
  return withEngine(options, async (engine, signal) => {
    if (engine.library.listFolders().length === 0) {
      throw new AppError(
        'FOLDER_NOT_REGISTERED',
        'Expected an indexed folder but there is none yet. Try: eidetic index ~/Pictures',
      );
    }
    if (options.index) {
      signal.throwIfAborted();
      const { cancelled } = await runIndex(engine, { folderIds: null, retryFailed: false, signal }, console);
      if (cancelled) return exitCodes.cancelled;
      signal.throwIfAborted();
    }
    const { packChange } = engine.library.status();
    if (packChange?.answers === true)
      writeLine(console.err, `${packChangeText(packChange)}: the others are found by words, dates and places alone.`);
    const ask = (text: string): Promise<LocalSearchAnswer> =>
      engine.call(() =>
        engine.search.local({
          text,
          images,
          top,
          folder: options.folder ?? null,
          filters: noFilters,
          sort: options.sort,
          ...(options.stacks !== undefined && { stacks: options.stacks === 'on' }),
        }),
      );
    if (options.queries !== undefined) return answerLines(openQueries(options.queries), signal, ask, console);
    if (options.json === true) return answerJson(text, ask, console);
    show(await ask(text), options.sort, engine, console);
    return exitCodes.ok;
  });
}

/** @throws INVALID_ARGUMENT */
function examplesOf({ image, box }: SearchOptions): LocalImage[] {
  if (image !== undefined) return [box === undefined ? { path: image } : { path: image, box: parseBox(box) }];
  if (box === undefined) return [];
  throw new AppError('INVALID_ARGUMENT', 'Expected --image with --box but received none');
}

function parseTop(value: string): number {
  const top = Number(value);
  if (!Number.isInteger(top) || top < 1 || top > maxTop) {
    throw new AppError(
      'INVALID_ARGUMENT',
      `Expected --top to be a whole number from 1 to ${maxTop} but received "${value}"`,
    );
  }
  return top;
}

/** @throws `code` when a file that the user named is not there, is a folder, or may not be read. */
async function requireFile(path: string, code: ErrorCode): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError(code, `Expected a readable file "${path}" but received: ${reason}`, { cause: error });
  }
  if ((await stat(path)).isDirectory()) throw new AppError(code, `Expected a file but "${path}" is a folder`);
}

function openQueries(file: string): Readable {
  return file === '-' ? process.stdin : createReadStream(file, 'utf8');
}

/**
 * One answer for each line, in order; a query that fails is answered with its error and does not stop the others.
 *
 * @throws CANCELLED through the signal, QUERY_FILE_UNREADABLE
 */
async function answerLines(
  input: Readable,
  signal: AbortSignal,
  ask: (query: string) => Promise<LocalSearchAnswer>,
  console: Console,
): Promise<number> {
  let worst: number = exitCodes.ok;
  const failed = new Promise<never>((_, reject) => {
    input.once('error', (error) => {
      reject(
        new AppError('QUERY_FILE_UNREADABLE', `Expected a readable file of queries but received: ${error.message}`, {
          cause: error,
        }),
      );
    });
  });
  const stop = AbortSignal.any([signal, console.unread]);
  const answered = (async (): Promise<void> => {
    for await (const line of createInterface({ input, crlfDelay: Infinity, signal: stop })) {
      if (stop.aborted) break;
      worst = Math.max(worst, await answerJson(line.trim(), ask, console));
    }
  })();
  await Promise.race([answered, failed]);
  signal.throwIfAborted();
  return worst;
}

async function answerJson(
  query: string,
  ask: (query: string) => Promise<LocalSearchAnswer>,
  console: Console,
): Promise<number> {
  try {
    writeJson(console.out, { query, ...(await ask(query)) });
    return exitCodes.ok;
  } catch (thrown) {
    const error = AppError.from(thrown);
    writeJson(console.out, { query, hits: [], error: error.toWire() });
    writeLine(console.err, printable(error.message));
    return exitCodeOf(error.code);
  }
}

/** Why an answer does not say which photos match. */
const cannotTellText: Readonly<Record<NonNullable<LocalSearchAnswer['cannotTell']>, string>> = {
  example: 'How close photos are to an image does not tell which of them match.',
  tooLittle: 'The model in use cannot tell here which photos match.',
  notYet: 'Which photos match cannot be told yet; it will be by itself, once they have been measured.',
};

function show(answer: LocalSearchAnswer, sort: SearchSort, engine: Engine, console: Console): void {
  const { hits, matching, nothingMatches, cannotTell, understood, unknownLanguage, searched, unseen, timings } = answer;
  if (understood.chips.length > 0) {
    const chips = understood.chips.map(({ text }) => text).join('  ');
    writeLine(console.err, printable(`Understood: ${chips}  ${understood.description}`.trimEnd()));
  }
  if (unknownLanguage !== null) {
    const language = new Intl.DisplayNames('en', { type: 'language' }).of(unknownLanguage) ?? unknownLanguage;
    writeLine(console.err, `The model in use does not understand ${language}: what photos look like says little here.`);
  }
  if (nothingMatches) {
    const among = unseen > 0 ? ` among the ${count(searched, 'photo')} looked at so far` : '';
    writeLine(console.err, printable(`Nothing looks like "${understood.description}"${among}.`));
  }
  if (answer.closerLookUnread)
    writeLine(console.err, 'Compared as a whole: the closer look could not be read. See "eidetic closer-look".');
  if (cannotTell !== null)
    writeLine(console.err, `${sort === 'relevance' ? 'Closest first. ' : ''}${cannotTellText[cannotTell]}`);
  hits.forEach((hit, i) => {
    if (i === matching) writeLine(console.err, nothingMatches ? 'Near misses:' : 'Weaker matches:');
    writeLine(console.out, `${String(i + 1).padStart(3)}  ${hit.score.toFixed(3)}  ${describe(hit)}`);
  });
  if (matching > hits.length) writeLine(console.err, cutText(answer));
  writeLine(console.err, `${count(searched, 'photo')} searched in ${duration(timings.totalMs)}`);
  const failed = engine.library.listFolders().reduce((sum, folder) => sum + folder.failed, 0);
  if (failed > 0) writeLine(console.err, `${count(failed, 'file')} could not be indexed: see "eidetic failures"`);
}

/** That hits are not all there are. */
function cutText({ hits, matching, mayBeMore, cannotTell }: LocalSearchAnswer): string {
  const all = `${mayBeMore ? 'more than ' : ''}${matching}`;
  return `These are the first ${hits.length} of ${all}${cannotTell === null ? ' that match' : ''}.`;
}

function describe(hit: LocalHit): string {
  const taken = hit.takenAt === null ? '' : `  (${hit.takenAt.slice(0, 10)})`;
  const called = hit.foundBy.includes('words') ? '  (found by words)' : '';
  return `${printable(hit.path)}${taken}${called}`;
}
