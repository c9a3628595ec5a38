import { chmod, cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findPack } from '../../../src-main/engine/models/import/find-pack.ts';
import { fixtureEntry } from '../../helpers/model-catalogue.ts';
import { tempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { fixturePack } from '../../helpers/temp-library.ts';
import { manifestOf } from '../../../src-main/core/pack/catalogue.ts';

const nobody = 65_534;

let folder: TempFolder;
beforeEach(async () => {
  folder = await tempFolder();
  await chmod(folder.path, 0o755);
});
afterEach(() => folder[Symbol.asyncDispose]());

/** Do something as a user who may not read everything: root may. */
async function asNobody<T>(work: () => Promise<T>): Promise<T> {
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
  }
}

test.skipIf(process.platform === 'win32').each([
  ['folder', 'some/locked'],
  ['manifest', 'pack.json'],
  ['file of an entry', 'image.onnx'],
])('a %s that may not be read is named', async (kind, path) => {
  const dir = join(folder.path, 'pack');
  await mkdir(join(dir, 'some', 'locked'), { recursive: true });
  const isReady = kind === 'manifest';
  await cp(fixturePack('tiny-f16'), dir, { recursive: true, filter: (from) => isReady || !from.endsWith('pack.json') });
  await chmod(join(dir, path), 0o000);
  const entry = await fixtureEntry('tiny-f16');
  const catalogue = [{ entry, manifest: manifestOf(entry) }];
  await expect(asNobody(() => findPack(dir, catalogue, new AbortController().signal))).rejects.toMatchObject({
    code: 'IMPORT_UNREADABLE',
    message: expect.stringContaining(`"${join(dir, path)}" but received: EACCES`) as string,
  });
});
