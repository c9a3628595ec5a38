import { reachShares } from '../../../src-main/core/dense/deciding-box.ts';
import type { ReachByHeat } from '../../../src-main/core/dense/heat-map.ts';
import { blendedHeat, occlusionHeat } from '../../../src-main/core/dense/occlusion.ts';
import { heatOf, leastAlike, refinedPatches } from '../../../src-main/core/dense/patches.ts';
import type { OcclusionEmbeddings } from '../../../src-main/core/encoder-protocol.ts';
import { dot, type Embedding } from '../../../src-main/core/math/vector.ts';

export const grid = { rows: 8, columns: 8 } as const;

/** A picture in all the ways that maps of it are made of. */
export interface Mapped {
  /** As the model gives them, row-major [64, dim]. */
  readonly patches: Embedding;
  readonly occlusions: OcclusionEmbeddings;
}

/** What maps are made of. `both` is what the product shows to who looks on, `patches` what it shows at once. */
export const sources = ['patches', 'occlusion', 'both'] as const;
export type Source = (typeof sources)[number];

/** Make the map of a text in a picture, as the product does. Row-major over `grid`. */
export function mapOf(source: Source, { patches, occlusions }: Mapped, text: Embedding): ArrayLike<number> {
  const byPatches = (): Float64Array => heatOf(refinedPatches(patches, text.length, leastAlike), text);
  if (source === 'patches') return byPatches();
  const score = dot(occlusions.whole, text);
  const byOcclusion = occlusionHeat(
    occlusions.covered.map((covered) => score - dot(covered, text)),
    grid,
  );
  return source === 'both' ? blendedHeat(byOcclusion, byPatches()) : byOcclusion;
}

/** By what the product makes the box of a map that `mapOf` made. */
export function reachOf(source: Source, mapped: Mapped, text: Embedding): ReachByHeat {
  return source === 'occlusion'
    ? { heat: mapOf(source, mapped, text), share: reachShares.occlusion }
    : { heat: mapOf('patches', mapped, text), share: reachShares.patches };
}
