import { appendFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isSamePack, PackDirs } from '../../../src-main/engine/models/pack-dirs.ts';
import { installPack } from '../../helpers/installed-packs.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { fixturePack } from '../../helpers/temp-library.ts';

test('without a folder of models there is the pack of the app alone', async () => {
  await using folder = await tempFolder();
  const dirs = new PackDirs(folder.path, fixturePack('tiny-clip'));
  expect(await dirs.list()).toMatchObject([{ id: 'tiny-clip', version: '1.0.0', dir: fixturePack('tiny-clip') }]);
  expect(await dirs.own()).toMatchObject({ id: 'tiny-clip' });
  await expect(dirs.find('tiny-f16')).rejects.toMatchObject({
    code: 'PACK_NOT_FOUND',
    message: expect.stringContaining('tiny-f16') as string,
  });
});

test('installed packs are found by id, the latest version first, by numbers', async () => {
  await using folder = await tempFolder();
  for (const version of ['1.9.0', '1.10.0']) {
    await installPack(folder.path, 'tiny-f16', (manifest) => Object.assign(manifest, { version }));
  }
  const dirs = new PackDirs(folder.path, fixturePack('tiny-clip'));
  expect(await dirs.find('tiny-f16')).toMatchObject({ version: '1.10.0' });
  expect(await dirs.find('tiny-f16', '1.9.0')).toMatchObject({ version: '1.9.0' });
  await expect(dirs.find('tiny-f16', '2')).rejects.toMatchObject({ code: 'PACK_NOT_FOUND' });
  const { manifest } = await dirs.verified({ id: 'tiny-f16', version: '1.9.0' });
  expect(isSamePack(manifest, { id: 'tiny-f16', version: '1.9.0' })).toBe(true);
});

test('what is no pack is passed over, and what is damaged is told of by whoever wants it', async () => {
  await using folder = await tempFolder();
  const dir = await installPack(folder.path, 'tiny-f16');
  await mkdir(join(folder.path, 'models', 'empty@1'));
  await mkdir(join(folder.path, 'models', '.unfinished@1'));
  await writeFile(join(folder.path, 'models', 'file@1'), '');
  const dirs = new PackDirs(folder.path, fixturePack('tiny-clip'));
  expect((await dirs.list()).map(({ id }) => id)).toEqual(['tiny-clip', 'tiny-f16']);
  await appendFile(join(dir, 'text.onnx'), 'x');
  await expect(dirs.verified({ id: 'tiny-f16', version: '1.0.0' })).rejects.toMatchObject({
    code: 'PACK_FILE_SIZE_MISMATCH',
  });
  await writeFile(join(dir, 'pack.json'), 'no manifest');
  await expect(dirs.verified({ id: 'tiny-f16', version: '1.0.0' })).rejects.toMatchObject({
    code: 'PACK_MANIFEST_INVALID',
  });
});

test('a folder that holds another pack than its name says is refused', async () => {
  await using folder = await tempFolder();
  const dir = await installPack(folder.path, 'tiny-f16');
  await rename(dir, join(folder.path, 'models', 'tiny-f17@1.0.0'));
  const dirs = new PackDirs(folder.path, fixturePack('tiny-clip'));
  await expect(dirs.verified({ id: 'tiny-f17', version: '1.0.0' })).rejects.toMatchObject({
    code: 'PACK_MANIFEST_INVALID',
    message: expect.stringContaining('tiny-f16@1.0.0') as string,
  });
});
