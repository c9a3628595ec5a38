import pLimit from 'p-limit';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import sharp from 'sharp';
import type { Miniature } from '../../core/duplicates/miniature.ts';
import type { DecodeLimits, SidecarRequest } from '../../core/encoder-protocol.ts';
import { type DecodeResult, type DecodeTask, decodePhoto, type PhotoTensor } from './decode-photo.ts';
import { decodeWindows, type WindowsResult, type WindowsTask } from './decode-windows.ts';
import type { PhotoLook } from '../../core/looks/measure.ts';
import type { SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import { readAgain, type ReadingResult, type ReadingTask } from './read-again.ts';
import { type MiniatureTask, readMiniatures } from './read-miniatures.ts';
import { type LookTask, readLooks } from './read-looks.ts';
import { readSidecars } from '../sidecars/read-sidecar.ts';
import { renderPhoto, type RenderResult, type RenderTask } from './render-photo.ts';
import { renderTile, type TileTask } from './render-tile.ts';

/**
 * Thread of the decode pool. Photos are decoded off the encoder's main thread because that one is blocked for the
 * length of every inference; tasks are handed over ahead of time for the same reason.
 */

// Parallelism comes from several photos at a time: splitting one photo's pipeline over threads costs more than it
// gains at these sizes. The operation cache would only hold pixels that are never asked for again.
sharp.concurrency(1);
sharp.cache(false);

/** A decoder may take its time twice, strictly and leniently; what takes longer is not going to end. */
const graceFactor = 3;

/** Library photos in work at once in this thread: one in JavaScript while the other is in libvips. */
const atOnce = pLimit(2);
/** What somebody waits for does not queue behind the library. */
const urgentAtOnce = pLimit(2);
/** Nor does anything wait for all pixels of a large photo. */
const pixelsAtOnce = pLimit(2);

export default async function decodeTask(task: DecodeTask): Promise<unknown> {
  const limit = task.library === null ? urgentAtOnce : atOnce;
  const result = await limit(() => endingProcess(task.limits, () => decodePhoto(task)));
  if (result.kind !== 'decoded') return result;
  const { tensor, surroundings } = result;
  return moving(result, surroundings === undefined ? [tensor] : [tensor, surroundings]);
}

export async function windowsTask(task: WindowsTask): Promise<unknown> {
  const result = await atOnce(() => endingProcess(task.limits, () => decodeWindows(task)));
  return result.kind === 'windows' ? moving(result, result.tensors) : result;
}

export async function renderTask(task: RenderTask): Promise<RenderResult> {
  const limit = task.kind === 'pixels' ? pixelsAtOnce : urgentAtOnce;
  return limit(() => endingProcess(task.limits, () => renderPhoto(task)));
}

export async function tileTask(task: TileTask): Promise<RenderResult> {
  return urgentAtOnce(() => endingProcess(task.limits, () => renderTile(task)));
}

/** One after the other: nobody waits for them, and each is a small file. */
export async function sidecarsTask(requests: readonly SidecarRequest[]): Promise<(SidecarFacts | null)[]> {
  return readSidecars(requests);
}

export async function miniaturesTask(task: MiniatureTask): Promise<(Miniature | null)[]> {
  return atOnce(() => endingProcess(task.limits, () => readMiniatures(task)));
}

export async function looksTask(task: LookTask): Promise<(PhotoLook | null)[]> {
  return atOnce(() => endingProcess(task.limits, () => readLooks(task)));
}

export async function readingTask(task: ReadingTask): Promise<ReadingResult> {
  return atOnce(() => endingProcess(task.limits, () => readAgain(task)));
}

/**
 * Do work that has time limits of its own; where they have no effect, because native code does not look at them, end the
 * process. The engine starts another one and tries the photos again, the suspects one by one: see its [Note: Crashes].
 */
async function endingProcess<T>({ timeoutSeconds }: DecodeLimits, work: () => Promise<T>): Promise<T> {
  const timer = setTimeout(() => process.kill(process.pid, 'SIGKILL'), timeoutSeconds * graceFactor * 1_000);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
  }
}

/** Move the tensors' memory to the main thread instead of copying it. */
function moving(result: DecodeResult | WindowsResult, tensors: readonly PhotoTensor[]): unknown {
  return move({
    get [transferableSymbol]() {
      return tensors.map(({ buffer }) => buffer);
    },
    get [valueSymbol]() {
      return result;
    },
  });
}
