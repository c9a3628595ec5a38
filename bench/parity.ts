/**
 * How close the app's preprocessing is to an independent one: `npm run bench:parity -- --python PATH`, with `--json` as
 * one JSON object.
 *
 * The reference is bench/reference/preprocess.py (Pillow, NumPy, onnxruntime for Python). First photos as they are, the
 * app's input tensors and embeddings beside the reference's; then large photos, where the app decodes at reduced size
 * ([Note: One decode]), with other ways it could go, each with its time.
 */
import './lib/telemetry-off.ts';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { defaultLimits } from '../src-main/core/encoder-protocol.ts';
import { cosine } from '../src-main/core/math/vector.ts';
import type { PhotoTensor } from '../src-main/encoder/decode/decode-photo.ts';
import { DecodePool } from '../src-main/encoder/decode/decode-pool.ts';
import { ImageSession } from '../src-main/encoder/sessions/image-session.ts';
import { evalDir, requireEvalData } from './lib/eval-data.ts';
import { go, type Way, type WayResult, ways } from './lib/intermediates.ts';
import { packDir, readPack, scratchFolder } from './lib/library.ts';
import { cameraSet, enlargedPhotos, smallPhotos } from './lib/photos.ts';
import { progress, report, type Section } from './lib/report.ts';
import { type ReferencePhoto, type ReferenceRun, requirePython, runReference } from './lib/reference.ts';
import { median } from './lib/statistics.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    python: { type: 'string', default: 'python3' },
    /** Evaluation photos of the first part. */
    photos: { type: 'string', default: '200' },
    /** Photos of 12 megapixels of the second part. */
    camera: { type: 'string', default: '16' },
  },
});
requireEvalData();
requirePython(options.python);
const pack = readPack();

/** The app beside the reference on one photo. */
interface Difference {
  readonly file: string;
  /** Absolute error of the input tensor, in steps of the 8-bit pixel values. */
  readonly maxSteps: number;
  readonly meanSteps: number;
  readonly cosine: number;
}

const session = await ImageSession.open(packDir, pack, { provider: 'cpu', threads: null });
const asTheyAre = await comparePhotos();
const large = await compareLarge();
await session.release();
const { versions } = asTheyAre;
const result = { versions, photos: asTheyAre.sets, notCompared: asTheyAre.notCompared, large };
report(options.json, result, [...photoSections(), ...large.map(largeSection)]);

interface PhotoParity {
  readonly versions: ReferenceRun['versions'];
  readonly sets: { name: string; differences: Difference[] }[];
  readonly notCompared: { file: string; app: string; reference: string }[];
}

/** Photos as they are: the sets, and odd files that both sides decode. */
async function comparePhotos(): Promise<PhotoParity> {
  const small = smallPhotos().files;
  const wanted = Math.min(Number(options.photos), small.length);
  const sets = [
    {
      name: 'photos',
      files: Array.from({ length: wanted }, (_, i) => small[Math.floor((i * small.length) / wanted)] ?? ''),
    },
    ...['orientation', 'exif', 'formats'].map((name) => ({ name: `odd: ${name}`, files: filesIn(name) })),
  ];
  const files = sets.flatMap((set) => set.files);
  await using scratch = await scratchFolder();
  progress(`reference over ${files.length} photos`);
  const reference = await runReference(options.python, files, scratch.path);
  await using pool = new DecodePool();
  const notCompared: PhotoParity['notCompared'] = [];
  const compared: PhotoParity['sets'] = [];
  for (const set of sets) {
    const differences: Difference[] = [];
    for (const path of set.files) {
      const ours = await pool.decode({ path, tower: pack.image, limits: defaultLimits, library: null });
      const theirs = reference.photos.get(path) ?? null;
      if (ours.kind === 'decoded' && theirs !== null) differences.push(await differenceOf(path, ours.tensor, theirs));
      else {
        notCompared.push({
          file: relative(evalDir, path),
          app: ours.kind === 'failed' ? ours.error.code : 'decoded',
          reference: theirs === null ? 'cannot decode' : 'decoded',
        });
      }
    }
    compared.push({ name: set.name, differences });
  }
  return { versions: reference.versions, sets: compared, notCompared };
}

function filesIn(oddFolder: string): string[] {
  const folder = join(evalDir, 'odd-files', oddFolder);
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));
}

async function differenceOf(path: string, ours: PhotoTensor, theirs: ReferencePhoto): Promise<Difference> {
  const { rescale, std } = pack.image;
  const plane = ours.length / 3;
  let max = 0;
  let sum = 0;
  for (let i = 0; i < ours.length; i++) {
    const perStep = rescale / (std[Math.floor(i / plane)] ?? 1);
    const error = Math.abs((ours[i] ?? 0) - (theirs.tensor[i] ?? 0)) / perStep;
    sum += error;
    if (error > max) max = error;
  }
  const [embedding] = await session.encode([ours]);
  return {
    file: relative(evalDir, path),
    maxSteps: max,
    meanSteps: sum / ours.length,
    cosine: embedding === undefined ? NaN : cosine(embedding, theirs.embedding),
  };
}

interface WayFigures {
  readonly way: string;
  readonly minCosine: number;
  readonly meanCosine: number;
  readonly meanSteps: number;
  readonly decodeMs: number;
  readonly resampleMs: number;
  readonly thumbMs: number;
}

interface LargeSet {
  readonly name: string;
  readonly photos: number;
  readonly ways: WayFigures[];
}

/** Photos that the app reduces while decoding, by every way. */
async function compareLarge(): Promise<LargeSet[]> {
  // As the decode threads have it.
  sharp.concurrency(1);
  sharp.cache(false);
  await using scratch = await scratchFolder();
  const camera = (await cameraSet()).files.slice(0, Number(options.camera));
  const enlarged = await enlargedPhotos(join(scratch.path, 'enlarged'), [2, 3, 4, 5, 6, 8], 5);
  const sets = [
    { name: '12 megapixels', files: camera },
    ...[2, 3, 4, 5, 6, 8].map((factor) => ({
      name: `evaluation photos enlarged ${factor}x`,
      files: enlarged.filter((one) => one.factor === factor).map(({ path }) => path),
    })),
  ];
  progress('reference over the large photos');
  const all = sets.flatMap(({ files }) => files);
  const reference = await runReference(options.python, all, join(scratch.path, 'reference'));
  const results: LargeSet[] = [];
  for (const { name, files } of sets) {
    progress(`${name}: ${ways().length} ways`);
    results.push({ name, photos: files.length, ways: await compareWays(files, reference) });
  }
  return results;
}

async function compareWays(files: readonly string[], reference: ReferenceRun): Promise<WayFigures[]> {
  const all = ways().map((way) => ({ way, runs: [] as WayResult[], differences: [] as Difference[] }));
  // Photo by photo through every way, so that a change in the machine's speed meets all of them.
  for (const path of files) {
    const theirs = reference.photos.get(path);
    if (theirs === undefined || theirs === null) throw new Error(`Expected the reference to decode "${path}"`);
    for (const one of all) {
      const run = await go(one.way, path, pack.image);
      one.runs.push(run);
      one.differences.push(await differenceOf(path, run.tensor as PhotoTensor, theirs));
    }
  }
  return all.map(({ way, runs, differences }) => figuresOf(way, runs, differences));
}

function figuresOf(way: Way, runs: readonly WayResult[], differences: readonly Difference[]): WayFigures {
  return {
    way: way.name,
    minCosine: Math.min(...differences.map((one) => one.cosine)),
    meanCosine: mean(differences.map((one) => one.cosine)),
    meanSteps: mean(differences.map((one) => one.meanSteps)),
    decodeMs: median(runs.map((run) => run.decodeMs)),
    resampleMs: median(runs.map((run) => run.resampleMs)),
    thumbMs: median(runs.map((run) => run.thumbMs)),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function photoSections(): Section[] {
  const unit = pack.image.rescale / pack.image.std[0];
  const rows = asTheyAre.sets.map(({ name, differences }) => {
    const max = Math.max(...differences.map(({ maxSteps }) => maxSteps));
    const average = mean(differences.map(({ meanSteps }) => meanSteps));
    return [
      name,
      String(differences.length),
      max.toFixed(1),
      average.toFixed(3),
      (max * unit).toFixed(4),
      (average * unit).toFixed(5),
      Math.min(...differences.map((one) => one.cosine)).toFixed(5),
      mean(differences.map((one) => one.cosine)).toFixed(6),
    ];
  });
  const worst = asTheyAre.sets
    .flatMap(({ differences }) => differences)
    .toSorted((a, b) => a.cosine - b.cosine)
    .slice(0, 15)
    .map((one) => [one.file, one.cosine.toFixed(5), one.maxSteps.toFixed(1), one.meanSteps.toFixed(3)]);
  return [
    {
      title: `The app beside the reference (${Object.entries(asTheyAre.versions)
        .map(([name, version]) => `${name} ${version}`)
        .join(', ')})`,
      rows: [
        ['photos', 'n', 'max steps', 'mean steps', 'max tensor', 'mean tensor', 'min cosine', 'mean cosine'],
        ...rows,
      ],
      notes: ['steps are those of 8-bit pixel values, tensor is the same error in units of the input tensor'],
    },
    { title: 'Furthest from the reference', rows: [['photo', 'cosine', 'max steps', 'mean steps'], ...worst] },
    {
      title: 'Not compared',
      rows: [['photo', 'app', 'reference'], ...asTheyAre.notCompared.map((one) => [one.file, one.app, one.reference])],
    },
  ];
}

function largeSection({ name, photos, ways: figures }: LargeSet): Section {
  return {
    title: `${name}: ${photos} photos, ways to the tower's input beside a full decode by Pillow`,
    rows: [
      ['way', 'min cosine', 'mean cosine', 'mean steps', 'decode ms', 'resample ms', 'thumb ms', 'sum ms'],
      ...figures.map((way) => [
        way.way,
        way.minCosine.toFixed(5),
        way.meanCosine.toFixed(6),
        way.meanSteps.toFixed(3),
        way.decodeMs.toFixed(1),
        way.resampleMs.toFixed(1),
        way.thumbMs.toFixed(1),
        (way.decodeMs + way.resampleMs + way.thumbMs).toFixed(1),
      ]),
    ],
    notes: ['times are medians on one thread, one photo at a time'],
  };
}
