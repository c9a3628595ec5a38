/**
 * Speed and memory of indexing: `npm run bench:index`, with `-- --json` as one JSON object.
 *
 * Each stage of each round runs in a process of its own, sets and stages interleaved over the rounds, so that a change in
 * the machine's speed meets all of them. Every library is new. The files are in the operating system's page cache for all
 * stages alike: what is measured is processor work, not the disk.
 */
import './lib/telemetry-off.ts';
import { parseArgs } from 'node:util';
import { availableParallelism } from 'node:os';
import { readFileSync } from 'node:fs';
import { cpuBatch } from '../src-main/encoder/service.ts';
import { requireEvalData } from './lib/eval-data.ts';
import { decodeStage, encodeStage, type StageResult, type WholeResult, wholeStage } from './lib/index-stages.ts';
import { cameraSet, heicSet, type PhotoSet, smallPhotos } from './lib/photos.ts';
import { answer, inFreshProcess } from './lib/processes.ts';
import { optional, progress, report, type Section, spread, withRange } from './lib/report.ts';
import { type RescanResult, rescanTree } from './lib/rescan.ts';
import { median } from './lib/statistics.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    set: { type: 'string', multiple: true, default: ['photos', 'camera', 'heic'] },
    /** Photos of one inference: what service.ts takes on the CPU. */
    batch: { type: 'string', default: String(cpuBatch) },
    /** For the processes of the stages. */
    stage: { type: 'string' },
  },
});
requireEvalData();
const cores = availableParallelism();
const batch = Number(options.batch);

interface SetResult {
  readonly set: string;
  readonly files: number;
  readonly meanMiB: number;
  readonly decode: StageResult[];
  readonly decodeAllCores: StageResult[];
  readonly encode: StageResult[];
  readonly whole: WholeResult[];
}

if (options.stage === undefined) await main();
else await answer(await runStage(options.stage, await photoSet(options.set[0] ?? 'photos')));

async function photoSet(name: string): Promise<PhotoSet> {
  if (name === 'heic') return heicSet();
  return name === 'camera' ? cameraSet() : smallPhotos();
}

async function runStage(stage: string, set: PhotoSet): Promise<StageResult> {
  switch (stage) {
    case 'decode':
      return decodeStage(set, null);
    case 'decode-all-cores':
      return decodeStage(set, cores);
    case 'encode':
      return encodeStage(set, batch);
    case 'whole':
      return wholeStage(set);
    default:
      throw new Error(`Expected a stage but received "${stage}"`);
  }
}

async function main(): Promise<void> {
  const sets: SetResult[] = [];
  for (const name of options.set) sets.push(started(await photoSet(name)));
  for (let round = 1; round <= Number(options.rounds); round++) for (const set of sets) await measure(set, round);
  progress('rescan of 20,000 files');
  const rescan = await rescanTree(20_000, 5);
  const figures = sets.map((set) => ({ ...set, summary: summarise(set) }));
  const sections = figures.flatMap(({ summary, ...set }) => describe(set, summary));
  const beside = besideJpeg(figures);
  report(options.json, { batch, pageCache: 'warm', sets: figures, beside, rescan }, [
    ...sections,
    ...(beside === null ? [] : [besideSection(beside)]),
    rescanSection(rescan),
  ]);
}

function started(set: PhotoSet): SetResult {
  // Reading every file once makes the page cache warm for the first stage of the first round too.
  const bytes = set.files.reduce((sum, file) => sum + readFileSync(file).length, 0);
  return {
    set: set.name,
    files: set.files.length,
    meanMiB: bytes / set.files.length / 2 ** 20,
    decode: [],
    decodeAllCores: [],
    encode: [],
    whole: [],
  };
}

async function measure(result: SetResult, round: number): Promise<void> {
  const run = async (stage: string, into: StageResult[]): Promise<void> => {
    const args = ['--stage', stage, '--set', result.set, '--batch', String(batch)];
    const measured = await inFreshProcess<StageResult>(import.meta.filename, args);
    into.push(measured);
    progress(`${result.set}, round ${round}, ${stage}: ${rate(measured).toFixed(1)} photos/s`);
  };
  await run('decode', result.decode);
  await run('encode', result.encode);
  await run('whole', result.whole);
  await run('decode-all-cores', result.decodeAllCores);
}

function rate({ photos, seconds }: StageResult): number {
  return photos / seconds;
}

interface Summary {
  readonly decodePerSecond: number;
  readonly encodePerSecond: number;
  readonly wholePerSecond: number;
  readonly wholeWithStartPerSecond: number;
  readonly wholeOfSlowerStage: number;
  readonly cpuDecode: number | null;
  readonly cpuEncode: number | null;
  readonly cpuWhole: number | null;
  readonly boundPerSecond: number | null;
  readonly wholeOfBound: number | null;
}

function summarise(set: SetResult): Summary {
  const decodePerSecond = median(set.decode.map(rate));
  const encodePerSecond = median(set.encode.map(rate));
  const wholePerSecond = median(set.whole.map(rate));
  const cpuDecode = cpuPerPhoto(set.decode);
  const cpuEncode = cpuPerPhoto(set.encode);
  const boundPerSecond = cpuDecode === null || cpuEncode === null ? null : cores / (cpuDecode + cpuEncode);
  return {
    decodePerSecond,
    encodePerSecond,
    wholePerSecond,
    wholeWithStartPerSecond: median(set.whole.map(withStart)),
    wholeOfSlowerStage: wholePerSecond / Math.min(decodePerSecond, encodePerSecond),
    cpuDecode,
    cpuEncode,
    cpuWhole: cpuPerPhoto(set.whole),
    boundPerSecond,
    wholeOfBound: boundPerSecond === null ? null : wholePerSecond / boundPerSecond,
  };
}

/** The set of HEIC as shares of the one of JPEG, which shows the same photos. */
interface Beside {
  readonly whole: number;
  readonly decode: number;
  /** MiB that the encoder takes more at most. */
  readonly encoderPeakMiB: number | null;
}

function besideJpeg(sets: readonly (SetResult & { summary: Summary })[]): Beside | null {
  const [jpeg, heic] = ['camera', 'heic'].map((name) => sets.find(({ set }) => set === name));
  if (jpeg === undefined || heic === undefined) return null;
  const peak = ({ whole }: SetResult): number | null => {
    const peaks = whole.map(({ encoderPeakMiB }) => encoderPeakMiB).filter((value) => value !== null);
    return peaks.length === 0 ? null : median(peaks);
  };
  const [jpegPeak, heicPeak] = [peak(jpeg), peak(heic)];
  return {
    whole: heic.summary.wholePerSecond / jpeg.summary.wholePerSecond,
    decode: heic.summary.decodePerSecond / jpeg.summary.decodePerSecond,
    encoderPeakMiB: jpegPeak === null || heicPeak === null ? null : heicPeak - jpegPeak,
  };
}

function besideSection({ whole, decode, encoderPeakMiB }: Beside): Section {
  return {
    title: 'HEIC beside JPEG of the same photos',
    rows: [
      ['figure', 'heic / camera'],
      ['whole, encoder warm', whole.toFixed(2)],
      ['decode alone, as configured', decode.toFixed(2)],
      ['peak resident memory of the encoder, MiB more', optional(encoderPeakMiB, 0)],
    ],
  };
}

function withStart(whole: WholeResult): number {
  return whole.photos / (whole.seconds + whole.openSeconds + whole.warmUpSeconds);
}

function cpuPerPhoto(stages: readonly StageResult[]): number | null {
  const perPhoto = stages.map((stage) => (stage.cpuSeconds === null ? null : stage.cpuSeconds / stage.photos));
  return perPhoto.includes(null) ? null : median(perPhoto.filter((value) => value !== null));
}

function describe(set: SetResult, summary: Summary): Section[] {
  const ms = (seconds: number | null): string => optional(seconds === null ? null : seconds * 1000, 1);
  const all = (of: (whole: WholeResult) => number | null): string => {
    const values = set.whole.map(of).filter((value) => value !== null);
    return values.length === 0 ? 'n/a' : withRange(values, 0);
  };
  const seconds = (of: (whole: WholeResult) => number): string => withRange(set.whole.map(of), 2);
  const failed = Math.max(...set.whole.map((whole) => whole.failed));
  return [
    {
      title: `${set.set}: ${set.files} photos of ${set.meanMiB.toFixed(2)} MiB, ${set.whole.length} rounds, median (min-max)`,
      rows: [
        ['stage', 'photos/s', 'CPU ms/photo'],
        ['a  decode alone, as configured', withRange(set.decode.map(rate)), ms(summary.cpuDecode)],
        [
          `a2 decode alone, ${cores} threads`,
          withRange(set.decodeAllCores.map(rate)),
          ms(cpuPerPhoto(set.decodeAllCores)),
        ],
        [`b  encode alone, batches of ${batch}`, withRange(set.encode.map(rate)), ms(summary.cpuEncode)],
        ['c  whole, encoder warm', withRange(set.whole.map(rate)), ms(summary.cpuWhole)],
        ['c  whole, start included', withRange(set.whole.map(withStart)), ''],
      ],
      notes: [
        `whole / min(a, b): ${summary.wholeOfSlowerStage.toFixed(2)}`,
        `bound cores / (CPU a + CPU b): ${optional(summary.boundPerSecond, 1)} photos/s; whole / bound: ${optional(summary.wholeOfBound, 2)}`,
        failed > 0 ? `${failed} photos failed` : 'no photo failed; page cache warm, library new in every round',
      ],
    },
    {
      title: `${set.set}: memory, start and rescan`,
      rows: [
        ['figure', 'median (min-max)'],
        ['peak resident memory of the host with the engine, MiB', all((whole) => whole.hostPeakMiB)],
        ['peak resident memory of the encoder, MiB', all((whole) => whole.encoderPeakMiB)],
        ['CPU of the host, ms/photo', perPhoto(set, (whole) => whole.hostCpuSeconds)],
        ['CPU of the encoder, ms/photo', perPhoto(set, (whole) => whole.encoderCpuSeconds)],
        ['open the library (verify the pack), s', seconds((whole) => whole.openSeconds)],
        ['start the encoder and load both towers with self-tests, s', seconds((whole) => whole.warmUpSeconds)],
        ['encode the bank of captions, once a library, s', seconds((whole) => whole.bankSeconds)],
        ['index again, unchanged, s', seconds(({ rescan }) => rescan.seconds)],
        ['index again, unchanged, files/s', all(({ rescan }) => rescan.files / rescan.seconds)],
      ],
    },
  ];
}

function perPhoto(set: SetResult, of: (whole: WholeResult) => number | null): string {
  const values = set.whole.flatMap((whole) => {
    const seconds = of(whole);
    return seconds === null ? [] : [(1000 * seconds) / whole.photos];
  });
  return values.length === 0 ? 'n/a' : withRange(values);
}

function rescanSection(rescan: RescanResult): Section {
  const rates = rescan.unchangedSeconds.map((seconds) => rescan.files / seconds);
  return {
    title: `Scan of ${rescan.files} small files into a database`,
    rows: [
      ['pass', 'seconds', 'files/s'],
      ['first: all new', rescan.firstSeconds.toFixed(2), (rescan.files / rescan.firstSeconds).toFixed(0)],
      [
        `again: ${rescan.unchanged} unchanged`,
        withRange(rescan.unchangedSeconds, 2),
        `${spread(rates).p50.toFixed(0)} (${spread(rates).min.toFixed(0)}-${spread(rates).max.toFixed(0)})`,
      ],
    ],
  };
}
