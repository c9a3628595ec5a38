import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  AppError,
  type Check,
  type DoctorReport,
  noFilters,
  type ProcessorReport,
  type ProcessorRequest,
} from '../../src-contract/index.ts';
import type { SelfTestOutcome } from '../core/encoder-protocol.ts';
import { agreementPairs } from '../core/pack/agreement.ts';
import type { PackManifest } from '../core/pack/manifest.ts';
import { Engine } from '../engine/engine.ts';
import type { EngineOptions } from '../engine/engine-options.ts';
import { verifyPack } from '../engine/models/index.ts';
import { Store } from '../engine/store/store.ts';
import { agreementPicture } from './paths.ts';

/** Photos of the library that GPUs are compared on with the CPU, at most. */
const comparedPhotos = 32;

/** What is taken from the library: photos to compare on, and what the user has set. */
interface FromLibrary {
  photos: string[];
  processor: ProcessorRequest;
}

/**
 * Find out whether this installation works, without touching the library: every check runs even when one before it
 * failed, and says what it found.
 */
export async function runDoctor(options: EngineOptions): Promise<DoctorReport> {
  const versions: Record<string, string> = {
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
  const checks: Check[] = [];
  const check = async (name: string, look: () => Promise<string>): Promise<void> => {
    try {
      checks.push({ name, ok: true, detail: await look() });
    } catch (thrown) {
      const error = AppError.from(thrown);
      checks.push({ name, ok: false, detail: `${error.code}: ${error.message}` });
    }
  };
  const library: FromLibrary = { photos: [], processor: 'auto' };
  await check('data folder', () => {
    using store = Store.open(options.dataDir);
    library.photos = store.files.some(comparedPhotos).map(({ folder, path }) => join(folder, path));
    library.processor = store.settings.get().processor;
    versions['sqlite'] = store.sqliteVersion;
    store.quickCheck();
    return Promise.resolve(`${options.dataDir} is writable and its database is sound`);
  });
  await check('model pack', async () => {
    const { manifest } = await verifyPack(options.packDir);
    return `${manifest.title} ${manifest.version} (${manifest.id}): manifest valid, ${manifest.files.length} files with the right size and sha256`;
  });
  const processors = await checkEncoder(options, library, versions, check);
  return { ok: checks.every(({ ok }) => ok), versions, checks, processors };
}

async function checkEncoder(
  options: EngineOptions,
  library: FromLibrary,
  versions: Record<string, string>,
  check: (name: string, look: () => Promise<string>) => Promise<void>,
): Promise<ProcessorReport | null> {
  const scratch = await mkdtemp(join(tmpdir(), 'eidetic-doctor-'));
  try {
    await using stack = new AsyncDisposableStack();
    let engine: Engine | undefined;
    await check('encoder', async () => {
      engine = stack.use(await Engine.open(scratchOptions(options, scratch)));
      engine.settings.set({ processor: library.processor });
      const info = await engine.encoder.warmUp();
      Object.assign(versions, info.versions);
      return `runs on ${info.provider} (${info.providerReason}); ${describeSelfTest(info.selfTest)}`;
    });
    await check('one photo, there and back', async () => {
      if (engine === undefined) throw new AppError('ENCODER_UNAVAILABLE', 'Not tried: the encoder did not start');
      return roundTrip(engine, options.packDir, join(scratch, 'photos'));
    });
    if (engine === undefined) return null;
    const { requested } = engine.processors.report;
    await engine.processors.tryAll({ photos: library.photos, request: requested, again: true });
    return engine.processors.report;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A library of the doctor's own, with the libraries that the user's may have. */
function scratchOptions(options: EngineOptions, scratch: string): EngineOptions {
  const cudaDir = options.cudaDir ?? join(options.dataDir, 'cuda');
  return { ...options, dataDir: join(scratch, 'data'), cudaDir, tryProcessors: false };
}

/** What the towers of a pack were tested by, in words. */
export function describeSelfTest({ kind, text, image, agreement }: SelfTestOutcome): string {
  if (agreement !== null)
    return `the pack has no golden vectors; of ${agreement.of} drawn pictures ${agreement.images} find their text, of as many texts ${agreement.texts} their picture`;
  const vectors = kind === 'recorded' ? 'golden vectors recorded here' : 'golden vectors of the pack';
  return `self-test by ${vectors}: cosine at least ${image?.toFixed(6) ?? '?'} for images, ${text?.toFixed(6) ?? '?'} for texts`;
}

/** A photo that a pack is tested with. @throws PACK_MANIFEST_INVALID when it has none. */
export function samplePhoto(packDir: string, { selfTest }: PackManifest): string {
  if (selfTest.kind === 'agreement') return agreementPicture(agreementPairs[0].file);
  const [sample] = selfTest.images;
  if (sample === undefined)
    throw new AppError('PACK_MANIFEST_INVALID', 'Expected a self-test image but the pack has none');
  return join(packDir, sample.file);
}

/** Index one photo that comes with the pack, then find it by its own picture and by a text. */
async function roundTrip(engine: Engine, packDir: string, folder: string): Promise<string> {
  const { manifest } = await verifyPack(packDir);
  const sample = samplePhoto(packDir, manifest);
  const photo = join(folder, 'photo.png');
  await mkdir(folder, { recursive: true });
  await copyFile(sample, photo);
  await engine.library.addFolder(folder);
  const started = performance.now();
  const { encoded, failed } = await engine.library.index({ folderIds: null, retryFailed: false });
  if (encoded !== 1)
    throw new AppError('INTERNAL', `Expected one photo to be encoded but ${encoded} were and ${failed} failed`);
  const request = { top: 1, folder: null, filters: noFilters, sort: 'relevance' } as const;
  const byImage = await engine.search.local({ ...request, text: null, images: [{ path: photo }] });
  const byText = await engine.search.local({ ...request, text: 'a photo', images: [] });
  const [hit] = byImage.hits;
  if (hit === undefined || byText.hits.length !== 1 || !(hit.score > 0.999)) {
    throw new AppError(
      'INTERNAL',
      `Expected the photo to find itself at cosine 1 but received ${hit?.score ?? 'nothing'}`,
    );
  }
  return `indexed, stored and found again at cosine ${hit.score.toFixed(4)} in ${Math.round(performance.now() - started)} ms`;
}
