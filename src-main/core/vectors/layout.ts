/** Rows in a block: what is loaded, stored and scanned at a time. 1 MB at 512 dimensions. The kernel knows it too. */
export const blockRows = 2048;
/** Queries that share one pass over the memory. */
export const queriesAtOnce = 16;
/** Candidates of one query that a thread can hold: twice what it keeps when nothing tells photos apart. */
export const candidateCapacity = 16_384;
/** Most hits that can be asked for: of what a thread gathers at least a quarter must be candidates proper. */
export const mostHits = candidateCapacity / 4;

/** Bytes of the bit mask of a block. */
export const maskBytes = blockRows / 8;
export const pageBytes = 65_536;
export const queryHeaderBytes = 32;
export const foundBytes = 32;

/** A segment stays below 2 GiB, where an address is a small positive number everywhere. */
export const segmentBytes = 2 ** 30;
const constantBytes = 64;

/**
 * Where things lie in a segment, a shared memory that holds many blocks of codes: byte offsets. The kernel (scan.as.ts)
 * works on such a memory.
 *
 * A block is: the coarse plane [blockRows, dim / 2], the fine plane [blockRows, dim / 2], scales f32 [blockRows],
 * photo ids u32 [blockRows], biases f32 [blockRows]; it is stored in the database as it lies here. Before the blocks come, for the whole
 * segment, `alive` and `filter` masks of a bit a row, the queries, and what each thread has found for each query.
 */
export interface SegmentLayout {
  /** Values of a code, a multiple of 64: those beyond the embedding's own are 0. */
  readonly dim: number;
  readonly blockBytes: number;
  /** Blocks that fit. */
  readonly capacity: number;
  readonly alive: number;
  readonly filter: number;
  readonly queries: number;
  readonly queryBytes: number;
  readonly found: number;
  readonly keys: number;
  readonly blocks: number;
}

/**
 * Lay out a segment for codes of `dim` values, a multiple of 64, scanned by up to `threads` threads.
 *
 * @param most bytes of the segment: with little there is room for one block.
 */
export function segmentLayout(dim: number, threads: number, most: number = segmentBytes): SegmentLayout {
  const blockBytes = blockRows * (dim + 12);
  const queryBytes = queryHeaderBytes + 3 * dim;
  const workBytes =
    queriesAtOnce * queryBytes + threads * queriesAtOnce * (foundBytes + candidateCapacity * 8) + constantBytes;
  const capacity = Math.max(1, Math.floor((most - workBytes - 2 * pageBytes) / (blockBytes + 2 * maskBytes)));
  const alive = constantBytes;
  const filter = alive + capacity * maskBytes;
  const queries = filter + capacity * maskBytes;
  const found = queries + queriesAtOnce * queryBytes;
  const keys = found + threads * queriesAtOnce * foundBytes;
  const end = keys + threads * queriesAtOnce * candidateCapacity * 8;
  // Blocks begin on a page, so that work space and codes never share one.
  const blocks = Math.ceil(end / pageBytes) * pageBytes;
  return { dim, blockBytes, capacity, alive, filter, queries, queryBytes, found, keys, blocks };
}
