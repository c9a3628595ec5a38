import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format as prettify, resolveConfig } from 'prettier';
import { z } from 'zod';
import { defaultLimits } from '../src-main/core/encoder-protocol.ts';
import { PackManifest } from '../src-main/core/pack/manifest.ts';
import { decodePhoto, type DecodeResult } from '../src-main/encoder/decode/decode-photo.ts';

/**
 * Decode every file of a collection of odd photos and write into docs/formats.md what became of each kind:
 * `npm run formats`, with the collection beside the checkout or in EIDETIC_EVAL_DIR.
 */
const root = process.env['EIDETIC_EVAL_DIR'] ?? join(import.meta.dirname, '../../shared/eval');
const target = join(import.meta.dirname, '../docs/formats.md');
const [begin, end] = ['<!-- made by npm run formats: begin -->', '<!-- end -->'];

const Collection = z.object({ files: z.array(z.object({ file: z.string(), kind: z.string() })) });

/** Decoders of the formats that sharp does not decode by itself. */
const decoders: Readonly<Record<string, string>> = {
  heic: 'FFmpeg or libheif',
  jxl: 'libjxl',
  jp2: 'OpenJPEG',
  svg: 'resvg',
  psd: 'own reader of the composite',
  bmp: 'own reader',
  ico: 'own reader',
  dng: 'largest JPEG inside, sharp',
};

interface Row {
  files: number;
  longestMs: number;
  readonly decoders: Set<string>;
  readonly results: Map<string, number>;
}

const { files } = Collection.parse(JSON.parse(await readFile(join(root, 'odd-files.json'), 'utf8')));
const packDir = join(import.meta.dirname, '../models/builtin');
const { image: tower } = PackManifest.parse(JSON.parse(await readFile(join(packDir, 'pack.json'), 'utf8')));
const folder = await mkdtemp(join(tmpdir(), 'eidetic-formats-'));
const rows = new Map<string, Row>();
try {
  for (const { file, kind } of files) {
    const started = performance.now();
    const library = { thumbDir: folder, knownHashes: [] };
    const result = await decodePhoto({ path: join(root, 'odd-files', file), tower, limits: defaultLimits, library });
    record(kind, result, performance.now() - started);
  }
} finally {
  await rm(folder, { recursive: true });
}
const lines = [...rows].toSorted(([a], [b]) => a.localeCompare(b)).map(([kind, row]) => line(kind, row));
const table = ['| kind | files | decoder | result | longest |', '| --- | --- | --- | --- | --- |', ...lines].join('\n');
const page = await readFile(target, 'utf8');
const [before = '', rest = ''] = page.split(begin);
const [, after = ''] = rest.split(end);
const written = `${before}${begin}\n\n${table}\n\n${end}${after}`;
await writeFile(target, await prettify(written, { ...(await resolveConfig(target)), filepath: target }));

function record(kind: string, result: DecodeResult, ms: number): void {
  const row: Row = rows.get(kind) ?? {
    files: 0,
    longestMs: 0,
    decoders: new Set<string>(),
    results: new Map<string, number>(),
  };
  rows.set(kind, row);
  const outcome = describe(result, row.decoders);
  row.files++;
  row.longestMs = Math.max(row.longestMs, ms);
  row.results.set(outcome, (row.results.get(outcome) ?? 0) + 1);
}

function describe(result: DecodeResult, used: Set<string>): string {
  if (result.kind === 'failed') return `\`${result.error.code}\``;
  if (result.kind === 'hashed' || result.facts === null) throw new Error('Expected a photo or an error');
  used.add(decoders[result.facts.format] ?? 'sharp');
  return result.facts.warnings.some((warning) => warning.startsWith('Pixels:')) ? 'shown, with a warning' : 'shown';
}

function line(kind: string, row: Row): string {
  const results = [...row.results].map(([result, count]) => (row.results.size > 1 ? `${count} ${result}` : result));
  // Rounded up to what a run on another machine may say too.
  const longest = row.longestMs < 500 ? 'under 0.5 s' : `${(row.longestMs / 1_000).toFixed(1)} s`;
  const cells = [kind.replaceAll('_', ' '), row.files, [...row.decoders].join(', '), results.join(', '), longest];
  return `| ${cells.join(' | ')} |`;
}
