import type { SpeedFindings } from '../../core/processor/trial.ts';

/** The batch of the CPU that a GPU is compared with; see [Note: Session options]. */
export const cpuBatchMeasured = 8;
/** Batches that are tried, as far as the pack allows them. Beyond these none gained anything and all cost memory. */
const batchSizes = [1, 4, 8, 16, 32, 64];
/** Time that one figure may take; at least two inferences are made, the first of them uncounted. */
const measuredMs = 700;
/** A larger batch is not tried when an inference takes so long: it would keep a query waiting. */
const longestMs = 1500;
/** Nor when the last one was slower than the best by this. */
const worse = 0.9;

/** Photos a second of an inference of `batch` photos, after one that compiles what has to be compiled. */
export async function photosPerSecond(
  batch: number,
  run: () => Promise<unknown>,
  nowMs: () => number = () => performance.now(),
): Promise<number> {
  await run();
  const startedMs = nowMs();
  let runs = 0;
  do {
    await run();
    runs++;
  } while (nowMs() - startedMs < measuredMs);
  // A clock that stands still must not make an infinite rate.
  return (runs * batch * 1000) / Math.max(nowMs() - startedMs, 0.001);
}

/**
 * Measure batches, small ones first, until one is too large for the memory, too slow, or gains nothing any more.
 *
 * @throws what the smallest batch throws: without it there is nothing to be had of the provider.
 */
export async function measureBatches(
  maxBatch: number,
  run: (batch: number) => Promise<unknown>,
  nowMs?: () => number,
): Promise<SpeedFindings['batches']> {
  const measured: SpeedFindings['batches'] = [];
  for (const batch of batchSizes.filter((size) => size <= maxBatch)) {
    let rate: number;
    try {
      rate = await photosPerSecond(batch, () => run(batch), nowMs);
    } catch (error) {
      // Out of memory, most likely: what was measured before it stands.
      if (measured.length === 0) throw error;
      break;
    }
    const best = Math.max(0, ...measured.map(({ photosPerSecond: before }) => before));
    measured.push({ batch, photosPerSecond: rate });
    if (rate < best * worse || (batch * 1000) / rate > longestMs) break;
  }
  return measured;
}
