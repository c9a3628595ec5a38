import type { ProcessorReport } from '../../../src-contract/index.ts';

/** Where photos are encoded and why, then every provider that was tried with what came of it; none without a report. */
export function processorLines(report: ProcessorReport | null): string[] {
  if (report === null) return [];
  const { provider, requested, reason, trials, notice } = report;
  return [
    `photos are encoded on ${provider} (asked for: ${requested}): ${reason}`,
    ...trials.map((trial) => {
      const { lowestCosine, photos, adapter } = trial;
      const parts = [
        ...(adapter === null ? [] : [adapter]),
        trial.reason,
        ...(lowestCosine === null ? [] : [`cosine to the CPU at least ${lowestCosine.toFixed(6)} on ${photos} photos`]),
      ];
      return `${trial.provider} ${trial.outcome}: ${parts.join('; ')}`;
    }),
    ...(notice === null ? [] : [`the GPU was lost: ${notice}`]),
  ];
}
