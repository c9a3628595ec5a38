/**
 * Speed, memory and exactness of the vector index: `npm run bench:vectors`, with `-- --json` as one JSON object.
 *
 * 100,000 and a million embeddings, once in random groups and once as noise around those of the evaluation photos,
 * beside the memory floor of the machine and what other indexes need for the same. Every stage runs in a process of its
 * own, so that memory is what that stage needs.
 */
import { rm } from 'node:fs/promises';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { parseArgs } from 'node:util';
import { requireEvalData } from './lib/eval-data.ts';
import { scratchFolder } from './lib/library.ts';
import { answer, inFreshProcess } from './lib/processes.ts';
import { progress, report, type Section } from './lib/report.ts';
import { VectorSource, writeVectorLibrary } from './lib/vectors/data.ts';
import type { RealEmbeddings, Spread, VectorLibrary } from './lib/vectors/library.ts';
import { installOthers, measureOther, type Other, type OtherFigures, others } from './lib/vectors/others.ts';
import type { OwnFigures } from './lib/vectors/own.ts';
import { realEmbeddings } from './lib/vectors/real.ts';
import type { WindowFigures } from './lib/vectors/windows.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    large: { type: 'string', default: '1000000' },
    small: { type: 'string', default: '100000' },
    /** Leave out the other indexes. */
    alone: { type: 'boolean', default: false },
    /** For the processes of the stages. */
    stage: { type: 'string' },
    dir: { type: 'string', default: '' },
    spread: { type: 'string', default: 'clustered' },
    count: { type: 'string', default: '0' },
    other: { type: 'string', default: 'sqlite-vec' },
  },
});
requireEvalData();

const ownStage = join(import.meta.dirname, 'lib', 'vectors', 'stage.ts');
const seed = 1;
const queryCount = 100;
/** Queries with an exact answer to compare with, which takes as long to find as everything else together. */
const checked = { small: 50, large: 20 };
/** Texts that are asked for. */
const captions = 200;
const sizes = [
  ['hundredThousand', Number(options.small), checked.small],
  ['million', Number(options.large), checked.large],
] as const;
/** Building it takes minutes for 100,000 and most of an hour for a million. */
const smallOnly: ReadonlySet<Other> = new Set<Other>(['LanceDB HNSW']);

type SizeName = (typeof sizes)[number][0];
type SpreadFigures = OwnFigures & { readonly buildMs: number; readonly windows: WindowFigures };
type SizeFigures = SpreadFigures & { readonly photos: SpreadFigures };
type OtherResults = Record<Other, Partial<Record<SizeName, OtherFigures>>>;

if (options.stage === undefined) await main();
else await answer(await runStage(options.stage));

async function main(): Promise<void> {
  await using scratch = await scratchFolder();
  const dir = scratch.path;
  // The app is compiled when it is built; here every process and thread would load what strips the types.
  process.env['NODE_COMPILE_CACHE'] = join(dir, 'compiled');
  progress('encoding the evaluation photos');
  await stage('embed', dir);
  const missing = options.alone ? 'left out' : await installOthers();
  if (missing !== null) progress(`no other indexes: ${missing}`);
  const own = new Map<SizeName, SizeFigures>();
  const results = Object.fromEntries(others.map((other) => [other, {}])) as OtherResults;
  for (const [name, count] of sizes) {
    const photos = await ownFigures(dir, 'photos', count);
    const clustered = await ownFigures(dir, 'clustered', count);
    own.set(name, { ...clustered, photos });
    for (const other of missing === null ? others : []) {
      if (name === 'million' && smallOnly.has(other)) continue;
      progress(`${other}, ${count}`);
      results[other][name] = await stage<OtherFigures>('other', dir, '--other', other);
    }
    await removeLibrary(dir);
  }
  const figures = Object.fromEntries(own) as Record<SizeName, SizeFigures>;
  report(options.json, { ...figures, others: results }, [...sizes.map(section(figures)), otherSection(results)]);
}

/** Write a library and measure the index on it; it stays. */
async function ownFigures(dir: string, spread: Spread, count: number): Promise<SpreadFigures> {
  await removeLibrary(dir);
  progress(`writing ${count} embeddings, ${spread}`);
  await stage('write', dir, '--spread', spread, '--count', String(count));
  progress('coding them');
  const { buildMs } = await inFreshProcess<{ buildMs: number }>(ownStage, ['build', libraryFile(dir)]);
  progress('queries');
  const figures = await inFreshProcess<OwnFigures>(ownStage, ['measure', libraryFile(dir)]);
  progress('windows');
  const windows = await inFreshProcess<WindowFigures>(ownStage, ['windows', libraryFile(dir)]);
  return { ...figures, windows, buildMs };
}

function stage<T>(name: string, dir: string, ...rest: string[]): Promise<T> {
  return inFreshProcess<T>(import.meta.filename, ['--stage', name, '--dir', dir, ...rest]);
}

async function runStage(name: string): Promise<object> {
  switch (name) {
    case 'embed':
      return writeObject(join(options.dir, 'embeddings.bin'), await realEmbeddings(captions));
    case 'write':
      return writeObject(libraryFile(options.dir), writeLibrary());
    case 'other':
      return measureOther(options.other as Other, readLibrary());
    default:
      throw new Error(`Expected a stage but received "${name}"`);
  }
}

function writeLibrary(): VectorLibrary {
  const count = Number(options.count);
  const real = readObject(join(options.dir, 'embeddings.bin')) as RealEmbeddings;
  const source = new VectorSource(options.spread as Spread, count, real, seed);
  const few = count > Number(options.small) ? checked.large : checked.small;
  return writeVectorLibrary(options.dir, source, count, queryCount, few);
}

function libraryFile(dir: string): string {
  return join(dir, 'library.bin');
}

function readLibrary(): VectorLibrary {
  return readObject(libraryFile(options.dir)) as VectorLibrary;
}

async function removeLibrary(dir: string): Promise<void> {
  for (const name of ['library.bin', 'library.sqlite', 'library.sqlite-wal', 'library.sqlite-shm']) {
    await rm(join(dir, name), { force: true });
  }
}

function writeObject(file: string, object: object): object {
  writeFileSync(file, serialize(object));
  return {};
}

function readObject(file: string): unknown {
  return deserialize(readFileSync(file));
}

function section(figures: Record<SizeName, SizeFigures>): (size: (typeof sizes)[number]) => Section {
  const ms = (value: number): string => value.toFixed(value < 20 ? 2 : 0);
  const lines: readonly [string, (of: SpreadFigures) => string][] = [
    ['query, p50 ms', ({ p50Ms }) => ms(p50Ms)],
    ['query, p95 ms', ({ p95Ms }) => ms(p95Ms)],
    ['memory floor: to read 8 bits a value, ms', ({ floorMs }) => ms(floorMs)],
    ['query / memory floor', ({ ratioToFloor }) => ratioToFloor.toFixed(2)],
    ['to read the 4 bits a value that are scanned, ms', ({ coarseFloorMs }) => ms(coarseFloorMs)],
    ['of the exact best 100', ({ recallAt100 }) => recallAt100.toFixed(4)],
    ['with a filter of 1 %, p50 ms', ({ filteredP50Ms }) => ms(filteredP50Ms)],
    ['of the exact best 100 of those', ({ filteredRecallAt100 }) => filteredRecallAt100.toFixed(4)],
    ['two terms, p50 ms', ({ twoTermsP50Ms }) => ms(twoTermsP50Ms)],
    ['1,000 queries at once, ms each', ({ batchMsPerQuery }) => ms(batchMsPerQuery)],
    ['coding for the first time, s', ({ buildMs }) => (buildMs / 1000).toFixed(1)],
    ['opening, ms', ({ openMs }) => ms(openMs)],
    ['memory of the process, MB', ({ rssMb }) => rssMb.toFixed(0)],
    ['the same after 1,000 queries at once, MB', ({ rssAfterBatchMb }) => rssAfterBatchMb.toFixed(0)],
    ['with windows: query, p50 ms', ({ windows }) => ms(windows.p50Ms)],
    ['with windows: query, p95 ms', ({ windows }) => ms(windows.p95Ms)],
    ['with windows: processor time of a query, ms', ({ windows }) => ms(windows.cpuMs)],
    ['with windows: filter of 1 %, p50 ms', ({ windows }) => ms(windows.filteredP50Ms)],
    ['with windows: to place codes in memory, s', ({ windows }) => (windows.placeMs / 1000).toFixed(1)],
    ['with windows: memory of a process with them alone, MB', ({ windows }) => windows.rssMb.toFixed(0)],
    ['longest turn of the event loop, ms', ({ longestBlockMs }) => ms(longestBlockMs)],
  ];
  return ([name, count]) => ({
    title: `${count} embeddings`,
    rows: [
      ['', 'random groups', 'around real photos'],
      ...lines.map(([line, show]) => [line, show(figures[name]), show(figures[name].photos)]),
    ],
  });
}

function otherSection(results: OtherResults): Section {
  const cells = (figures: OtherFigures | undefined): string[] =>
    figures === undefined
      ? ['', '', '']
      : [(figures.buildMs / 1000).toFixed(1), figures.p50Ms.toFixed(1), figures.recallAt100.toFixed(4)];
  return {
    title: 'Other indexes, random groups',
    rows: [
      ['', ...sizes.flatMap(([, count]) => [`${count}: build s`, 'p50 ms', 'recall'])],
      ...others.map((other) => [other, ...sizes.flatMap(([name]) => cells(results[other][name]))]),
    ],
  };
}
