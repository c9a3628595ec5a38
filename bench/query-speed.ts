/**
 * Latency of queries: `npm run bench:query`, with `-- --json` as one JSON object.
 *
 * Every text is asked once: no answer comes from the cache of recent texts. Nothing is asked before the "first query
 * after start", whose time includes starting the encoder and loading the text tower.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { noFilters } from '../src-contract/index.ts';
import type { Engine } from '../src-main/engine/engine.ts';
import { runCommand } from './lib/command-line.ts';
import { captionedPhotos, requireEvalData } from './lib/eval-data.ts';
import { benchLibrary, openEngine, scratchFolder } from './lib/library.ts';
import { type PhotoSet, smallPhotos } from './lib/photos.ts';
import { clocked } from './lib/processes.ts';
import { progress, report, type Section, type Spread, spread } from './lib/report.ts';
import { writeSyntheticLibrary } from './lib/synthetic-library.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    large: { type: 'string', default: '100000' },
  },
});
requireEvalData();
const large = Number(options.large);
/** Hits a person sees on a first page. */
const top = 50;
const photos = smallPhotos();
const captions = shortCaptions();

const small = await measureSmallLibrary(photos);
const big = await measureLargeLibrary();
const busy = await measureWhileIndexing(photos);
const [smallName, bigName] = [`${photos.files.length} photos`, `${large} photos`];
report(options.json, { top, [smallName]: small, [bigName]: big, whileIndexing: busy }, sections());

/** Captions of 3 to 8 words, each once: `take` never gives the same one twice. */
function shortCaptions(): { take(count: number): string[] } {
  const texts = [...captionedPhotos('flickr8k'), ...captionedPhotos('coco')]
    .flatMap(({ captions }) => captions)
    .map((text) => text.trim())
    .filter((text) => {
      const words = text.split(/\s+/u).length;
      return words >= 3 && words <= 8;
    });
  const left = [...new Set(texts)];
  return {
    take(count) {
      if (left.length < count) throw new Error(`Expected ${count} more captions but ${left.length} are left`);
      return left.splice(0, count);
    },
  };
}

interface LibraryResult {
  readonly openMs: number;
  readonly firstQueryMs: number;
  readonly textEncode: Spread;
  readonly scan: Spread;
  readonly textSearch: Spread;
  readonly firstImageQueryMs: number;
  readonly imageSearch: Spread;
  readonly cli: Spread;
  readonly cliQueries: { readonly queries: number; readonly firstAnswerMs: number; readonly perQueryMs: number };
}

async function measureSmallLibrary(set: PhotoSet): Promise<LibraryResult> {
  await using library = await benchLibrary();
  progress(`indexing ${set.files.length} photos`);
  await library.index(...set.folders);
  await library.closeAndRead();
  return await measureLibrary(library.dataDir);
}

async function measureLargeLibrary(): Promise<LibraryResult> {
  await using scratch = await scratchFolder();
  progress(`writing a library of ${large} photos`);
  writeSyntheticLibrary(scratch.path, large);
  return await measureLibrary(scratch.path);
}

/** Everything that is asked of a library while nothing else runs. */
async function measureLibrary(dataDir: string): Promise<LibraryResult> {
  progress('queries through the engine');
  const inEngine = await measureEngine(dataDir);
  progress('queries by the command line');
  const cli: number[] = [];
  for (const text of captions.take(7)) {
    cli.push((await runCommand(['--data-dir', dataDir, 'search', '--no-index', text])).wallMs);
  }
  await using scratch = await scratchFolder();
  const file = join(scratch.path, 'queries.txt');
  const queries = captions.take(200);
  await writeFile(file, `${queries.join('\n')}\n`);
  const run = await runCommand(['--data-dir', dataDir, 'search', '--no-index', '--queries', file]);
  if (run.lines.length !== queries.length)
    throw new Error(`Expected ${queries.length} answers but received ${run.lines.length}`);
  const [first = 0, last = 0] = [run.lineAtMs[0], run.lineAtMs.at(-1)];
  return {
    ...inEngine,
    cli: spread(cli),
    cliQueries: {
      queries: queries.length,
      firstAnswerMs: first,
      perQueryMs: (last - first) / (queries.length - 1),
    },
  };
}

async function measureEngine(dataDir: string): Promise<Omit<LibraryResult, 'cli' | 'cliQueries'>> {
  const opened = await clocked(() => openEngine(dataDir));
  await using engine = opened.value;
  const [first = ''] = captions.take(1);
  const firstQuery = await clocked(() => searchText(engine, first));
  const textEncode: number[] = [];
  for (const text of captions.take(100)) {
    textEncode.push((await clocked(() => engine.encoder.encodeTexts([text]))).ms);
  }
  const scan: number[] = [];
  const textSearch: number[] = [];
  for (const text of captions.take(100)) {
    const { value, ms } = await clocked(() => searchText(engine, text));
    textSearch.push(ms);
    scan.push(value.timings.scanMs);
  }
  const [firstImage = '', ...images] = photos.files.filter((_, i) => i % 20 === 7).slice(0, 61);
  const firstImageQuery = await clocked(() => searchImage(engine, firstImage));
  const imageSearch: number[] = [];
  for (const path of images) imageSearch.push((await clocked(() => searchImage(engine, path))).ms);
  return {
    openMs: opened.ms,
    firstQueryMs: firstQuery.ms,
    textEncode: spread(textEncode),
    scan: spread(scan),
    textSearch: spread(textSearch),
    firstImageQueryMs: firstImageQuery.ms,
    imageSearch: spread(imageSearch),
  };
}

function searchText(engine: Engine, text: string): ReturnType<Engine['search']['local']> {
  return engine.search.local({ text, images: [], top, folder: null, filters: noFilters, sort: 'relevance' });
}

function searchImage(engine: Engine, path: string): ReturnType<Engine['search']['local']> {
  return engine.search.local({
    text: null,
    images: [{ path }],
    top,
    folder: null,
    filters: noFilters,
    sort: 'relevance',
  });
}

interface BusyResult {
  /** Queries that come after a while of silence: a full batch may be running. */
  readonly afterSilence: Spread;
  /** Queries of somebody who goes on searching. */
  readonly inARow: Spread;
  readonly imagesInARow: Spread;
  readonly photosPerSecondMeanwhile: number;
}

/** The same text queries while the library is being built. */
async function measureWhileIndexing(set: PhotoSet): Promise<BusyResult> {
  progress('queries while indexing');
  await using library = await benchLibrary();
  const { engine } = library;
  await engine.encoder.warmUp();
  let running = true;
  const indexing = library.index(...set.folders).finally(() => {
    running = false;
  });
  const ask = async (into: number[], query: () => Promise<unknown>): Promise<void> => {
    const { ms } = await clocked(query);
    // What was answered after the end was not answered meanwhile.
    if (running) into.push(ms);
  };
  const afterSilence: number[] = [];
  const inARow: number[] = [];
  const imagesInARow: number[] = [];
  for (const text of captions.take(4)) {
    // Longer than the encoder keeps its batches short for somebody who searches.
    await pause(5_500);
    await ask(afterSilence, () => searchText(engine, text));
  }
  // Pauses of changing length, so that queries do not fall into step with the batches.
  for (const [i, text] of captions.take(60).entries()) {
    await pause(40 + 37 * (i % 7));
    if (i % 4 === 3) await ask(imagesInARow, () => searchImage(engine, set.files[i] ?? ''));
    else await ask(inARow, () => searchText(engine, text));
  }
  const { encoded, elapsedMs } = await indexing;
  return {
    afterSilence: spread(afterSilence),
    inARow: spread(inARow),
    imagesInARow: spread(imagesInARow),
    photosPerSecondMeanwhile: (1000 * encoded) / elapsedMs,
  };
}

function sections(): Section[] {
  const header = ['milliseconds', 'p50', 'p95', 'max', 'samples'];
  const row = (name: string, { p50, p95, max, n }: Spread): string[] => [
    name,
    p50.toFixed(1),
    p95.toFixed(1),
    max.toFixed(1),
    String(n),
  ];
  const once = (name: string, ms: number): string[] => [name, ms.toFixed(1), '', '', '1'];
  const library = (title: string, of: LibraryResult): Section => ({
    title,
    rows: [
      header,
      once('open the library', of.openMs),
      once('first query after start (starts the encoder)', of.firstQueryMs),
      row('text: encode', of.textEncode),
      row('text: scan', of.scan),
      row('text: whole search', of.textSearch),
      once('first image query (loads the image tower)', of.firstImageQueryMs),
      row('image: whole search', of.imageSearch),
      row('command line: search --no-index, whole process', of.cli),
      once('command line: first of --queries', of.cliQueries.firstAnswerMs),
      once(`command line: each of ${of.cliQueries.queries} --queries after it`, of.cliQueries.perQueryMs),
    ],
  });
  return [
    library(`Library of ${smallName}`, small),
    library(`Library of ${bigName} (synthetic)`, big),
    {
      title: 'While indexing runs',
      rows: [
        header,
        row('text search after 5.5 s of silence', busy.afterSilence),
        row('text search in a row, pauses of 40-260 ms', busy.inARow),
        row('image search in a row', busy.imagesInARow),
      ],
      notes: [`the whole indexing run, queries included: ${busy.photosPerSecondMeanwhile.toFixed(1)} photos/s`],
    },
  ];
}
