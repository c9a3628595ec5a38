import { afterAll, describe, expect, test } from 'vitest';
import type { AppError } from '../../../src-contract/index.ts';
import { DecodePool } from '../../../src-main/encoder/decode/decode-pool.ts';
import { Towers } from '../../../src-main/encoder/towers.ts';
import { loadRequest, tempDir } from './open-service.ts';
import { editedPack, type PackEdit, packNames, type PackName, readManifest } from './packs.ts';
import { type Refusal, refusals, text, type Tower } from './refusals.ts';

const pool = new DecodePool(1);
afterAll(() => pool[Symbol.asyncDispose]());

/** Load one tower of an edited pack. Returns the lowest cosine of its self-test, or the refusal. */
async function load(pack: PackName, tower: Tower, edit: PackEdit): Promise<number | AppError> {
  await using folder = await tempDir();
  const packDir = await editedPack(pack, folder.at('pack'), edit);
  const manifest = await readManifest(pack);
  edit.manifest?.(manifest);
  await using towers = new Towers(loadRequest({ packDir, thumbDir: folder.at('thumbnails') }), manifest, pool);
  try {
    await towers[tower]();
    return towers.selfTest[tower] ?? NaN;
  } catch (error) {
    return error as AppError;
  }
}

describe.each(packNames)('pack %s', (pack) => {
  test.each(['image', 'text'] as const)('passes the self-test of its %s tower', async (tower) => {
    expect(await load(pack, tower, {})).toBeGreaterThan(tower === 'text' ? 0.999_999 : 0.9999);
  });

  const concerned = refusals.filter(({ packs }) => packs?.includes(pack) ?? true);
  test.each(concerned)('is refused with $what', async ({ tower, edit, code, message }) => {
    const refusal = await load(pack, tower, edit);
    expect(refusal).toMatchObject({ code, message: expect.stringMatching(message) as string });
    if (code === 'PACK_SELF_TEST_FAILED')
      expect(refusal).toMatchObject({ message: expect.stringContaining((await readManifest(pack)).id) as string });
  });
});

/** What a pack's golden vectors say nothing about, and why. */
const blind: readonly (Omit<Refusal, 'code' | 'message' | 'packs'> & {
  readonly pack: PackName;
  readonly why: string;
})[] = [
  {
    pack: 'builtin',
    what: 'the colour behind transparency',
    why: 'none of its images has any',
    tower: 'image',
    edit: { manifest: (manifest) => (manifest.image.alphaBackground = [0, 0, 0]) },
  },
  {
    pack: 'builtin',
    what: 'half a grey level of mean',
    why: 'that moves an embedding less than JPEG does',
    tower: 'image',
    edit: { manifest: (manifest) => (manifest.image.mean = [127.5, 127.5, 127.5]) },
  },
  {
    pack: 'builtin',
    what: 'the pad token',
    why: 'the mask hides it',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).tokenizer.pad = 7) },
  },
  {
    pack: 'tiny-clip',
    what: 'the pad token',
    why: 'attention is causal and the embedding is taken at the end of the text, before any padding',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).tokenizer.pad = 0) },
  },
  {
    pack: 'builtin',
    what: 'padding to the context',
    why: 'the mask hides it, it only costs time',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).tokenizer.padTo = 'context') },
  },
  {
    pack: 'builtin',
    what: 'lower-casing',
    why: 'its tokenizer does that itself',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).tokenizer.lowercase = false) },
  },
  {
    pack: 'builtin',
    what: 'cleaning of white space',
    why: 'its tokenizer splits at any',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).tokenizer.clean = 'clip') },
  },
  {
    pack: 'builtin',
    what: 'a longer context',
    why: 'no golden text fills one',
    tower: 'text',
    edit: { manifest: (manifest) => (text(manifest).contextLength = 256) },
  },
];

test.each(blind)('$pack cannot see a change of $what: $why', async ({ pack, tower, edit }) => {
  expect(await load(pack, tower, edit)).toBeGreaterThan(0.999);
});
