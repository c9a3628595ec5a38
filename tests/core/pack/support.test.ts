import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import { inconsistencies, unsupportedFeatures } from '../../../src-main/core/pack/support.ts';
import { goldenOf } from '../../encoder/sessions/packs.ts';

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;
type Manifest = Mutable<PackManifest>;

const json = await readFile(new URL('../../fixtures/packs/tiny-f16/pack.json', import.meta.url), 'utf8');

/** A supported manifest but for an edit; still valid by the schema. */
function edited(edit: (manifest: Manifest) => void): PackManifest {
  const manifest: Manifest = PackManifest.parse(JSON.parse(json));
  edit(manifest);
  return PackManifest.parse(manifest);
}

function text(manifest: Manifest): NonNullable<Manifest['text']> {
  if (manifest.text === undefined) throw new Error('Expected a text tower');
  return manifest.text;
}

function dense(manifest: Manifest): NonNullable<Manifest['dense']> {
  if (manifest.dense === undefined) throw new Error('Expected a dense output');
  return manifest.dense;
}

describe('names as unsupported', () => {
  test.each<readonly [feature: string, edit: (manifest: Manifest) => void]>([
    ['roles [similarity, ocr] without "text-image"', (m) => (m.roles = ['similarity', 'ocr'])],
    ['embedding.store "f16"', (m) => (m.embedding.store = 'f16')],
    ['embedding.store "i8"', (m) => (m.embedding.store = 'i8')],
    ['image.dynamicSize', (m) => (m.image.dynamicSize = { multipleOf: 32, max: 640 })],
    ['image.antialias false', (m) => (m.image.antialias = false)],
    ['image.extraInputs', (m) => (m.image.extraInputs = [{ name: 'alpha', kind: 'alpha', shape: [1], default: 1 }])],
    ['a pack without a text tower', (m) => delete m.text],
    ['tokenizer kind "causal-lm"', (m) => (text(m).tokenizer.kind = 'causal-lm')],
    ['tokenizer kind "pixels"', (m) => (text(m).tokenizer.kind = 'pixels')],
    [
      'tokenizer files [vocab.txt] other than one tokenizer.json',
      (m) => Object.assign(text(m).tokenizer, { kind: 'clip-bpe', files: ['vocab.txt'] }),
    ],
    [
      'tokenizer files [words.txt] other than one tokenizer.json or vocab.txt',
      (m) => (text(m).tokenizer.files = ['words.txt']),
    ],
    [
      'tokenizer files [vocab.json, merges.json] other than one tokenizer.json or vocab.txt',
      (m) => (text(m).tokenizer.files = ['vocab.json', 'merges.json']),
    ],
    ['tokenizer files [] other than one tokenizer.json or vocab.txt', (m) => (text(m).tokenizer.files = [])],
    ['a dense graph in a file of its own (dense.file other than image.file)', (m) => (dense(m).file = 'dense.onnx')],
    ['dense.perHead', (m) => (dense(m).perHead = true)],
    ['dense.affinityOutput', (m) => (dense(m).affinityOutput = 'affinity')],
    ['dense.foregroundOutput', (m) => (dense(m).foregroundOutput = 'foreground')],
    ['postprocess.center', (m) => (m.postprocess = { center: 'center.safetensors' })],
    [
      'a dense output of which postprocess changes what it is compared with',
      (m) => (m.postprocess = { dropDims: [1] }),
    ],
    ['ensemble', (m) => (m.ensemble = { members: ['a', 'b'], weights: 'equal' })],
    ['aggregator', (m) => (m.aggregator = { kind: 'kmeans', k: 4 })],
  ])('%s', (feature, edit) => {
    expect(unsupportedFeatures(edited(edit))).toEqual([feature]);
  });

  test('everything at once that a manifest asks for', () => {
    const manifest = edited((m) => {
      m.image.antialias = false;
      text(m).tokenizer.kind = 'pixels';
      m.aggregator = { kind: 'graph', k: 2 };
    });
    expect(unsupportedFeatures(manifest)).toEqual(['image.antialias false', 'tokenizer kind "pixels"', 'aggregator']);
  });
});

describe('does not mind', () => {
  test.each<readonly [what: string, edit: (manifest: Manifest) => void]>([
    ['a pack without a dense output', (m) => delete m.dense],
    ['no extra inputs, said twice', (m) => (m.image.extraInputs = [])],
    ['a crop of the shortest edge', (m) => Object.assign(m.image, { resize: 'shortest-crop', cropPct: 0.875 })],
    ['a rectangle that is squashed to', (m) => (m.image.height *= 2)],
    ['a rectangle that is covered', (m) => Object.assign(m.image, { resize: 'shortest-crop', height: 32 })],
    ['a squashed photo of which the centre is taken', (m) => (m.image.cropPct = 0.9)],
    ['padding', (m) => Object.assign(m.image, { resize: 'longest-pad', padColor: [0, 0, 0] })],
    ['channels last', (m) => (m.image.layout = 'NHWC')],
    ['blue first', (m) => (m.image.channels = 'BGR')],
    ['whole numbers', (m) => (m.image.dtype = 'u8')],
    ['positions', (m) => (text(m).positionIds = 'position_ids')],
    ['pooling outside of the graph', (m) => (text(m).pooling = 'eos-first')],
    ['the canonical form of SigLIP', (m) => (text(m).tokenizer.clean = 'siglip')],
    ['a bare vocabulary', (m) => (text(m).tokenizer.files = ['vocab.txt'])],
    ['a unigram tokenizer', (m) => (text(m).tokenizer.kind = 'sentencepiece-unigram')],
    ['a byte-level tokenizer', (m) => (text(m).tokenizer.kind = 'roberta-bpe')],
    ['a layer behind the text tower', (m) => (m.postprocess = { textLinear: 'dense.safetensors' })],
    ['dropped values', (m) => Object.assign(m, { dense: undefined, postprocess: { dropDims: [1] } })],
    ['the first values of an embedding', (m) => (m.embedding.truncatableTo = [4, 8])],
    ['a self-test of agreement', (m) => (m.selfTest = { kind: 'agreement', texts: [] })],
    ['dense.perHead false', (m) => (dense(m).perHead = false)],
    ['a CLIP tokenizer', (m) => Object.assign(text(m).tokenizer, { kind: 'clip-bpe', clean: 'clip' })],
  ])('%s', (_, edit) => {
    expect(unsupportedFeatures(edited(edit))).toEqual([]);
  });
});

describe('finds the contradiction', () => {
  const hash = '0'.repeat(64);
  const drop = (manifest: Manifest, path: string): void => {
    manifest.files = manifest.files.filter((file) => file.path !== path);
  };

  test.each<readonly [finding: string, edit: (manifest: Manifest) => void]>([
    [
      'text.file "text.onnx" is not in "files"',
      (m) => {
        drop(m, 'text.onnx');
      },
    ],
    [
      'tokenizer file "tokenizer.json" is not in "files"',
      (m) => {
        drop(m, 'tokenizer.json');
      },
    ],
    [
      'self-test image "self-test/wide.png" is not in "files"',
      (m) => {
        drop(m, 'self-test/wide.png');
      },
    ],
    ['dense.file "dense.onnx" is not in "files"', (m) => (dense(m).file = 'dense.onnx')],
    ['image.file "image.onnx" has another sha256 in "files"', (m) => (m.image.sha256 = hash)],
    ['text.file "text.onnx" has another sha256 in "files"', (m) => (text(m).sha256 = hash)],
    [
      'image.cropPct although "longest-pad" cuts nothing off',
      (m) => Object.assign(m.image, { resize: 'longest-pad', cropPct: 0.9 }),
    ],
    ['image.padColor although "squash" leaves nothing empty', (m) => (m.image.padColor = [0, 0, 0])],
    [
      'image.padColor with values other than 0 to 255',
      (m) => Object.assign(m.image, { resize: 'longest-pad', padColor: [0, 0, 256] }),
    ],
    [
      'image.rescale, mean or std although whole numbers ("u8") stay as they are',
      (m) => Object.assign(m.image, { dtype: 'u8', rescale: 1 / 255 }),
    ],
    [
      'postprocess.textLinear "dense.safetensors" is not in "files"',
      (m) => (m.postprocess = { textLinear: 'dense.safetensors' }),
    ],
    [
      'postprocess.imageLinear "dense.safetensors" is not in "files"',
      (m) => (m.postprocess = { imageLinear: 'dense.safetensors' }),
    ],
    ['postprocess.dropDims names a value twice', (m) => (m.postprocess = { dropDims: [1, 2, 1] })],
    ['score.logitBias is missing although "sigmoid" takes one', (m) => (m.score.kind = 'sigmoid')],
    [
      'text.pooling "eot-argmax" without tokenizer.eos',
      (m) => {
        text(m).pooling = 'eot-argmax';
        delete text(m).tokenizer.eos;
      },
    ],
    [
      'text.pooling "eos-first" with the begin token as tokenizer.eos',
      (m) => {
        text(m).pooling = 'eos-first';
        text(m).tokenizer.eos = text(m).tokenizer.bos ?? -1;
      },
    ],
    [
      'tokenizer.clean "siglip" without tokenizer.lowercase',
      (m) => Object.assign(text(m).tokenizer, { clean: 'siglip', lowercase: false }),
    ],
    ['selfTest.texts is empty although the pack has a text tower', (m) => (m.selfTest.texts = [])],
    ['self-test image "self-test/wide.png" has 7 values', (m) => goldenOf(m).images[0]?.vector.pop()],
    ['self-test text "sunset" has 7 values', (m) => goldenOf(m).texts.at(-1)?.vector.pop()],
  ])('%s', (finding, edit) => {
    expect(inconsistencies(edited(edit))).toEqual([finding]);
  });
});

describe('a path', () => {
  const withPath = (path: string): boolean =>
    PackManifest.safeParse({ ...(JSON.parse(json) as object), files: [{ path, bytes: 1, sha256: '0'.repeat(64) }] })
      .success;

  test.each(['model.onnx', 'onnx/model.onnx', 'a b/ü.json', '..file', 'a/...'])('"%s" is inside the pack', (path) => {
    expect(withPath(path)).toBe(true);
  });

  test.each([
    '',
    '.',
    '..',
    '/etc/passwd',
    '../other/model.onnx',
    'a/../../b',
    'a/./b',
    'a//b',
    'a/',
    String.raw`a\b`,
    'C:model.onnx',
    'c:/model.onnx',
    'a\0b',
  ])('%j is refused', (path) => {
    expect(withPath(path)).toBe(false);
  });
});

test('a manifest with a field that the contract does not know is refused', () => {
  const manifest = JSON.parse(json) as Record<string, object>;
  expect(PackManifest.safeParse({ ...manifest, surprise: 1 }).success).toBe(false);
  expect(PackManifest.safeParse({ ...manifest, image: { ...manifest['image'], gamma: 2.2 } }).success).toBe(false);
});

test('a manifest cannot weaken its own self-test', () => {
  const manifest = JSON.parse(json) as Record<string, object>;
  const selfTest = { ...manifest['selfTest'], minCosine: 0.9 };
  expect(PackManifest.safeParse({ ...manifest, selfTest }).success).toBe(false);
  expect(PackManifest.safeParse({ ...manifest, selfTest: { ...manifest['selfTest'], images: [] } }).success).toBe(
    false,
  );
});

describe('a self-test', () => {
  const withTest = (selfTest: object): boolean =>
    PackManifest.safeParse({ ...(JSON.parse(json) as object), selfTest }).success;

  test.each<readonly [what: string, change: object]>([
    ['golden, said', { kind: 'golden' }],
    ['golden, not said', {}],
    ['recorded here', { kind: 'golden', recorded: true }],
  ])('may be %s', (_, change) => {
    expect(withTest({ ...edited(() => undefined).selfTest, ...change })).toBe(true);
  });

  test('may be agreement, with token ids and without any', () => {
    expect(withTest({ kind: 'agreement', texts: [{ text: 'a dog', ids: [1, 2, 3] }] })).toBe(true);
    expect(withTest({ kind: 'agreement', texts: [] })).toBe(true);
  });

  test.each<readonly [what: string, selfTest: object]>([
    ['another kind', { kind: 'none', texts: [] }],
    ['no kind and no vectors', { texts: [] }],
    ['agreement without a list of texts', { kind: 'agreement' }],
    ['agreement with a limit of its own', { kind: 'agreement', texts: [], atLeast: 3 }],
    ['agreement with images of its own', { kind: 'agreement', texts: [], images: [] }],
    ['token ids below zero', { kind: 'agreement', texts: [{ text: 'a dog', ids: [-1] }] }],
    ['token ids that are none', { kind: 'agreement', texts: [{ text: 'a dog', ids: [1.5] }] }],
  ])('is refused with %s', (_, selfTest) => {
    expect(withTest(selfTest)).toBe(false);
  });
});
