/**
 * What the choices in [Note: Session options] rest on: `npm run bench:sessions`, with `-- --json` as one JSON object.
 *
 * One thing is changed at a time, each trial in a fresh process, all of them once a round. The first row is the
 * product's own session; every other row is the runtime with the options named and else the product's.
 */
import './lib/telemetry-off.ts';
import { writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { cpuBatch } from '../src-main/encoder/service.ts';
import { captionedPhotos, requireEvalData } from './lib/eval-data.ts';
import { decodeSome } from './lib/index-stages.ts';
import { scratchFolder } from './lib/library.ts';
import { smallPhotos } from './lib/photos.ts';
import { answer, inFreshProcess } from './lib/processes.ts';
import { progress, report, type Section, withRange } from './lib/report.ts';
import { type TextTrialResult, textTrial, trial, type TrialOptions, type TrialResult } from './lib/session-trial.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    rounds: { type: 'string', default: '3' },
    /** For the processes of the trials. */
    trial: { type: 'string' },
    text: { type: 'string' },
    tensors: { type: 'string', default: '' },
  },
});
requireEvalData();
const cores = availableParallelism();

/** What open-session.ts asks for, and the batch of service.ts. */
const chosen = {
  graphOptimizationLevel: 'all',
  executionMode: 'sequential',
  intraOpNumThreads: 0,
  extra: { session: { intra_op: { allow_spinning: '0' } } },
} as const satisfies TrialOptions['session'];
const chosenBatch = cpuBatch;

if (options.trial !== undefined) await answer(await trial(JSON.parse(options.trial) as TrialOptions, options.tensors));
else if (options.text !== undefined) await answer(await textTrial(JSON.parse(options.text) as number | null, texts()));
else await main();

function trials(): { name: string; options: TrialOptions }[] {
  const change = (
    name: string,
    session: TrialOptions['session'] = {},
    batch = chosenBatch,
  ): { name: string; options: TrialOptions } => ({
    name,
    options: { product: false, batch, session: { ...chosen, ...session } },
  });
  const spinning = { extra: { session: { intra_op: { allow_spinning: '1' } } } };
  const threads = [...new Set([1, 2, cores])];
  return [
    { name: `product, batch ${chosenBatch}`, options: { product: true, batch: chosenBatch, session: {} } },
    change('threads 0 (the runtime decides)'),
    ...threads.map((count) => change(`threads ${count}`, { intraOpNumThreads: count })),
    ...[1, 2, 4, 16, 32].map((batch) => change(`batch ${batch}`, {}, batch)),
    change('spinning', spinning),
    change('spinning, batch 2', spinning, 2),
    change('spinning, no memory arena', { ...spinning, enableCpuMemArena: false }),
    change('optimization extended', { graphOptimizationLevel: 'extended' }),
    change('optimization basic', { graphOptimizationLevel: 'basic' }),
    change('no memory arena', { enableCpuMemArena: false }),
    change('no memory pattern', { enableMemPattern: false }),
  ];
}

/** 64 captions, the same for every trial. */
function texts(): string[] {
  return captionedPhotos('flickr8k')
    .slice(0, 64)
    .map(({ captions }) => captions[0] ?? '');
}

async function main(): Promise<void> {
  await using scratch = await scratchFolder();
  const tensors = join(scratch.path, 'tensors.f32');
  const decoded = await decodeSome(smallPhotos(), 32);
  await writeFile(tensors, Buffer.concat(decoded.map((tensor) => new Uint8Array(tensor.buffer))));
  const image = trials().map((one) => ({ ...one, results: [] as TrialResult[] }));
  const text = [null, 1, 2].map((threads) => ({ threads, results: [] as TextTrialResult[] }));
  for (let round = 1; round <= Number(options.rounds); round++) {
    for (const one of image) {
      const args = ['--trial', JSON.stringify(one.options), '--tensors', tensors];
      const result = await inFreshProcess<TrialResult>(import.meta.filename, args);
      one.results.push(result);
      progress(`round ${round}, ${one.name}: ${result.photosPerSecond.toFixed(1)} photos/s`);
    }
    for (const one of text) {
      const args = ['--text', JSON.stringify(one.threads)];
      one.results.push(await inFreshProcess<TextTrialResult>(import.meta.filename, args));
    }
  }
  report(options.json, { image, text }, [imageSection(image), textSection(text)]);
}

function imageSection(image: readonly { name: string; results: TrialResult[] }[]): Section {
  const column = (results: readonly TrialResult[], of: (result: TrialResult) => number, digits = 0): string =>
    withRange(results.map(of), digits);
  return {
    title: 'Image tower, median (min-max) over the rounds',
    rows: [
      ['options', 'photos/s', 'CPU ms/photo', 'load ms', 'first run ms', 'resident MiB', 'peak MiB'],
      ...image.map(({ name, results }) => [
        name,
        column(results, (result) => result.photosPerSecond, 1),
        column(results, (result) => result.cpuMsPerPhoto, 1),
        column(results, (result) => result.loadMs),
        column(results, (result) => result.firstRunMs),
        column(results, (result) => result.residentMiB),
        column(results, (result) => result.peakMiB ?? NaN),
      ]),
    ],
    notes: [
      `memory is that of the whole process; before loading it held ${column(
        image.flatMap(({ results }) => results),
        (result) => result.beforeMiB,
      )} MiB, 37 MiB of them the photos`,
    ],
  };
}

function textSection(text: readonly { threads: number | null; results: TextTrialResult[] }[]): Section {
  const column = (results: readonly TextTrialResult[], of: (result: TextTrialResult) => number, digits = 0): string =>
    withRange(results.map(of), digits);
  return {
    title: 'Text tower, the product session, captions of about 12 words, median (min-max) over the rounds',
    rows: [
      ['threads', '1 text ms', 'CPU ms/text', '32 texts ms', 'load ms', 'first ms', 'resident MiB'],
      ...text.map(({ threads, results }) => [
        threads === null ? 'the runtime decides (product)' : String(threads),
        column(results, (result) => result.oneTextMs, 1),
        column(results, (result) => result.cpuMsPerText, 1),
        column(results, (result) => result.manyTextsMs, 1),
        column(results, (result) => result.loadMs),
        column(results, (result) => result.firstMs),
        column(results, (result) => result.residentMiB),
      ]),
    ],
  };
}
