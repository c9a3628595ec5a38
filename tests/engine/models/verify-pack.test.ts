import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ErrorCode } from '../../../src-contract/index.ts';
import type { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import { verifyPack } from '../../../src-main/engine/models/verify-pack.ts';
import { goldenOf } from '../../encoder/sessions/packs.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { builtinPack, fixturePack } from '../../helpers/temp-library.ts';

/** A manifest that a test may change. */
type Draft = PackManifest & Record<string, unknown>;

/** Copy the fixture pack, change it, and verify it. */
async function verifyChanged(change: (dir: string) => Promise<unknown>): Promise<unknown> {
  await using folder = await tempFolder();
  const dir = join(folder.path, 'pack');
  await cp(fixturePack('tiny-clip'), dir, { recursive: true });
  await change(dir);
  return await verifyPack(dir);
}

function editing(edit: (manifest: Draft) => void): (dir: string) => Promise<void> {
  return async (dir) => {
    const path = join(dir, 'pack.json');
    const manifest = JSON.parse(await readFile(path, 'utf8')) as Draft;
    edit(manifest);
    await writeFile(path, JSON.stringify(manifest));
  };
}

async function flipByte(path: string): Promise<void> {
  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

test.each([
  ['the built-in pack', builtinPack],
  ['a fixture', fixturePack('tiny-clip')],
  ['another', fixturePack('tiny-f16')],
])('accepts %s', async (_, dir) => {
  await expect(verifyPack(dir)).resolves.toMatchObject({ manifest: { schema: 1 } });
});

test('accepts a pack that is reached through a link, and names its real folder', async () => {
  await using folder = await tempFolder();
  await symlink(fixturePack('tiny-clip'), join(folder.path, 'link'));
  await expect(verifyPack(join(folder.path, 'link'))).resolves.toMatchObject({ dir: fixturePack('tiny-clip') });
});

const cases: [what: string, code: ErrorCode, message: RegExp, change: (dir: string) => Promise<unknown>][] = [
  [
    'a damaged byte',
    'PACK_FILE_HASH_MISMATCH',
    /sha256 \w{64} for "image\.onnx" of pack tiny-clip/,
    (dir) => flipByte(join(dir, 'image.onnx')),
  ],
  [
    'a damaged self-test image',
    'PACK_FILE_HASH_MISMATCH',
    /"self-test\/.*png"/,
    (dir) => flipByte(join(dir, 'self-test', 'wide.png')),
  ],
  [
    'a file that is cut off',
    'PACK_FILE_SIZE_MISMATCH',
    /Expected \d+ bytes for "text\.onnx".*received 100/,
    (dir) => writeFile(join(dir, 'text.onnx'), Buffer.alloc(100)),
  ],
  [
    'a file that is not there',
    'PACK_FILE_MISSING',
    /"tokenizer\.json" of pack tiny-clip/,
    (dir) => rm(join(dir, 'tokenizer.json')),
  ],
  [
    'a folder in place of a file',
    'PACK_FILE_MISSING',
    /"tokenizer\.json".*not a file/,
    async (dir) => {
      await rm(join(dir, 'tokenizer.json'));
      await mkdir(join(dir, 'tokenizer.json'));
    },
  ],
  [
    'a link that leads out of the pack',
    'PACK_PATH_ESCAPES',
    /"image\.onnx".*leads to ".*outside\.onnx"/,
    async (dir) => {
      await rename(join(dir, 'image.onnx'), join(dir, '..', 'outside.onnx'));
      await symlink(join('..', 'outside.onnx'), join(dir, 'image.onnx'));
    },
  ],
  [
    'a linked folder that leads out of the pack',
    'PACK_PATH_ESCAPES',
    /"self-test\//,
    async (dir) => {
      await rename(join(dir, 'self-test'), join(dir, '..', 'pack-self-test'));
      await symlink(join('..', 'pack-self-test'), join(dir, 'self-test'));
    },
  ],
  ['no manifest', 'PACK_NOT_FOUND', /model pack in ".*pack"/, (dir) => rm(join(dir, 'pack.json'))],
  ['no folder', 'PACK_NOT_FOUND', /model pack in ".*pack"/, (dir) => rm(dir, { recursive: true })],
  [
    'a manifest that is not JSON',
    'PACK_MANIFEST_INVALID',
    /Expected JSON in ".*pack\.json"/,
    (dir) => writeFile(join(dir, 'pack.json'), '{ "schema": 1,'),
  ],
  [
    'a manifest of another schema',
    'PACK_MANIFEST_INVALID',
    /schema/,
    editing((pack) => Object.assign(pack, { schema: 2 })),
  ],
  ['an unknown key', 'PACK_MANIFEST_INVALID', /colour/, editing((pack) => (pack['colour'] = 'blue'))],
  [
    'an unknown key inside',
    'PACK_MANIFEST_INVALID',
    /gamma[^]*image/,
    editing((pack) => Object.assign(pack.image, { gamma: 2 })),
  ],
  ['a missing key', 'PACK_MANIFEST_INVALID', /space/, editing((pack) => Reflect.deleteProperty(pack, 'space'))],
  [
    'a weaker self-test',
    'PACK_MANIFEST_INVALID',
    /minCosine/,
    editing((pack) => Object.assign(pack.selfTest, { minCosine: 0.5 })),
  ],
  [
    'a file that the towers need and "files" does not list',
    'PACK_MANIFEST_INVALID',
    /text\.file "text\.onnx" is not in "files"/,
    editing((pack) => (pack.files = pack.files.filter(({ path }) => path !== 'text.onnx'))),
  ],
  [
    'two hashes for one file',
    'PACK_MANIFEST_INVALID',
    /another sha256/,
    editing((pack) => (pack.image = { ...pack.image, sha256: 'a'.repeat(64) })),
  ],
  [
    'golden vectors of the wrong length',
    'PACK_MANIFEST_INVALID',
    /self-test image .* values/,
    editing((pack) => goldenOf(pack).images[0]?.vector.push(0)),
  ],
  [
    'an int8 store',
    'PACK_UNSUPPORTED',
    /pack tiny-clip.*embedding\.store "i8"/,
    editing((pack) => (pack.embedding = { ...pack.embedding, store: 'i8' })),
  ],
  [
    'an ensemble',
    'PACK_UNSUPPORTED',
    /ensemble/,
    editing((pack) => (pack.ensemble = { members: [], weights: 'equal' })),
  ],
  [
    'texts as pictures',
    'PACK_UNSUPPORTED',
    /tokenizer kind "pixels"/,
    editing((pack) => pack.text && (pack.text.tokenizer.kind = 'pixels')),
  ],
];

describe('refuses, and says where and why,', () => {
  test.each(cases)('%s: %s', async (_, code, message, change) => {
    await expect(verifyChanged(change)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message) as string,
    });
  });

  test.each(['../image.onnx', '/etc/hostname', 'sub/../../x', 'C:\\x', 'a\\..\\b', './image.onnx', 'sub//x', ''])(
    'a path out of the folder: "%s"',
    async (path) => {
      const bytes = Buffer.from('outside');
      const file = { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
      const change = editing((pack) => pack.files.push(file));
      await expect(verifyChanged(change)).rejects.toMatchObject({
        code: 'PACK_MANIFEST_INVALID',
        message: expect.stringMatching(/files\[\d+\]\.path/) as string,
      });
    },
  );
});
