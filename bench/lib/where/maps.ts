import { leastAlike, refinedPatches } from '../../../src-main/core/dense/patches.ts';
import { type WhereHeat, whereHeat } from '../../../src-main/core/dense/where-heat.ts';
import type { OcclusionEmbeddings } from '../../../src-main/core/encoder-protocol.ts';
import type { Embedding } from '../../../src-main/core/math/vector.ts';

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

/** Make the map of a text in a picture, as the product does, with what its box is made by. */
export function mapOf(source: Source, { patches, occlusions }: Mapped, text: Embedding): WhereHeat {
  const refined = source === 'occlusion' ? null : refinedPatches(patches, text.length, leastAlike);
  return whereHeat(text, { patches: refined, occlusions: source === 'patches' ? null : occlusions }, grid);
}
