/**
 * What the form of the codes rests on: `npm run bench:codes`, with `-- --json` as one JSON object.
 *
 * Ways of keeping an embedding in few bits, each with the error it makes in a score and the share of all photos that
 * have to be looked at more closely so that none of the best hundred is lost, with the margins of the product.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { dotAt, type Embedding } from '../src-main/core/math/vector.ts';
import { Rotation } from '../src-main/core/vectors/rotation.ts';
import { requireEvalData } from './lib/eval-data.ts';
import { progress, report, type Section } from './lib/report.ts';
import { VectorSource } from './lib/vectors/data.ts';
import { oneBitScan } from './lib/vectors/floor.ts';
import type { Spread } from './lib/vectors/library.ts';
import { realEmbeddings } from './lib/vectors/real.ts';

const { values: options } = parseArgs({
  options: { json: { type: 'boolean', default: false }, count: { type: 'string', default: '100000' } },
});
requireEvalData();

const count = Number(options.count);
const queryCount = 20;
const top = 100;
/** Standard deviations of the error that the margins allow for: see [Note: Margins]. */
const sureness = 7;

type Transform = 'as they are' | 'rotated' | 'rotated, less the mean';
interface Variant {
  readonly transform: Transform;
  readonly bits: 1 | 4 | 8;
}
interface VariantFigures {
  /** Standard deviation of the error of a score. */
  readonly error: number;
  /** The largest error there was, in those. */
  readonly largest: number;
  /** Share of photos that can be among the best, 0..1. */
  readonly candidates: number;
}

const variants: readonly Variant[] = (['as they are', 'rotated', 'rotated, less the mean'] as const).flatMap(
  (transform) => ([8, 4, 1] as const).map((bits) => ({ transform, bits })),
);
const name = ({ transform, bits }: Variant): string => `${bits} bit${bits > 1 ? 's' : ''}, ${transform}`;

const real = await realEmbeddings(50);
const sets: readonly [string, Spread, boolean][] = [
  ['around real photos', 'photos', false],
  ['the same, one value in each ten times as large', 'photos', true],
  ['random groups', 'clustered', false],
];
const results: Record<string, Record<string, VariantFigures>> = {};
for (const [title, spread, outlier] of sets) {
  progress(title);
  results[title] = measureSet(spread, outlier);
}
const threads = Math.min(4, availableParallelism());
const dim = real.photos[0]?.length ?? 0;
const oneBitMs = await oneBitScan(1_000_000, dim, threads);
report(options.json, { count, oneBitScanMsPerMillion: oneBitMs, sets: results }, sections());

function measureSet(spread: Spread, outlier: boolean): Record<string, VariantFigures> {
  const source = new VectorSource(spread, count, real, 1);
  const distort = (one: Embedding): Embedding => (outlier ? withOutlier(one) : one);
  const rows = Array.from({ length: count }, () => distort(source.embedding()));
  const queries = Array.from({ length: queryCount }, (_, i) => distort(source.query(i)));
  const exact = queries.map((query) => Float64Array.from(rows, (row) => dotAt(query, row, 0)));
  const mean = meanOf(rows);
  return Object.fromEntries(
    variants.map((variant) => [name(variant), measureVariant(variant, rows, queries, exact, mean)]),
  );
}

/** Some models put most of the length of every embedding into one value. */
function withOutlier(one: Embedding): Embedding {
  const changed = Float32Array.from(one);
  changed[133] = 10 * Math.abs(changed[133] ?? 0) + 0.5;
  const norm = Math.sqrt(dotAt(changed, changed, 0));
  return changed.map((value) => value / norm);
}

function meanOf(rows: readonly Embedding[]): Embedding {
  const sum = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) for (const [i, value] of row.entries()) sum[i] = (sum[i] ?? 0) + value / rows.length;
  return Float32Array.from(sum);
}

function measureVariant(
  { transform, bits }: Variant,
  rows: readonly Embedding[],
  queries: readonly Embedding[],
  exact: readonly Float64Array[],
  mean: Embedding,
): VariantFigures {
  const rotation = new Rotation(mean.length);
  const turn = (values: Embedding): Embedding => {
    if (transform === 'as they are') return values;
    const copy = Float64Array.from(values);
    rotation.apply(copy);
    return Float32Array.from(copy);
  };
  const centre = transform === 'rotated, less the mean' ? mean : new Float32Array(mean.length);
  const turned = queries.map(turn);
  // What the centre adds to a score is the same for all photos.
  const shifts = queries.map((query) => dotAt(query, centre, 0));
  const scores = queries.map(() => new Float64Array(rows.length));
  for (const [at, row] of rows.entries()) {
    const code = coded(turn(row.map((value, i) => value - (centre[i] ?? 0))), bits);
    for (const [q, query] of turned.entries()) {
      const column = scores[q];
      if (column !== undefined) column[at] = (shifts[q] ?? 0) + dotAt(query, code, 0);
    }
  }
  return compare(scores, exact);
}

/** The values that a code stands for. */
function coded(values: Embedding, bits: 1 | 4 | 8): Embedding {
  const size = values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (bits === 1) {
    // The factor that makes the product with the embedding itself right.
    const total = values.reduce((sum, value) => sum + Math.abs(value), 0);
    const factor = dotAt(values, values, 0) / total;
    return values.map((value) => (value < 0 ? -factor : factor));
  }
  const step = size / 127;
  const fine = values.map((value) => Math.round(value / step));
  if (bits === 8) return fine.map((value) => value * step);
  return fine.map((value) => (16 * Math.floor((value + 128) / 16) + 7.5 - 128) * step);
}

function compare(scores: readonly Float64Array[], exact: readonly Float64Array[]): VariantFigures {
  let squares = 0;
  let largest = 0;
  let n = 0;
  for (const [q, column] of scores.entries()) {
    for (const [i, score] of column.entries()) {
      const error = score - (exact[q]?.[i] ?? 0);
      squares += error * error;
      largest = Math.max(largest, Math.abs(error));
      n++;
    }
  }
  const error = Math.sqrt(squares / n);
  let candidates = 0;
  for (const [q, column] of scores.entries()) {
    const least = (exact[q] ?? new Float64Array(0)).toSorted().at(-top) ?? -Infinity;
    for (const score of column) if (score >= least - sureness * error) candidates++;
  }
  return { error, largest: largest / error, candidates: candidates / n };
}

function sections(): Section[] {
  return Object.entries(results).map(([title, figures]) => ({
    title: `${count} embeddings, ${title}`,
    rows: [
      ['', 'error', 'largest', 'to look at, %'],
      ...Object.entries(figures).map(([variant, { error, largest, candidates }]) => [
        variant,
        error.toFixed(5),
        `${largest.toFixed(1)} x`,
        (100 * candidates).toFixed(candidates < 0.01 ? 3 : 1),
      ]),
    ],
    notes: [`a scan of a bit a value: ${oneBitMs.toFixed(2)} ms for a million on ${threads} threads`],
  }));
}
