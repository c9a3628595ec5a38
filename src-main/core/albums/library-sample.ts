/** Photos of a library that stand for all of it: about two thirds to learn from, the others to measure by. */
const sampleSize = 1500;

/**
 * Choose photos of a library that stand for all of it, the same whenever it is asked, and nearly the same when some
 * photos have come or gone: those whose ids have the lowest hashes.
 */
export function sampleOf(ids: readonly number[], size = sampleSize): number[] {
  if (ids.length <= size) return [...ids].sort((a, b) => a - b);
  const hashes = Uint32Array.from(ids, (id) => hashOf(id, 1)).sort();
  const highest = hashes[size - 1] ?? 0;
  return ids.filter((id) => hashOf(id, 1) <= highest).sort((a, b) => a - b);
}

/** Is a photo of the sample one to measure by, rather than to learn from? It does not depend on any other photo. */
export function isHeldOut(id: number): boolean {
  return hashOf(id, 2) % 3 === 0;
}

/** A whole number of 32 bits that looks like chance: the finalizer of MurmurHash3, by Austin Appleby. */
function hashOf(id: number, seed: number): number {
  let hash = Math.imul(id, 0x9e37_79b1) ^ Math.imul(seed, 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85eb_ca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
