import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Embedding, normalized } from '../../../src-main/core/math/vector.ts';
import { Coder, type CodeRow } from '../../../src-main/core/vectors/codes.ts';
import { scanKernel } from '../../../src-main/core/vectors/kernel/scan-kernel.ts';
import { blockRows, maskBytes, type SegmentLayout, segmentLayout } from '../../../src-main/core/vectors/layout.ts';
import { Segment } from '../../../src-main/engine/search/mirror/segment.ts';
import { random } from '../../helpers/vector-library.ts';

interface Filled {
  readonly coder: Coder;
  readonly layout: SegmentLayout;
  readonly segment: Segment;
  readonly rows: readonly Embedding[];
  readonly scale: number;
}

/** Of the photo in a row. */
function biasOf(row: number): number {
  return Math.fround((row % 7) / 20 - 0.1);
}

/** A block with embeddings of every kind, their ids being row + 1. */
function fill(dim: number, count: number, seed: number): Filled {
  const coder = new Coder(dim);
  const layout = segmentLayout(coder.dim, 1, 1);
  const segment = new Segment(layout);
  segment.reserve(1);
  const next = random(seed);
  let scale = 0;
  const rows = Array.from({ length: count }, (_, row) => {
    const power = row % 3 === 0 ? 5 : 1;
    const one = normalized(Float32Array.from({ length: dim }, () => (2 * next() - 1) ** power));
    const itsScale = coder.encode(one, segment.row(0, row));
    scale = Math.max(scale, itsScale);
    segment.label(0, row, { scale: itsScale, id: row + 1, bias: biasOf(row) });
    segment.setAlive(0, row, true);
    return one;
  });
  return { coder, layout, segment, rows, scale };
}

/** Value k of a row's code, -127..127. */
function codeAt({ bytes, start, fine }: CodeRow, k: number): number {
  const at = start + (k >> 5) * 16 + (k & 15);
  const shift = k & 16 ? 4 : 0;
  const upper = ((bytes[at] ?? 0) >> shift) & 15;
  const lower = ((bytes[at + fine] ?? 0) >> shift) & 15;
  return 16 * upper + lower - 128;
}

interface Found {
  readonly scores: Map<number, number>;
  readonly floor: number;
}

interface Query {
  readonly vector: Embedding;
  readonly biasWeight: number;
}

function scan(filled: Filled, query: Query, top: number, limit: number, filter: Uint8Array | null): Found {
  const { coder, layout, segment } = filled;
  const bytes = new Uint8Array(layout.queryBytes);
  coder.encodeQuery(query, top, { scale: filled.scale, norm: 1 }, bytes);
  segment.bytes.set(bytes, layout.queries);
  const found = new DataView(segment.memory.buffer, layout.found);
  found.setUint32(0, 0, true);
  found.setUint32(4, limit, true);
  found.setFloat32(8, -Infinity, true);
  found.setFloat32(12, -Infinity, true);
  found.setBigUint64(16, 0n, true);
  if (filter !== null) segment.bytes.set(filter, layout.filter);
  const { blocks, alive, queries, queryBytes, keys } = layout;
  const mask = filter === null ? 0 : layout.filter;
  scanKernel(segment.memory).scanBlock(
    blocks,
    coder.halfBytes,
    alive,
    mask,
    queries,
    queryBytes,
    1,
    layout.found,
    keys,
    16_384,
  );
  const scores = new Map<number, number>();
  const scratch = new DataView(new ArrayBuffer(4));
  for (let i = 0; i < found.getUint32(0, true); i++) {
    const view = new DataView(segment.memory.buffer, keys + 8 * i);
    const bits = view.getUint32(4, true);
    scratch.setUint32(0, bits >>> 31 === 1 ? bits ^ 0x8000_0000 : ~bits);
    scores.set(~view.getUint32(0, true) >>> 0, scratch.getFloat32(0));
  }
  return { scores, floor: found.getFloat32(8, true) };
}

/** Scores by codes, in plain TypeScript. */
function plainScores({ coder, segment, rows }: Filled, query: Query): Map<number, number> {
  const rotated = Float64Array.from(coder.rotate(query.vector));
  const step = Math.max(...rotated.map(Math.abs)) / 8191;
  const steps = rotated.map((value) => Math.round(value / step));
  return new Map(
    rows.map((_, row) => {
      const code = segment.row(0, row);
      const sum = steps.reduce((all, one, k) => all + one * codeAt(code, k), 0);
      return [row + 1, segment.scale(0, row) * step * sum - query.biasWeight * biasOf(row)];
    }),
  );
}

function queryOf(dim: number, seed: number): Query {
  const [vector = new Float32Array(dim)] = fill(dim, 1, seed + 1).rows;
  return { vector, biasWeight: [0, 1, -0.7][seed % 3] ?? 0 };
}

const dims = fc.constantFrom(1, 7, 64, 100, 384, 512, 768, 1024);

describe('a code', () => {
  test('is within half a step of the embedding, in both directions of coding', () => {
    fc.assert(
      fc.property(dims, fc.nat(), (dim, seed) => {
        const filled = fill(dim, 5, seed);
        for (const [row, one] of filled.rows.entries()) {
          const rotated = Float64Array.from(filled.coder.rotate(one));
          const scale = filled.segment.scale(0, row);
          const values = new Float32Array(filled.coder.dim);
          filled.coder.decode(filled.segment.row(0, row), scale, values);
          for (const [k, value] of rotated.entries()) {
            expect(Math.abs(values[k] ?? NaN - value)).toBeLessThan(2);
            expect(Math.abs((values[k] ?? NaN) - value)).toBeLessThanOrEqual(0.5001 * scale);
            expect(values[k]).toBeCloseTo(codeAt(filled.segment.row(0, row), k) * scale, 6);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  test('of a single value is exact, and of nothing is refused', () => {
    const coder = new Coder(1);
    const row = coder.row(new Uint8Array(blockRows * coder.dim), 0, 3);
    expect(coder.encode(Float32Array.of(-1), row)).toBeCloseTo(1 / 127, 9);
    expect(Math.abs(codeAt(row, 0))).toBe(127);
    expect(() => coder.encode(Float32Array.of(0), row)).toThrow(/finite norm above 0/);
    expect(() => coder.encode(Float32Array.of(Infinity), row)).toThrow(/finite norm above 0/);
  });
});

describe('the scan kernel', () => {
  test('scores every row as plain TypeScript does, while it has fewer than asked for', () => {
    fc.assert(
      fc.property(dims, fc.integer({ min: 1, max: 200 }), fc.nat(), (dim, count, seed) => {
        const filled = fill(dim, count, seed);
        const query = queryOf(dim, seed);
        const { scores } = scan(filled, query, 4096, 16_384, null);
        const expected = plainScores(filled, query);
        expect([...scores.keys()].sort((a, b) => a - b)).toEqual([...expected.keys()]);
        for (const [id, score] of expected) expect(scores.get(id)).toBeCloseTo(score, 5);
      }),
      { numRuns: 40 },
    );
  });

  test('keeps every row that can be among the best, and little else', () => {
    fc.assert(
      fc.property(dims, fc.integer({ min: 1, max: 50 }), fc.nat(), (dim, top, seed) => {
        const filled = fill(dim, blockRows, seed);
        const query = queryOf(dim, seed);
        const { scores, floor } = scan(filled, query, top, 512, null);
        const expected = plainScores(filled, query);
        const sorted = [...expected.values()].sort((a, b) => b - a);
        const margin = filled.coder.margin(1, { scale: filled.scale, norm: 1 });
        const least = (sorted[top - 1] ?? NaN) - margin;
        for (const [id, score] of expected) {
          if (score > least + 1e-5) expect(scores.get(id)).toBeCloseTo(score, 5);
        }
        for (const score of scores.values()) expect(score).toBeGreaterThanOrEqual(floor);
        expect(floor).toBeLessThanOrEqual(least + 1e-5);
      }),
      { numRuns: 25 },
    );
  });

  test('looks only at rows that are alive and pass the filter, however few', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 20 }), fc.nat(), (every, dying, seed) => {
        const filled = fill(64, 500, seed);
        const filter = new Uint8Array(maskBytes);
        const wanted: number[] = [];
        for (let row = 0; row < 500; row++) {
          if (row % dying === 0) filled.segment.setAlive(0, row, false);
          if (row % every !== 0) continue;
          filter[row >> 3] = (filter[row >> 3] ?? 0) | (1 << (row & 7));
          if (row % dying !== 0) wanted.push(row + 1);
        }
        const query = queryOf(64, seed);
        const { scores } = scan(filled, query, 4096, 16_384, filter);
        expect([...scores.keys()].sort((a, b) => a - b)).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });
});
