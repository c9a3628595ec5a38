import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { encoderEnvironment } from '../../src-main/core/encoder-environment.ts';
import type { Embedding } from '../../src-main/core/math/vector.ts';
import { packDir } from './library.ts';

const script = join(import.meta.dirname, '..', 'reference', 'preprocess.py');
const requirements = ['pillow>=10', 'numpy>=1.26', 'onnxruntime>=1.20'];

/** End with exit code 2 when this Python cannot run the reference. */
export function requirePython(python: string): void {
  const check = spawnSync(python, ['-c', 'import PIL, numpy, onnxruntime'], {
    env: encoderEnvironment(process.env),
    encoding: 'utf8',
  });
  if (check.status === 0) return;
  const reason = check.error?.message ?? check.stderr.trim().split('\n').at(-1) ?? '';
  process.stderr.write(
    `The reference cannot run in "${python}": ${reason}\n` +
      `Install what it needs, best in a virtual environment, and name its Python with --python PATH:\n` +
      `  ${python} -m pip install ${requirements.map((name) => `"${name}"`).join(' ')}\n`,
  );
  process.exit(2);
}

const Index = z.object({
  versions: z.record(z.string(), z.string()),
  photos: z.array(
    z.union([
      z.object({ file: z.string(), tensor: z.string(), embedding: z.string() }),
      z.object({ file: z.string(), error: z.string() }),
    ]),
  ),
});

/** What the independent pipeline makes of a photo. */
export interface ReferencePhoto {
  /** Planar [3, height, width], normalised. */
  readonly tensor: Float32Array;
  readonly embedding: Embedding;
}

export interface ReferenceRun {
  readonly versions: Readonly<Record<string, string>>;
  /** By path; null for what it cannot decode. */
  readonly photos: ReadonlyMap<string, ReferencePhoto | null>;
}

/** Preprocess and encode photos with the reference, which writes into an empty folder. */
export async function runReference(python: string, files: readonly string[], out: string): Promise<ReferenceRun> {
  const child = spawn(python, [script, '--pack', packDir, '--out', out, ...files], {
    env: encoderEnvironment(process.env),
    stdio: ['ignore', 2, 2],
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`Expected the reference to succeed but it ended with ${String(code)}`);
  const index = Index.parse(JSON.parse(readFileSync(join(out, 'index.json'), 'utf8')));
  const photos = new Map<string, ReferencePhoto | null>();
  for (const photo of index.photos) {
    photos.set(
      photo.file,
      'error' in photo
        ? null
        : { tensor: readNpy(join(out, photo.tensor)), embedding: readNpy(join(out, photo.embedding)) },
    );
  }
  return { versions: index.versions, photos };
}

/** Read a NumPy file of little-endian float32. @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
function readNpy(file: string): Embedding {
  const bytes = readFileSync(file);
  const long = bytes.readUInt8(6) >= 2;
  const start = long ? 12 : 10;
  const header = bytes.toString('latin1', start, start + (long ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8)));
  if (!header.includes("'<f4'") || !header.includes("'fortran_order': False"))
    throw new Error(`Expected float32 in C order in "${file}" but received ${header.trim()}`);
  const data = bytes.subarray(start + header.length);
  const values = new Float32Array(data.length / 4);
  for (let i = 0; i < values.length; i++) values[i] = data.readFloatLE(4 * i);
  return values;
}
