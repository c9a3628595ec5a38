import type { OcclusionEmbeddings } from '../encoder-protocol.ts';
import { dot, type Embedding } from '../math/vector.ts';
import { reachShares } from './deciding-box.ts';
import type { ReachByHeat } from './heat-map.ts';
import { blendedHeat, occlusionHeat } from './occlusion.ts';
import { heatOf, type PatchGrid } from './patches.ts';

/** What is known of a photo that maps can be made of; one of them is not null. */
export interface Looked {
  /** Refined, row-major [rows * columns, dim]; null by a pack without patches. */
  readonly patches: Embedding | null;
  /** Of `coverings`; null where the photo has only been looked at once. */
  readonly occlusions: OcclusionEmbeddings | null;
}

/** Heat of the cells of a photo, row-major [rows * columns] in no unit, and by what the box of the hottest part is made. */
export interface WhereHeat {
  readonly heat: ArrayLike<number>;
  readonly reach: ReachByHeat;
}

/**
 * Find where in a photo something is: by what patches look like, by what it costs to cover parts of the photo, or by both. What a
 * part looks like says how far it reaches; what decided may be less than all of it. See [Note: Where].
 *
 * @param wanted unit vector [dim] of what is looked for.
 * @throws RangeError where there is not one embedding for each of `coverings`
 */
export function whereHeat(
  wanted: Embedding,
  { patches, occlusions }: Looked,
  grid: Pick<PatchGrid, 'rows' | 'columns'>,
): WhereHeat {
  const byPatches = patches === null ? null : heatOf(patches, wanted);
  const byOcclusion = occlusions === null ? null : heatOfCosts(wanted, occlusions, grid);
  if (byPatches === null) {
    if (byOcclusion === null) throw new Error('Expected patches of the photo, or embeddings of it with parts covered');
    return { heat: byOcclusion, reach: { heat: byOcclusion, share: reachShares.occlusion } };
  }
  const heat = byOcclusion === null ? byPatches : blendedHeat(byOcclusion, byPatches);
  return { heat, reach: { heat: byPatches, share: reachShares.patches } };
}

function heatOfCosts(
  wanted: Embedding,
  { whole, covered }: OcclusionEmbeddings,
  grid: Pick<PatchGrid, 'rows' | 'columns'>,
): Float64Array {
  const score = dot(whole, wanted);
  return occlusionHeat(
    covered.map((each) => score - dot(each, wanted)),
    grid,
  );
}
