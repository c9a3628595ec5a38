import { existsSync, readdirSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { create } from 'tar';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CatalogueEntry } from '../../../src-main/core/pack/catalogue.ts';
import type { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import type { EngineOptions } from '../../../src-main/engine/engine-options.ts';
import { installedPacks } from '../../../src-main/engine/models/index.ts';
import { noise } from '../../helpers/file-server.ts';
import { fixtureEntry, writeCatalogue } from '../../helpers/model-catalogue.ts';
import { tempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { fixturePack, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { zip, type ZipFile } from '../../helpers/zip.ts';

let folder: TempFolder;
let lib: TempLibrary;
beforeEach(async () => {
  folder = await tempFolder();
  lib = await library([await fixtureEntry('tiny-f16')]);
});
afterEach(async () => {
  await lib[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

async function library(entries: readonly CatalogueEntry[], models: EngineOptions['models'] = {}): Promise<TempLibrary> {
  const catalogueDir = await writeCatalogue(join(folder.path, 'catalogue'), entries);
  return tempLibrary(
    {},
    { catalogueDir, adoptPack: true, models: { environment: {}, origin: 'https://192.0.2.1', ...models } },
  );
}

/** A copy of the fixture pack, to be changed. */
async function copyOfPack(...at: string[]): Promise<string> {
  const dir = join(folder.path, 'copy', ...at);
  await cp(fixturePack('tiny-f16'), dir, { recursive: true });
  return dir;
}

/** The fixture's files as a hub has them, without a manifest. */
async function hubFiles(): Promise<string> {
  const dir = await copyOfPack();
  await rm(join(dir, 'pack.json'));
  return dir;
}

async function filesOf(dir: string): Promise<ZipFile[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map(async (entry) => {
        const path = join(entry.parentPath, entry.name);
        return { name: path.slice(dir.length + 1), content: await readFile(path) };
      }),
  );
}

async function write(name: string, content: Uint8Array): Promise<string> {
  const path = join(folder.path, name);
  await writeFile(path, content);
  return path;
}

async function archive(files: readonly ZipFile[]): Promise<string> {
  return write('pack.zip', zip(files));
}

/** Nothing was installed, and nothing is left. */
async function expectNothing(): Promise<void> {
  expect(await installedPacks(lib.dataDir)).toEqual([]);
  const incoming = join(lib.dataDir, 'models', '.incoming');
  expect(existsSync(incoming) ? await readdir(incoming) : []).toEqual([]);
  const found = (await lib.engine.models.list()).find(({ id }) => id === 'tiny-f16');
  expect(found?.state ?? { kind: 'available' }).toEqual({ kind: 'available' });
}

async function refused(path: string, code: string, message?: RegExp): Promise<void> {
  await expect(lib.engine.models.import(path, false)).rejects.toMatchObject({
    code,
    ...(message === undefined ? {} : { message: expect.stringMatching(message) as string }),
  });
  await expectNothing();
}

describe('imported', () => {
  const origin = async (): Promise<unknown> =>
    (await installedPacks(lib.dataDir)).map(({ manifest, receipt }) => [manifest.id, receipt?.origin]);

  test('is a ready pack in a folder, which stays as it is', async () => {
    const dir = await copyOfPack();
    const before = (await filesOf(dir)).map(({ name }) => name).sort();
    expect(await lib.engine.models.import(dir, false)).toBe('tiny-f16');
    expect(await origin()).toEqual([['tiny-f16', 'import']]);
    expect((await filesOf(dir)).map(({ name }) => name).sort()).toEqual(before);
    const [entry] = (await lib.engine.models.list()).filter(({ id }) => id === 'tiny-f16');
    expect(entry).toMatchObject({ state: { kind: 'installed' }, verified: 'golden' });
    expect(await readdir(join(lib.dataDir, 'models', '.incoming'))).toEqual([]);
  });

  test('is a ready pack that the catalogue does not have', async () => {
    const dir = await copyOfPack();
    const manifest = JSON.parse(await readFile(join(dir, 'pack.json'), 'utf8')) as PackManifest;
    await writeFile(join(dir, 'pack.json'), JSON.stringify({ ...manifest, id: 'my-own' }));
    expect(await lib.engine.models.import(dir, false)).toBe('my-own');
    expect(await origin()).toEqual([['my-own', 'import']]);
  });

  test('are the files of an entry of the catalogue, wherever they lie in a folder', async () => {
    const dir = await hubFiles();
    await mkdir(join(dir, 'some', 'where'), { recursive: true });
    await cp(join(dir, 'image.onnx'), join(dir, 'some', 'where', 'image.onnx'));
    await writeFile(join(dir, 'image.onnx'), 'something else of that name');
    expect(await lib.engine.models.import(dir, false)).toBe('tiny-f16');
    expect(await origin()).toEqual([['tiny-f16', 'catalogue']]);
  });

  test('is a .zip of a ready pack, also of its folder', async () => {
    const files = await filesOf(await copyOfPack());
    const inFolder = files.map(({ name, content }) => ({ name: `tiny/${name}`, content }));
    await lib.engine.models.import(await archive([{ name: 'tiny/', content: Buffer.alloc(0) }, ...inFolder]), false);
    expect(await origin()).toEqual([['tiny-f16', 'import']]);
    await lib.engine.models.remove('tiny-f16');
    await lib.engine.models.import(await archive(files), false);
    expect(await origin()).toEqual([['tiny-f16', 'import']]);
    expect(await readdir(join(lib.dataDir, 'models', '.incoming'))).toEqual([]);
  });

  test('is a .zip of the files of an entry', async () => {
    await lib.engine.models.import(await archive(await filesOf(await hubFiles())), false);
    expect(await origin()).toEqual([['tiny-f16', 'catalogue']]);
  });

  test.each([false, true])('is a .tar, gzipped: %s', async (gzip) => {
    const dir = await copyOfPack();
    const path = join(folder.path, 'pack.tar');
    await create({ file: path, cwd: dirname(dir), gzip }, [basename(dir)]);
    await lib.engine.models.import(path, false);
    expect(await origin()).toEqual([['tiny-f16', 'import']]);
  });

  test('are files that nobody may write, and become ours', async () => {
    const dir = await copyOfPack();
    for (const { name } of await filesOf(dir)) await chmod(join(dir, name), 0o444);
    await lib.engine.models.import(dir, false);
    const [pack] = await installedPacks(lib.dataDir);
    for (const { path } of pack?.manifest.files ?? [])
      expect((await stat(join(pack?.dir ?? '', path))).mode & 0o777, path).toBe(0o644);
    expect((await stat(join(dir, 'image.onnx'))).mode & 0o777, 'the original').toBe(0o444);
  });

  test('in part is nothing at the next start, and no download that can go on', async () => {
    const importing = lib.engine.models.import(await hubFiles(), false);
    importing.catch((error: unknown) => error);
    const incoming = join(lib.dataDir, 'models', '.incoming');
    await expect.poll(() => existsSync(incoming) && readdirSync(incoming).length).toBe(1);
    // As it lies there when the process is killed now.
    const [name = ''] = readdirSync(incoming);
    await cp(join(incoming, name), join(folder.path, 'half'), { recursive: true });
    await importing;
    await lib.engine.models.remove('tiny-f16');
    await cp(join(folder.path, 'half'), join(incoming, name), { recursive: true });
    await lib.reopen();
    // What is left over is removed before the first answer.
    await lib.engine.models.list();
    await expectNothing();
  });

  test('in vain leaves a paused download as it was', async () => {
    const state = async (): Promise<unknown> =>
      (await lib.engine.models.list()).find(({ id }) => id === 'tiny-f16')?.state;
    await lib.engine.models.install('tiny-f16', false);
    await expect.poll(state).toMatchObject({ phase: 'downloading' });
    await lib.engine.models.pause('tiny-f16');
    const before = await state();
    expect(before).toMatchObject({ kind: 'installing', paused: true });
    const dir = await copyOfPack();
    await writeFile(join(dir, 'text.onnx'), Buffer.alloc((await stat(join(dir, 'text.onnx'))).size));
    await expect(lib.engine.models.import(dir, false)).rejects.toMatchObject({ code: 'PACK_FILE_HASH_MISMATCH' });
    expect(await state()).toEqual(before);
    await lib.reopen();
    expect(await state()).toMatchObject({ kind: 'installing', paused: true });
  });

  test('is what could not be downloaded, in its place', async () => {
    await lib.engine.models.install('tiny-f16', false);
    await lib.engine.models.pause('tiny-f16');
    await lib.engine.models.import(await copyOfPack(), false);
    expect((await installedPacks(lib.dataDir)).map(({ manifest }) => manifest.id)).toEqual(['tiny-f16']);
  });
});

describe('refused is', () => {
  test('what is not there, no archive, or no pack', async () => {
    await refused(join(folder.path, 'nothing'), 'IMPORT_UNREADABLE');
    await refused(await write('a.txt', Buffer.from('text')), 'IMPORT_UNREADABLE', /neither/u);
    await refused(await write('empty.zip', Buffer.alloc(0)), 'IMPORT_UNREADABLE');
    await refused(await archive([{ name: 'readme.txt', content: Buffer.from('hello') }]), 'IMPORT_NOT_A_PACK');
    await mkdir(join(folder.path, 'empty'));
    await refused(join(folder.path, 'empty'), 'IMPORT_NOT_A_PACK');
  });

  test('an archive that is cut off', async () => {
    const files = await filesOf(await copyOfPack());
    const whole = zip(files);
    await refused(await write('cut.zip', whole.subarray(0, whole.length - 100)), 'IMPORT_UNREADABLE');
    const path = join(folder.path, 'pack.tar.gz');
    await create({ file: path, cwd: folder.path, gzip: true }, ['copy']);
    const bytes = await readFile(path);
    await refused(await write('cut.tar.gz', bytes.subarray(0, bytes.length / 2)), 'IMPORT_UNREADABLE');
  });

  test('what has all of an entry but one file, which is named', async () => {
    const dir = await hubFiles();
    await rm(join(dir, 'text.onnx'));
    await refused(dir, 'IMPORT_NOT_A_PACK', /text\.onnx/u);
    await writeFile(join(dir, 'text.onnx'), Buffer.alloc(2199));
    await refused(dir, 'IMPORT_NOT_A_PACK', /text\.onnx/u);
  });

  test('a ready pack whose file is missing, changed or a link', async () => {
    const dir = await copyOfPack();
    const text = await readFile(join(dir, 'text.onnx'));
    await rm(join(dir, 'text.onnx'));
    await refused(dir, 'PACK_FILE_MISSING', /text\.onnx/u);
    await writeFile(join(dir, 'text.onnx'), Buffer.alloc(text.length));
    await refused(dir, 'PACK_FILE_HASH_MISMATCH', /text\.onnx/u);
    await rm(join(dir, 'text.onnx'));
    await symlink(join(fixturePack('tiny-f16'), 'text.onnx'), join(dir, 'text.onnx'));
    await refused(dir, 'IMPORT_UNSAFE', /link/u);
    await rm(join(dir, 'text.onnx'));
    await writeFile(join(dir, 'text.onnx'), text);
    await rm(join(dir, 'self-test'), { recursive: true });
    await symlink(join(fixturePack('tiny-f16'), 'self-test'), join(dir, 'self-test'));
    await refused(dir, 'IMPORT_UNSAFE', /link/u);
  });

  test('a manifest that is far larger than any is', async () => {
    const dir = await copyOfPack();
    await truncate(join(dir, 'pack.json'), 600 * 2 ** 20);
    await refused(dir, 'PACK_MANIFEST_INVALID', /16 MiB.*629145600 bytes/u);
  });

  test('a manifest that is none, leads out, or whose version no folder can be named after', async () => {
    const dir = await copyOfPack();
    const manifest = JSON.parse(await readFile(join(dir, 'pack.json'), 'utf8')) as PackManifest;
    const change = (changes: object): Promise<void> =>
      writeFile(join(dir, 'pack.json'), JSON.stringify({ ...manifest, ...changes }));
    await writeFile(join(dir, 'pack.json'), '{');
    await refused(dir, 'PACK_MANIFEST_INVALID');
    await change({ files: [...manifest.files, { ...manifest.files[0], path: '../../../escaped' }] });
    await refused(dir, 'PACK_MANIFEST_INVALID');
    for (const version of ['../../1', 'a/b', '..', '1.', ' ', 'C:1']) {
      await change({ version });
      await refused(dir, 'PACK_MANIFEST_INVALID');
    }
  });

  test('a pack whose license must be accepted, until it is', async () => {
    const dir = await copyOfPack();
    const manifest = JSON.parse(await readFile(join(dir, 'pack.json'), 'utf8')) as PackManifest;
    const license = { ...manifest.license, mustAccept: true };
    await writeFile(join(dir, 'pack.json'), JSON.stringify({ ...manifest, license }));
    await refused(dir, 'MODEL_LICENSE_NOT_ACCEPTED');
    await lib.engine.models.import(dir, true);
  });

  test('a pack that is there already', async () => {
    await lib.engine.models.import(await copyOfPack(), false);
    await expect(lib.engine.models.import(await copyOfPack(), false)).rejects.toMatchObject({ code: 'MODEL_BUSY' });
    await expect(lib.engine.models.import(fixturePack('tiny-clip'), false)).rejects.toMatchObject({
      code: 'MODEL_BUSY',
    });
    expect(await installedPacks(lib.dataDir)).toHaveLength(1);
  });

  test('a pack that does not pass its self-test', async () => {
    const dir = await copyOfPack();
    const manifest = JSON.parse(await readFile(join(dir, 'pack.json'), 'utf8')) as PackManifest;
    const image = { ...manifest.image, mean: [0, 0, 0] };
    await writeFile(join(dir, 'pack.json'), JSON.stringify({ ...manifest, image }));
    await refused(dir, 'PACK_SELF_TEST_FAILED');
  });

  test('what does not fit on the disk', async () => {
    await lib[Symbol.asyncDispose]();
    lib = await library([await fixtureEntry('tiny-f16')], { freeBytes: () => Promise.resolve(256 * 2 ** 20 + 1000) });
    await refused(await copyOfPack(), 'DISK_FULL');
    await refused(await archive(await filesOf(await copyOfPack())), 'IMPORT_UNSAFE', /1000 bytes/u);
  });
});

describe('an archive is not safe', () => {
  const text = Buffer.from('escaped');
  test.each([
    ['leads upwards', [{ name: '../escaped', content: text }]],
    ['leads upwards from deep inside', [{ name: 'a/b/../../../escaped', content: text }]],
    ['is absolute', [{ name: '/tmp/escaped', content: text }]],
    ['is of Windows', [{ name: 'C:/escaped', content: text }]],
    ['has backslashes', [{ name: '..\\escaped', content: text }]],
    ['is too long', [{ name: `${'a/'.repeat(20)}b`, content: text }]],
    ['is there twice', [{ name: 'a', content: text }, { name: 'a', content: text }]], // prettier-ignore
    ['is a file and a folder', [{ name: 'a', content: text }, { name: 'a/b', content: text }]], // prettier-ignore
    ['is a link', [{ name: 'a', content: Buffer.from('/etc/passwd'), mode: 0o120_777 }]],
    ['is a device', [{ name: 'a', content: Buffer.alloc(0), mode: 0o020_666 }]],
    ['is encrypted', [{ name: 'a', content: text, flags: 1 }]],
  ] satisfies [string, ZipFile[]][])('whose entry %s', async (_, files) => {
    await refused(await archive(files), 'IMPORT_UNSAFE');
    expect(existsSync(join(lib.dataDir, 'models', 'escaped'))).toBe(false);
    expect(existsSync(join(lib.dataDir, 'escaped'))).toBe(false);
  });

  test('that has more in an entry than it says', async () => {
    const path = await archive([{ name: 'a', content: Buffer.alloc(1_000_000), claims: 10 }]);
    await refused(path, 'IMPORT_UNSAFE', /too many bytes/u);
  });

  test('that has more entries than a pack has files', async () => {
    const files = Array.from({ length: 2001 }, (_, i) => ({ name: String(i), content: Buffer.alloc(0) }));
    await refused(await archive(files), 'IMPORT_UNSAFE', /2000 entries/u);
  });

  test('that says it has more than fits', async () => {
    const path = await archive([{ name: 'a', content: text, claims: 2 ** 32 - 2 }]);
    await lib[Symbol.asyncDispose]();
    lib = await library([], { freeBytes: () => Promise.resolve(2 ** 31) });
    await refused(path, 'IMPORT_UNSAFE', /bytes/u);
  });

  test('whose .tar has a link, or leads upwards', async () => {
    const dir = join(folder.path, 'tar');
    await mkdir(dir);
    await symlink('/etc/passwd', join(dir, 'link'));
    await writeFile(join(dir, 'file'), text);
    const path = join(folder.path, 'evil.tar.gz');
    await create({ file: path, cwd: dir, gzip: true }, ['link']);
    await refused(path, 'IMPORT_UNSAFE', /link/u);
    await create({ file: path, cwd: dir, gzip: true, prefix: '../..' }, ['file']);
    await refused(path, 'IMPORT_UNSAFE');
    await create({ file: path, cwd: dir, gzip: true, preservePaths: true }, [join(dir, 'file')]);
    await refused(path, 'IMPORT_UNSAFE');
  });

  test('whose .tar.gz has far more in it than fits', async () => {
    await lib[Symbol.asyncDispose]();
    lib = await library([], { freeBytes: () => Promise.resolve(256 * 2 ** 20 + 100_000) });
    const dir = join(folder.path, 'tar');
    await mkdir(dir);
    await writeFile(join(dir, 'noise'), noise(5_000_000));
    const path = join(folder.path, 'bomb.tar.gz');
    await create({ file: path, cwd: dir, gzip: true }, ['noise']);
    await refused(path, 'IMPORT_UNSAFE', /100000 bytes/u);
    await writeFile(join(dir, 'zeros'), Buffer.alloc(50_000_000));
    await create({ file: path, cwd: dir, gzip: true }, ['zeros']);
    await refused(path, 'IMPORT_UNSAFE');
  });
});
