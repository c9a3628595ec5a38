import type { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import { goldenOf, type Mutable, type PackEdit, type PackName } from './packs.ts';

type Manifest = Mutable<PackManifest>;
export type Tower = 'image' | 'text';

/** Swap two words of a tokenizer's vocabulary. */
function swapWords(json: string): string {
  const tokenizer = JSON.parse(json) as { model: { vocab: Record<string, number> } };
  const { vocab } = tokenizer.model;
  const [dog, beach] = ['dog</w>' in vocab ? 'dog</w>' : 'dog', 'beach</w>' in vocab ? 'beach</w>' : 'beach'];
  [vocab[dog], vocab[beach]] = [vocab[beach] ?? 0, vocab[dog] ?? 0];
  return JSON.stringify(tokenizer);
}

/** The text tower of a manifest that has one. */
export function text(manifest: Manifest): NonNullable<Manifest['text']> {
  if (manifest.text === undefined) throw new Error('Expected a pack with a text tower');
  return manifest.text;
}

function damage(vector: number[] | undefined): void {
  if (vector?.[0] !== undefined) vector[0] += 0.2;
}

/** A change to a pack that its self-test must find. */
export interface Refusal {
  readonly what: string;
  readonly tower: Tower;
  readonly edit: PackEdit;
  readonly code: string;
  readonly message: RegExp;
  /** Packs that it concerns; all of them unless said. */
  readonly packs?: readonly PackName[];
}

const imageCosine = /self-test image "self-test\/[\w-]+\.png": cosine >= 0\.999 but received -?\d\.\d+/u;
const textCosine = /self-test text ".+": cosine >= 0\.999 but received -?\d\.\d+/u;
const tokenIds = /self-test text ".+": token ids \[[\d ]+\] but received \[[\d ]+\]/u;
const inputSize = /self-test image "self-test\/.+": an embedding .* but received: .*Got: \d+ Expected: \d+/u;

function image(what: string, edit: (image: Manifest['image']) => void, packs?: readonly PackName[]): Refusal {
  return {
    what,
    tower: 'image',
    edit: {
      manifest: (manifest) => {
        edit(manifest.image);
      },
    },
    code: 'PACK_SELF_TEST_FAILED',
    message: imageCosine,
    ...(packs && { packs }),
  };
}

export const refusals: readonly Refusal[] = [
  image('another mean', (tower) => (tower.mean = tower.mean[0] === 127 ? [0, 0, 0] : [0.5, 0.5, 0.5])),
  image('another std', (tower) => (tower.std = tower.std[0] === 128 ? [255, 255, 255] : [0.5, 0.5, 0.5])),
  image('another rescale', (tower) => (tower.rescale = tower.rescale === 1 ? 1 / 255 : 1)),
  image(
    'squash and shortest-crop swapped',
    (tower) => (tower.resize = tower.resize === 'squash' ? 'shortest-crop' : 'squash'),
  ),
  image('a crop of 90 %', (tower) => (tower.cropPct = 0.9), ['tiny-clip']),
  image(
    'the interpolations swapped',
    (tower) => (tower.interpolation = tower.interpolation === 'bicubic' ? 'bilinear' : 'bicubic'),
  ),
  image('black behind transparency', (tower) => (tower.alphaBackground = [0, 0, 0]), ['tiny-clip', 'tiny-f16']),
  { ...image('another width', (tower) => (tower.width *= 2)), message: inputSize },
  { ...image('another height', (tower) => (tower.height -= 32)), message: inputSize },
  {
    ...image('another number type', (tower) => (tower.dtype = tower.dtype === 'f32' ? 'f16' : 'f32')),
    message: /self-test image ".+": .* but received: Unexpected input data type/u,
  },
  {
    ...image('another input name', (tower) => (tower.input = 'pixels')),
    code: 'PACK_MANIFEST_INVALID',
    message: /Expected input "pixels" in image\.onnx but it has \[pixel_values\]/u,
  },
  {
    ...image('another output name', (tower) => (tower.output = 'embeds')),
    code: 'PACK_MANIFEST_INVALID',
    message: /Expected output "embeds" in image\.onnx but it has \[image_embeds/u,
  },
  {
    what: 'the dense output for the embedding',
    tower: 'image',
    edit: { manifest: (manifest) => (manifest.image.output = manifest.dense?.output ?? '') },
    code: 'PACK_MANIFEST_INVALID',
    message: /Expected output "patch_embeds" of shape \[1, \d+\] but received \[1, \d+, \d+\]/u,
    packs: ['builtin', 'tiny-f16'],
  },
  {
    what: 'another name of the dense output',
    tower: 'image',
    edit: {
      manifest: ({ dense }) => {
        if (dense) dense.output = 'cells';
      },
    },
    code: 'PACK_MANIFEST_INVALID',
    message: /Expected output "cells" in image\.onnx/u,
    packs: ['builtin', 'tiny-f16'],
  },
  ...(['image', 'text'] as const).map((tower): Refusal => ({
    what: `another dimension of the ${tower} embedding`,
    tower,
    edit: { manifest: (manifest) => (manifest.embedding.dim /= 2) },
    code: 'PACK_MANIFEST_INVALID',
    message: new RegExp(`Expected output "${tower}_embeds" of shape \\[1, \\d+\\] but received \\[1, \\d+\\]`, 'u'),
  })),
  {
    what: 'a damaged golden vector of an image',
    tower: 'image',
    edit: {
      manifest: (manifest) => {
        damage(goldenOf(manifest).images[1]?.vector);
      },
    },
    code: 'PACK_SELF_TEST_FAILED',
    message: imageCosine,
  },
  {
    what: 'a golden vector that is too short',
    tower: 'image',
    edit: { manifest: (manifest) => goldenOf(manifest).images[1]?.vector.pop() },
    code: 'PACK_SELF_TEST_FAILED',
    message: /self-test image ".+": an embedding to compare with \d+ golden values but received: .* \d+ and \d+/u,
  },
  {
    what: 'a missing self-test image',
    tower: 'image',
    edit: {
      manifest: (manifest) => {
        const image = goldenOf(manifest).images[1];
        if (image) image.file = 'self-test/none.png';
      },
    },
    code: 'PACK_SELF_TEST_FAILED',
    message: /self-test image "self-test\/none\.png": a decoded image but received: .*ENOENT/u,
  },
  {
    what: 'a text graph for the image tower',
    tower: 'image',
    edit: { manifest: (manifest) => (manifest.image.file = text(manifest).file) },
    code: 'PACK_MANIFEST_INVALID',
    message: /Expected input "pixel_values" in text\.onnx but it has \[input_ids/u,
  },
  {
    what: 'an image graph that is no graph',
    tower: 'image',
    edit: { files: { 'image.onnx': () => 'junk' } },
    code: 'PACK_SESSION_FAILED',
    message: /Expected ".*image\.onnx" to load on cpu but received: .*Protobuf/u,
  },
  {
    what: 'a missing text graph',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).file = 'none.onnx') },
    code: 'PACK_SESSION_FAILED',
    message: /Expected ".*none\.onnx" to load on cpu but received: .*doesn't exist/u,
  },
  {
    what: 'a damaged golden vector of a text',
    tower: 'text',
    edit: {
      manifest: (manifest) => {
        damage(goldenOf(manifest).texts[1]?.vector);
      },
    },
    code: 'PACK_SELF_TEST_FAILED',
    message: textCosine,
  },
  {
    what: 'other golden token ids',
    tower: 'text',
    edit: { manifest: (manifest) => goldenOf(manifest).texts[1]?.ids.splice(1, 1) },
    code: 'PACK_SELF_TEST_FAILED',
    message: tokenIds,
  },
  {
    what: 'a tokenizer with two words swapped',
    tower: 'text',
    edit: { files: { 'tokenizer.json': swapWords } },
    code: 'PACK_SELF_TEST_FAILED',
    message: tokenIds,
  },
  {
    what: 'a tokenizer that is none',
    tower: 'text',
    edit: { files: { 'tokenizer.json': () => '{}' } },
    code: 'PACK_UNSUPPORTED',
    message: /Expected a usable tokenizer in ".*tokenizer\.json" but received: .*"model"/u,
  },
  ...(['bos', 'eos'] as const).flatMap((token): Refusal[] => [
    {
      what: `another ${token} token`,
      tower: 'text',
      edit: { manifest: (manifest) => (text(manifest).tokenizer[token] = 1) },
      code: 'PACK_SELF_TEST_FAILED',
      message: tokenIds,
    },
    {
      what: `no ${token} token`,
      tower: 'text',
      edit: { manifest: (manifest) => Reflect.deleteProperty(text(manifest).tokenizer, token) },
      code: 'PACK_SELF_TEST_FAILED',
      message: tokenIds,
    },
  ]),
  {
    what: 'a pad token outside the vocabulary',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).tokenizer.pad = 999_999) },
    code: 'PACK_SELF_TEST_FAILED',
    message: textCosine,
    packs: ['tiny-clip'],
  },
  {
    what: 'padding to the longest text where the graph wants the context',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).tokenizer.padTo = 'longest') },
    code: 'PACK_SELF_TEST_FAILED',
    message: /self-test text ".+": .* but received: .*Got: 7 Expected: 77/u,
    packs: ['tiny-clip'],
  },
  {
    what: 'a context too short for the texts',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).contextLength = 6) },
    code: 'PACK_SELF_TEST_FAILED',
    message: tokenIds,
  },
  {
    what: 'a prefix',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).prefix = 'query: ') },
    code: 'PACK_SELF_TEST_FAILED',
    message: tokenIds,
  },
  {
    what: 'no attention mask where the graph has one',
    tower: 'text',
    edit: { manifest: (manifest) => delete text(manifest).attentionMask },
    code: 'PACK_MANIFEST_INVALID',
    message: /Expected the input of text\.onnx "attention_mask" in the manifest but it has \[input_ids/u,
    packs: ['builtin', 'tiny-f16'],
  },
  {
    what: 'no token types where the graph has them',
    tower: 'text',
    edit: { manifest: (manifest) => delete text(manifest).tokenTypeIds },
    code: 'PACK_MANIFEST_INVALID',
    message: /Expected the input of text\.onnx "token_type_ids" in the manifest/u,
    packs: ['tiny-f16'],
  },
  {
    what: 'an attention mask where the graph has none',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).attentionMask = 'attention_mask') },
    code: 'PACK_MANIFEST_INVALID',
    message: /Expected input "attention_mask" in text\.onnx but it has \[input_ids\]/u,
    packs: ['tiny-clip'],
  },
  {
    what: 'token ids and mask swapped',
    tower: 'text',
    edit: {
      manifest: (manifest) => {
        text(manifest).inputIds = 'attention_mask';
        text(manifest).attentionMask = 'input_ids';
      },
    },
    code: 'PACK_SELF_TEST_FAILED',
    message: /self-test text ".+"/u,
    packs: ['builtin', 'tiny-f16'],
  },
  {
    what: 'another integer type of the ids',
    tower: 'text',
    edit: {
      manifest: (manifest) => {
        const tower = text(manifest);
        tower.idDtype = tower.idDtype === 'i64' ? 'i32' : 'i64';
      },
    },
    code: 'PACK_SELF_TEST_FAILED',
    message: /self-test text ".+": .* but received: Unexpected input data type\. Actual: \(tensor\(int\d\d\)\)/u,
  },
  {
    what: 'another name of the text output',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).output = 'embeds') },
    code: 'PACK_MANIFEST_INVALID',
    message: /Expected output "embeds" in text\.onnx but it has \[text_embeds\]/u,
  },
];
