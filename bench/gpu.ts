/**
 * Encoding on a GPU beside the CPU: `npm run bench:gpu`, with `-- --json` as one JSON object.
 *
 * Every provider that this system can have, each in a fresh process: cosine to the CPU on the same photos, and photos a
 * second by batch beside the CPU's of the same minute; then decoding alone, with the threads of either, and the whole
 * pipeline on each provider that is right. `--software` accepts an adapter that computes on the CPU. What needs a GPU is
 * left out where there is none, and that is said.
 */
import './lib/telemetry-off.ts';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultLimits } from '../src-main/core/encoder-protocol.ts';
import type { Provider } from '../src-main/core/pack/manifest.ts';
import {
  type GpuProvider,
  preferredProviders,
  type ProbeFindings,
  type SpeedFindings,
} from '../src-main/core/processor/trial.ts';
import { DecodePool } from '../src-main/encoder/decode/decode-pool.ts';
import { ProviderProbe } from '../src-main/encoder/probe/provider-probe.ts';
import { Engine } from '../src-main/engine/engine.ts';
import { forkEncoder } from '../src-main/headless/fork-encoder.ts';
import { createLogger } from '../src-main/headless/log.ts';
import { captionedPhotos, requireEvalData } from './lib/eval-data.ts';
import { decodeStage } from './lib/index-stages.ts';
import { packDir, readPack, scratchFolder } from './lib/library.ts';
import { smallPhotos } from './lib/photos.ts';
import { answer, clocked, inFreshProcess } from './lib/processes.ts';
import { progress, report, type Section } from './lib/report.ts';

interface Probed {
  readonly provider: GpuProvider;
  readonly findings: ProbeFindings | null;
  readonly speed: SpeedFindings | null;
  /** Why there is nothing more; null when all of it is there. */
  readonly reason: string | null;
}

interface Whole {
  readonly provider: Provider;
  readonly photosPerSecond: number;
  readonly failed: number;
}

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    software: { type: 'boolean', default: false },
    /** For the processes of the probes. */
    probe: { type: 'string' },
  },
});
requireEvalData();
const compared = captionedPhotos('coco')
  .slice(0, 32)
  .map(({ path }) => path);

if (options.probe !== undefined) await answer(await probe(options.probe as GpuProvider));
else await main();

async function probe(provider: GpuProvider): Promise<Probed> {
  await using pool = new DecodePool();
  const request = { packDir, provider, photos: compared, threads: null, acceptSoftware: options.software };
  const opened = await ProviderProbe.open(request, readPack(), (task) => pool.decode(task));
  const speed = (await opened.probe?.measure()) ?? null;
  return { provider, findings: opened.findings, speed, reason: opened.findings.refused?.reason ?? null };
}

async function probeApart(provider: GpuProvider): Promise<Probed> {
  progress(`${provider}: probed in a process of its own`);
  const args = ['--probe', provider, ...(options.software ? ['--software'] : [])];
  try {
    return await inFreshProcess<Probed>(import.meta.filename, args);
  } catch (error) {
    // A driver that ends the process is a result, too.
    return { provider, findings: null, speed: null, reason: String(error) };
  }
}

async function whole(provider: Provider): Promise<Whole> {
  progress(`whole pipeline on ${provider}`);
  await using scratch = await scratchFolder();
  const dataDir = join(scratch.path, 'data');
  const base = { dataDir, packDir, provider, launchEncoder: forkEncoder, log: createLogger() };
  await using engine = await Engine.open({ ...base, limits: defaultLimits, captions: [] });
  await engine.encoder.warmUp();
  for (const folder of smallPhotos().folders) await engine.library.addFolder(folder);
  const { ms, value } = await clocked(() => engine.library.index({ folderIds: null, retryFailed: false }));
  return { provider, photosPerSecond: (value.encoded * 1000) / ms, failed: value.failed };
}

async function main(): Promise<void> {
  const probed: Probed[] = [];
  for (const provider of preferredProviders(process.platform)) probed.push(await probeApart(provider));
  const usable = probed.filter(({ speed }) => speed !== null).map(({ provider }) => provider);
  const cores = availableParallelism();
  progress('decoding alone');
  const set = smallPhotos();
  const decoded = [
    { threads: 'as beside the CPU', ...(await decodeStage(set, null)) },
    { threads: `${cores}, as beside a GPU`, ...(await decodeStage(set, cores)) },
  ];
  const wholes: Whole[] = [];
  for (const provider of ['cpu', ...usable] as const) wholes.push(await whole(provider));
  const none = usable.length === 0 ? ['There is no GPU here that can be used: its part was left out.'] : [];
  const sections: Section[] = [
    {
      title: 'Providers',
      rows: [['provider', 'adapter', 'batch', 'photos/s', 'CPU', 'lowest cosine'], ...rows(probed)],
      notes: none,
    },
    {
      title: 'Decoding alone',
      rows: [
        ['threads', 'photos/s'],
        ...decoded.map(({ threads, photos, seconds }) => [threads, (photos / seconds).toFixed(1)]),
      ],
    },
    {
      title: 'Whole pipeline',
      rows: [
        ['provider', 'photos/s', 'failed'],
        ...wholes.map(({ provider, photosPerSecond, failed }) => [
          provider,
          photosPerSecond.toFixed(1),
          String(failed),
        ]),
      ],
    },
  ];
  report(options.json, { probed, decoded, wholes }, sections);
}

function rows(probed: readonly Probed[]): string[][] {
  return probed.flatMap(({ provider, findings, speed, reason }) => {
    const adapter = findings?.adapter ?? '?';
    if (speed === null) return [[provider, adapter, reason ?? 'not measured', '', '', '']];
    const cosine = findings?.lowestCosine?.toFixed(6) ?? '';
    return speed.batches.map(({ batch, photosPerSecond }) => [
      provider,
      adapter,
      String(batch),
      photosPerSecond.toFixed(1),
      speed.cpuPhotosPerSecond.toFixed(1),
      cosine,
    ]);
  });
}
