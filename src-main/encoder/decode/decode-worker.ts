import pLimit from 'p-limit';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import sharp from 'sharp';
import { type DecodeResult, type DecodeTask, decodePhoto } from './decode-photo.ts';

/**
 * Thread of the decode pool. Photos are decoded off the encoder's main thread because that one is blocked for the
 * length of every inference; tasks are handed over ahead of time for the same reason.
 */

// Parallelism comes from several photos at a time: splitting one photo's pipeline over threads costs more than it
// gains at these sizes. The operation cache would only hold pixels that are never asked for again.
sharp.concurrency(1);
sharp.cache(false);

/** Photos in work at once in this thread: one in JavaScript while the other is in libvips. */
const atOnce = pLimit(2);

export default async function decodeTask(task: DecodeTask): Promise<unknown> {
  const result = await atOnce(() => decodePhoto(task));
  return result.kind === 'decoded' ? handOver(result) : result;
}

/** Move the tensor's memory to the main thread instead of copying it. */
function handOver(result: Extract<DecodeResult, { kind: 'decoded' }>): unknown {
  return move({
    get [transferableSymbol]() {
      return [result.tensor.buffer];
    },
    get [valueSymbol]() {
      return result;
    },
  });
}
