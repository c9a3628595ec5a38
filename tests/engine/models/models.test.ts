import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ModelEntry, ModelState } from '../../../src-contract/index.ts';
import type { CatalogueEntry } from '../../../src-main/core/pack/catalogue.ts';
import type { PackManifest } from '../../../src-main/core/pack/manifest.ts';
import type { EngineOptions } from '../../../src-main/engine/engine-options.ts';
import { installedPacks } from '../../../src-main/engine/models/index.ts';
import { type FileServer, serve } from '../../helpers/file-server.ts';
import { fixtureEntry, startPublisher, writeCatalogue } from '../../helpers/model-catalogue.ts';
import { photo } from '../../helpers/photos.ts';
import { tempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { fixturePack, launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

let folder: TempFolder;
let publisher: FileServer;
let open: TempLibrary[];
beforeEach(async () => {
  folder = await tempFolder();
  publisher = await startPublisher();
  open = [];
});
afterEach(async () => {
  for (const lib of open) await lib[Symbol.asyncDispose]();
  await publisher[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const retries = { tries: 2, firstMs: 1, longestMs: 1, longestAskedMs: 1000 };

/** A library over tiny-clip with a catalogue that has tiny-f16, or what is given. */
async function library(
  options: Partial<EngineOptions> & { readonly entries?: readonly CatalogueEntry[] } = {},
): Promise<TempLibrary> {
  const { entries = [await fixtureEntry('tiny-f16')], models, ...rest } = options;
  const catalogueDir = await writeCatalogue(join(folder.path, 'catalogue'), entries);
  const lib = await tempLibrary(
    {},
    {
      catalogueDir,
      adoptPack: true,
      models: { origin: publisher.address, environment: {}, retries, ...models },
      ...rest,
    },
  );
  open.push(lib);
  return lib;
}

async function entry(lib: TempLibrary, id = 'tiny-f16'): Promise<ModelEntry> {
  const found = (await lib.engine.models.list()).find((each) => each.id === id);
  if (found === undefined) throw new Error(`Expected ${id} in the list`);
  return found;
}

async function state(lib: TempLibrary, id?: string): Promise<ModelState> {
  return (await entry(lib, id)).state;
}

/** Wait until a pack is in a state. */
async function until(lib: TempLibrary, kind: ModelState['kind']): Promise<ModelState> {
  await expect.poll(async () => (await state(lib)).kind, { timeout: 50_000 }).toBe(kind);
  return state(lib);
}

/** Where tiny-f16 lies when it is installed. */
function dirOf(lib: TempLibrary): string {
  return join(lib.dataDir, 'models', 'tiny-f16@1.0.0');
}

async function modelFolders(lib: TempLibrary): Promise<string[]> {
  const dir = join(lib.dataDir, 'models');
  return existsSync(dir) ? (await readdir(dir, { recursive: true })).sort() : [];
}

describe('the list', () => {
  test('has what is built in, in use, and what can be downloaded; nobody is asked for that', async () => {
    const lib = await library();
    const [first, second, ...others] = await lib.engine.models.list();
    expect(others).toEqual([]);
    expect(first).toMatchObject({ id: 'tiny-clip', origin: 'builtin', state: { kind: 'inUse' }, verified: 'golden' });
    expect(second).toMatchObject({
      id: 'tiny-f16',
      origin: 'catalogue',
      recommended: true,
      state: { kind: 'available' },
      verified: 'untried',
      refusedBecause: null,
      estimate: null,
    });
    expect(second?.downloadBytes).toBeGreaterThan(0);
    expect(publisher.requests).toHaveLength(0);
    expect(await modelFolders(lib)).toEqual([]);
  });

  test('says how long all photos would take, by how fast they are looked at with the pack in use', async () => {
    const lib = await library();
    await lib.write({ 'a.jpg': photo(1), 'b.jpg': photo(2) });
    await lib.index();
    const pack = { id: 'tiny-clip', version: '1.0.0' };
    let changes = 0;
    using _listening = lib.engine.onEvent(({ event }) => {
      if (event === 'models.changed') changes++;
    });
    lib.engine.models.measured({ pack, photosPerSecond: 80, photos: 49 });
    expect([(await entry(lib)).estimate, changes]).toEqual([null, 0]);
    lib.engine.models.measured({ pack, photosPerSecond: 80, photos: 50 });
    expect(changes, 'the page is told').toBe(1);
    // Half as many: the entry does 5.2 thousand million multiplications for a photo, the built-in pack 2.6.
    expect((await entry(lib)).estimate).toEqual({ photos: 2, photosPerSecond: 40, seconds: 0.05 });
    expect((await entry(lib, 'tiny-clip')).estimate).toBeNull();
    await lib.reopen();
    expect((await entry(lib)).estimate?.photosPerSecond).toBe(40);
  });

  test('says so where photos need not be looked at again', async () => {
    const space = (JSON.parse(await readFile(join(fixturePack('tiny-clip'), 'pack.json'), 'utf8')) as PackManifest)
      .space;
    const lib = await library({ entries: [await fixtureEntry('tiny-f16', { space })] });
    expect((await entry(lib)).sharesSpaceWith).toEqual(['tiny-clip']);
  });

  test('fails, and the library does not, when the catalogue is damaged', async () => {
    const lib = await library();
    await writeFile(join(folder.path, 'catalogue', 'broken.json'), '{');
    await lib.reopen();
    await expect(lib.engine.models.list()).rejects.toMatchObject({
      code: 'MODEL_CATALOGUE_INVALID',
      message: expect.stringContaining('broken.json') as string,
    });
    expect(lib.engine.library.status().photos).toBe(0);
  });
});

describe('installing', () => {
  test('downloads, checks, tests and then lists a pack, with its manifest and nothing else', async () => {
    const lib = await library();
    const changes: string[] = [];
    using _listening = lib.engine.onEvent(({ event }) => changes.push(event));
    await lib.engine.models.install('tiny-f16', false);
    expect((await state(lib)).kind).toBe('installing');
    await until(lib, 'installed');
    expect(await entry(lib)).toMatchObject({ verified: 'golden', origin: 'catalogue' });
    expect(changes).toContain('models.changed');

    const dir = dirOf(lib);
    const manifest = JSON.parse(await readFile(join(dir, 'pack.json'), 'utf8')) as unknown;
    expect(manifest).toEqual(JSON.parse(await readFile(join(fixturePack('tiny-f16'), 'pack.json'), 'utf8')));
    const [pack, ...others] = await installedPacks(lib.dataDir);
    expect(others).toEqual([]);
    expect(pack).toMatchObject({ dir, receipt: { origin: 'catalogue', verified: 'golden' } });
    const files = [...(await fixtureEntry('tiny-f16')).files.map(({ path }) => path), 'pack.json', 'installed.json'];
    const folders = ['.incoming', 'tiny-f16@1.0.0', 'tiny-f16@1.0.0/self-test'];
    const all = [...folders, ...files.map((file) => `tiny-f16@1.0.0/${file}`)];
    expect(await modelFolders(lib)).toEqual(all.sort());
  });

  test('twice, or of what nobody knows, is refused', async () => {
    const lib = await library();
    await lib.engine.models.install('tiny-f16', false);
    await expect(lib.engine.models.install('tiny-f16', false)).rejects.toMatchObject({ code: 'MODEL_BUSY' });
    await until(lib, 'installed');
    await expect(lib.engine.models.install('tiny-f16', false)).rejects.toMatchObject({ code: 'MODEL_BUSY' });
    await expect(lib.engine.models.install('nothing', false)).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  });

  test('of a pack whose license must be accepted is refused until it is', async () => {
    const license = { spdx: 'x', commercialUse: false, mustAccept: true, url: 'https://example.com' };
    const lib = await library({ entries: [await fixtureEntry('tiny-f16', { license })] });
    await expect(lib.engine.models.install('tiny-f16', false)).rejects.toMatchObject({
      code: 'MODEL_LICENSE_NOT_ACCEPTED',
      message: expect.stringContaining('https://example.com') as string,
    });
    expect(publisher.requests).toHaveLength(0);
    await lib.engine.models.install('tiny-f16', true);
    await until(lib, 'installed');
  });

  test('of a pack that needs more memory than there is is refused, and says so before', async () => {
    const { runtime } = JSON.parse(await readFile(join(fixturePack('tiny-f16'), 'pack.json'), 'utf8')) as PackManifest;
    const large = await fixtureEntry('tiny-f16', { runtime: { ...runtime, minRamMB: 4096 } });
    const lib = await library({ entries: [large], models: { memoryBytes: 2 ** 31 } });
    expect(await entry(lib)).toMatchObject({
      memory: { neededMB: 4096, machineMB: 2048 },
      refusedBecause: { code: 'MODEL_TOO_LARGE_FOR_MEMORY' },
    });
    await expect(lib.engine.models.install('tiny-f16', false)).rejects.toMatchObject({
      code: 'MODEL_TOO_LARGE_FOR_MEMORY',
    });
    expect(publisher.requests).toHaveLength(0);
  });

  test('fails where the disk is full', async () => {
    const lib = await library({ models: { freeBytes: () => Promise.resolve(1000) } });
    await lib.engine.models.install('tiny-f16', false);
    expect(await until(lib, 'failed')).toMatchObject({ error: { code: 'DISK_FULL' } });
    expect(publisher.requests).toHaveLength(0);
  });

  test('fails where the server does, says so, and goes on with what is there when it is tried again', async () => {
    const good = publisher.handler;
    publisher.handler = (request, response, count) => {
      if (request.url?.endsWith('text.onnx') === true) response.writeHead(404).end();
      else good(request, response, count);
    };
    const lib = await library();
    await lib.engine.models.install('tiny-f16', false);
    expect(await until(lib, 'failed')).toMatchObject({ error: { code: 'DOWNLOAD_REFUSED' } });
    expect(await installedPacks(lib.dataDir)).toEqual([]);
    publisher.handler = good;
    publisher.requests.length = 0;
    await lib.engine.models.install('tiny-f16', false);
    await until(lib, 'installed');
    expect(publisher.requests.some(({ url }) => url?.endsWith('image.onnx') === true)).toBe(false);
  });

  test('of a pack that does not pass its self-test is refused', async () => {
    const entry = await fixtureEntry('tiny-f16');
    // Prepared differently from how it was made: what comes out looks right and is not.
    const image = { ...entry.pack.image, mean: [0, 0, 0] as [number, number, number] };
    const lib = await library({ entries: [{ ...entry, pack: { ...entry.pack, image } }] });
    await lib.engine.models.install('tiny-f16', false);
    expect(await until(lib, 'failed')).toMatchObject({ error: { code: 'PACK_SELF_TEST_FAILED' } });
    expect(await installedPacks(lib.dataDir)).toEqual([]);
  });

  test('of a pack that takes the process with it that tests it is refused, and nothing else dies', async () => {
    const lib = await library({ launchEncoder: launchOddEncoder('--dies-at-start') });
    await lib.engine.models.install('tiny-f16', false);
    expect(await until(lib, 'failed')).toMatchObject({
      error: { code: expect.stringMatching(/^ENCODER_/u) as string },
    });
    expect(await installedPacks(lib.dataDir)).toEqual([]);
  });
});

/** Let the text tower come to its half and no further, until it is told. */
function stopHalfway(): () => void {
  const good = publisher.handler;
  publisher.handler = (request, response, count) => {
    if (request.url?.endsWith('text.onnx') !== true) good(request, response, count);
    else
      void readFile(join(fixturePack('tiny-f16'), 'text.onnx')).then((content) => {
        serve(request, response, content, { etag: '"1"', stallAfter: 1000 });
      });
  };
  return () => {
    publisher.handler = good;
  };
}

describe('what is being installed', () => {
  const partOf = (lib: TempLibrary): string =>
    join(lib.dataDir, 'models', '.incoming', 'tiny-f16@1.0.0', 'text.onnx.part');
  const untilHalf = async (lib: TempLibrary): Promise<void> => {
    await expect
      .poll(() => (existsSync(partOf(lib)) ? readFile(partOf(lib)).then(({ length }) => length) : 0), {
        timeout: 50_000,
      })
      .toBe(1000);
  };

  test('can be paused, and goes on from there', async () => {
    const goOn = stopHalfway();
    const lib = await library();
    await lib.engine.models.install('tiny-f16', false);
    await untilHalf(lib);
    await lib.engine.models.pause('tiny-f16');
    const paused = await state(lib);
    expect(paused).toMatchObject({ kind: 'installing', phase: 'downloading', paused: true });
    goOn();
    publisher.requests.length = 0;
    await lib.engine.models.resume('tiny-f16');
    await until(lib, 'installed');
    expect(publisher.ranges[0]).toBe('bytes=1000-');
  });

  test('can be cancelled, and leaves nothing', async () => {
    stopHalfway();
    const lib = await library();
    await lib.engine.models.install('tiny-f16', false);
    await untilHalf(lib);
    await lib.engine.models.cancel('tiny-f16');
    expect(await state(lib)).toEqual({ kind: 'available' });
    expect(await readdir(join(lib.dataDir, 'models', '.incoming'))).toEqual([]);
    await expect(lib.engine.models.cancel('tiny-f16')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
    await expect(lib.engine.models.resume('tiny-f16')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
    await expect(lib.engine.models.pause('tiny-f16')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  });

  test('waits for a word after a restart, with its license accepted, and goes on from there', async () => {
    const goOn = stopHalfway();
    const license = { spdx: 'x', commercialUse: false, mustAccept: true, url: 'https://example.com' };
    const lib = await library({ entries: [await fixtureEntry('tiny-f16', { license })] });
    await lib.engine.models.install('tiny-f16', true);
    await untilHalf(lib);
    await lib.reopen();
    publisher.requests.length = 0;
    const found = await state(lib);
    expect(found).toMatchObject({ kind: 'installing', paused: true });
    expect(found.kind === 'installing' && found.bytesDone).toBeGreaterThanOrEqual(1000);
    expect(publisher.requests).toHaveLength(0);
    goOn();
    await lib.engine.models.resume('tiny-f16');
    await until(lib, 'installed');
    expect(publisher.ranges[0]).toBe('bytes=1000-');
  });

  test('is removed at the next start when the catalogue does not have it any more, as is all that is left over', async () => {
    stopHalfway();
    const lib = await library();
    await lib.engine.models.install('tiny-f16', false);
    await untilHalf(lib);
    const incoming = join(lib.dataDir, 'models', '.incoming');
    await mkdir(join(incoming, 'import-1'));
    await mkdir(join(lib.dataDir, 'models', '.removing', 'x'), { recursive: true });
    await lib.reopen({ catalogueDir: await writeCatalogue(join(folder.path, 'empty'), []) });
    expect((await lib.engine.models.list()).map(({ id }) => id)).toEqual(['tiny-clip']);
    expect(await readdir(incoming)).toEqual([]);
    expect(existsSync(join(lib.dataDir, 'models', '.removing'))).toBe(false);
  });

  test('waits for another that is being installed', async () => {
    const goOn = stopHalfway();
    const other = await fixtureEntry('tiny-f16', { id: 'tiny-other', title: 'Other' });
    const lib = await library({ entries: [await fixtureEntry('tiny-f16'), { ...other, order: 2 }] });
    await lib.engine.models.install('tiny-f16', false);
    await untilHalf(lib);
    await lib.engine.models.install('tiny-other', false);
    expect(await state(lib, 'tiny-other')).toMatchObject({ kind: 'installing', phase: 'waiting', paused: false });
    await lib.engine.models.pause('tiny-f16');
    goOn();
    await expect.poll(async () => (await state(lib, 'tiny-other')).kind, { timeout: 50_000 }).toBe('installed');
  });
});

describe('an installed pack', () => {
  test('is there after a restart, is checked anew, and can be removed', async () => {
    const lib = await library();
    await lib.engine.models.install('tiny-f16', false);
    await until(lib, 'installed');
    await lib.reopen();
    expect(await entry(lib)).toMatchObject({ state: { kind: 'installed' }, verified: 'golden' });
    const { files } = JSON.parse(await readFile(join(fixturePack('tiny-f16'), 'pack.json'), 'utf8')) as PackManifest;
    expect(await lib.engine.models.verify('tiny-f16')).toEqual({
      verified: 'golden',
      files: files.length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    });
    await lib.engine.models.remove('tiny-f16');
    expect(await state(lib)).toEqual({ kind: 'available' });
    expect(await installedPacks(lib.dataDir)).toEqual([]);
    await expect(lib.engine.models.remove('tiny-f16')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
    await expect(lib.engine.models.verify('tiny-f16')).rejects.toMatchObject({ code: 'MODEL_NOT_FOUND' });
  });

  test('in use, or built in, stays', async () => {
    const lib = await library();
    await expect(lib.engine.models.remove('tiny-clip')).rejects.toMatchObject({ code: 'MODEL_IN_USE' });
    expect(await lib.engine.models.verify('tiny-clip')).toMatchObject({ verified: 'golden' });
  });

  test('put there by hand is listed, a folder of another name or without a manifest is none', async () => {
    const lib = await library({ entries: [] });
    const models = join(lib.dataDir, 'models');
    await cp(fixturePack('tiny-f16'), join(models, 'tiny-f16@1.0.0'), { recursive: true });
    await cp(fixturePack('tiny-f16'), join(models, 'tiny-f16@2.0.0'), { recursive: true });
    await mkdir(join(models, 'other@1.0.0'));
    expect((await installedPacks(lib.dataDir)).map(({ dir }) => dir)).toEqual([join(models, 'tiny-f16@1.0.0')]);
    expect(await entry(lib)).toMatchObject({ origin: 'import', verified: 'untried', state: { kind: 'installed' } });
  });
});

describe('the offer', () => {
  test('is the recommended pack, until it is declined for ever', async () => {
    const lib = await library();
    expect((await lib.engine.models.offer()).offer).toMatchObject({ id: 'tiny-f16' });
    lib.engine.models.declineOffer();
    expect(await lib.engine.models.offer()).toEqual({ offer: null });
    await lib.reopen();
    expect(await lib.engine.models.offer()).toEqual({ offer: null });
  });

  test('is none when a pack is there already, or this machine cannot use it', async () => {
    const lib = await library();
    await lib.engine.models.install('tiny-f16', false);
    expect(await lib.engine.models.offer()).toEqual({ offer: null });
    await until(lib, 'installed');
    expect(await lib.engine.models.offer()).toEqual({ offer: null });
    const { runtime } = JSON.parse(await readFile(join(fixturePack('tiny-f16'), 'pack.json'), 'utf8')) as PackManifest;
    const large = await fixtureEntry('tiny-f16', { runtime: { ...runtime, minRamMB: 10 ** 9 } });
    const other = await library({ entries: [large] });
    expect(await other.engine.models.offer()).toEqual({ offer: null });
  });
});

describe('where packs come from', () => {
  test('is kept, shown without logins, and counts before the environment', async () => {
    const environment = { HTTPS_PROXY: 'http://me:secret@proxy:8080', EIDETIC_MODELS_MIRROR: 'https://mirror.example' };
    const lib = await library({ models: { environment } });
    expect(lib.engine.models.sources()).toEqual({
      set: { mirror: null, proxy: null },
      inForce: { mirror: 'https://mirror.example', proxy: 'http://proxy:8080/' },
    });
    const mirror = join(folder.path, 'stick');
    await mkdir(mirror);
    const set = { mirror, proxy: 'http://you:secret@other:3128' };
    await lib.engine.models.setSources(set);
    await lib.reopen();
    const shown = { mirror, proxy: 'http://other:3128/' };
    expect(lib.engine.models.sources()).toEqual({ set: shown, inForce: shown });
  });

  test.each([
    [{ mirror: 'http://example.com', proxy: null }, 'MODEL_MIRROR_INVALID'],
    [{ mirror: null, proxy: 'socks5://localhost' }, 'MODEL_PROXY_INVALID'],
  ])('is refused where it cannot be used: %j', async (sources, code) => {
    const lib = await library();
    await expect(lib.engine.models.setSources(sources)).rejects.toMatchObject({ code });
  });

  test('can be a folder that somebody carried here', async () => {
    const lib = await library();
    const stick = join(folder.path, 'stick');
    const { files } = await fixtureEntry('tiny-f16');
    for (const { path, from } of files)
      await cp(join(fixturePack('tiny-f16'), path), join(stick, from.repo, 'resolve', from.revision, from.path));
    await lib.engine.models.setSources({ mirror: stick, proxy: null });
    await lib.engine.models.install('tiny-f16', false);
    await until(lib, 'installed');
    expect(publisher.requests).toHaveLength(0);
  });
});
