import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import type { Mutable } from './packs.ts';

const fixtures = path.resolve(import.meta.dirname, '../../fixtures/kinds');

/** Packs of every kind of published export, made by tests/fixtures/make_kinds.py. */
export const kinds = ['openai', 'immich', 'mobileclip', 'siglip2', 'multilingual', 'xlm-roberta', 'roberta'] as const;
export type Kind = (typeof kinds)[number];

export async function readKind(kind: Kind): Promise<Mutable<PackManifest>> {
  return PackManifest.parse(JSON.parse(await readFile(path.join(fixtures, kind, 'pack.json'), 'utf8')));
}

/** What files are called that several packs have, but for the graph and the pictures, which all call the same. */
const tokenizers: Readonly<Record<Kind, string>> = {
  openai: 'clip.json',
  immich: 'clip.json',
  mobileclip: 'clip.json',
  siglip2: 'gemma.json',
  multilingual: 'vocab.txt',
  'xlm-roberta': 'unigram.json',
  roberta: 'roberta.json',
};

/** Put a pack together in a folder, but for an edit. Its own files come before those that it shares. */
export async function kindPack(
  kind: Kind,
  target: string,
  edit: (manifest: Mutable<PackManifest>) => unknown = () => undefined,
): Promise<PackManifest> {
  const manifest = await readKind(kind);
  const tokenizer = manifest.text?.tokenizer.files[0];
  for (const file of manifest.files) {
    const to = path.join(target, file.path);
    await mkdir(path.dirname(to), { recursive: true });
    const layer = layers[file.path];
    if (layer === undefined)
      await copyFile(await sourceOf(kind, file.path === tokenizer ? tokenizers[kind] : file.path), to);
    else await writeFile(to, layer());
  }
  edit(manifest);
  await writeFile(path.join(target, 'pack.json'), JSON.stringify(manifest));
  return manifest;
}

async function sourceOf(kind: Kind, name: string): Promise<string> {
  const own = path.join(fixtures, kind, name);
  const isOwn = await readFile(own).then(
    () => true,
    () => false,
  );
  return isOwn ? own : path.join(fixtures, 'shared', path.basename(name));
}

/** The layers of 1.5 MB and 1 MB, byte for byte as safetensors for Python writes them. */
const layers: Readonly<Record<string, () => Uint8Array>> = {
  '2_Dense/model.safetensors': () => layerFile(512, 768),
  'projection.safetensors': () => layerFile(512, 1024, Float16Array),
};

type Floats = typeof Float32Array | typeof Float16Array;

/** With a bias where it is of half precision. */
function layerFile(outputs: number, inputs: number, floats: Floats = Float32Array): Uint8Array {
  const weight = floats.from(
    Array.from({ length: outputs * inputs }, (_, at) => {
      const [down, across] = [Math.floor(at / inputs), at % inputs];
      return (((down * 31 + across * 17 + down * across * 7) % 255) - 127) / 128;
    }),
  );
  const bias = floats.from(Array.from({ length: outputs }, (_, down) => (((down * 13) % 31) - 15) / 16));
  const isHalf = floats === Float16Array;
  const dtype = isHalf ? 'F16' : 'F32';
  const behind = bias.byteLength;
  const header = isHalf
    ? {
        'linear.bias': { dtype, shape: [outputs], data_offsets: [0, behind] },
        'linear.weight': { dtype, shape: [outputs, inputs], data_offsets: [behind, behind + weight.byteLength] },
      }
    : { 'linear.weight': { dtype, shape: [outputs, inputs], data_offsets: [0, weight.byteLength] } };
  const json = JSON.stringify(header);
  const padded = json.padEnd(Math.ceil(json.length / 8) * 8);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(padded.length));
  const data = isHalf ? [bias, weight] : [weight];
  return Buffer.concat([length, Buffer.from(padded), ...data.map((values) => Buffer.from(values.buffer))]);
}
