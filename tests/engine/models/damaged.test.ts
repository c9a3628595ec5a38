import { readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ModelState } from '../../../src-contract/index.ts';
import type { FileServer } from '../../helpers/file-server.ts';
import { fixtureEntry, startPublisher, writeCatalogue } from '../../helpers/model-catalogue.ts';
import { tempFolder, type TempFolder } from '../../helpers/temp-folder.ts';
import { fixturePack, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';

let folder: TempFolder;
let publisher: FileServer;
let lib: TempLibrary;
beforeEach(async () => {
  folder = await tempFolder();
  publisher = await startPublisher();
  const retries = { tries: 2, firstMs: 1, longestMs: 1, longestAskedMs: 1000 };
  lib = await tempLibrary(
    {},
    {
      catalogueDir: await writeCatalogue(join(folder.path, 'catalogue'), [await fixtureEntry('tiny-f16')]),
      adoptPack: true,
      models: { origin: publisher.address, environment: {}, retries },
    },
  );
});
afterEach(async () => {
  await lib[Symbol.asyncDispose]();
  await publisher[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** Wait until the pack is in a state. */
async function until(kind: ModelState['kind']): Promise<ModelState | undefined> {
  const state = async (): Promise<ModelState | undefined> =>
    (await lib.engine.models.list()).find(({ id }) => id === 'tiny-f16')?.state;
  await expect.poll(async () => (await state())?.kind, { timeout: 50_000 }).toBe(kind);
  return state();
}

async function install(): Promise<void> {
  await lib.engine.models.install('tiny-f16', false);
  await until('installed');
}

/** Where tiny-f16 lies when it is installed. */
function dirOf(): string {
  return join(lib.dataDir, 'models', 'tiny-f16@1.0.0');
}

/** Change a bit of a file, and nothing of its size. */
async function damage(path: string): Promise<void> {
  const bytes = await readFile(path);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await writeFile(path, bytes);
}

describe('an installed pack', () => {
  test('that was damaged is found out by checking', async () => {
    await install();
    await damage(join(dirOf(), 'image.onnx'));
    await expect(lib.engine.models.verify('tiny-f16')).rejects.toMatchObject({ code: 'PACK_FILE_HASH_MISMATCH' });
  });

  test.each([
    ['whose file is missing', (dir: string) => rm(join(dir, 'text.onnx'))],
    ['whose file has another content', (dir: string) => damage(join(dir, 'text.onnx'))],
    ['whose file was cut off', (dir: string) => truncate(join(dir, 'text.onnx'), 10)],
    ['whose manifest is none', (dir: string) => writeFile(join(dir, 'pack.json'), '{')],
    ['whose manifest is far too large', (dir: string) => truncate(join(dir, 'pack.json'), 600 * 2 ** 20)],
  ])('%s makes way for the same one', async (_, harm) => {
    await install();
    await harm(dirOf());
    await install();
    expect(await lib.engine.models.verify('tiny-f16')).toMatchObject({ verified: 'golden' });
    await harm(dirOf());
    await lib.engine.models.import(fixturePack('tiny-f16'), false);
    expect(await lib.engine.models.verify('tiny-f16')).toMatchObject({ verified: 'golden' });
    await expect(lib.engine.models.import(fixturePack('tiny-f16'), false)).rejects.toMatchObject({
      code: 'MODEL_BUSY',
    });
  });

  test('that is whole does not make way', async () => {
    await install();
    await expect(lib.engine.models.install('tiny-f16', false)).rejects.toMatchObject({ code: 'MODEL_BUSY' });
    await expect(lib.engine.models.import(fixturePack('tiny-f16'), false)).rejects.toMatchObject({
      code: 'MODEL_BUSY',
    });
  });
});

describe('a download', () => {
  test('fetches a file anew that was damaged since it came', async () => {
    const good = publisher.handler;
    publisher.handler = (request, response, count) => {
      if (request.url?.endsWith('text.onnx') === true) response.writeHead(404).end();
      else good(request, response, count);
    };
    await lib.engine.models.install('tiny-f16', false);
    await until('failed');
    await damage(join(lib.dataDir, 'models', '.incoming', 'tiny-f16@1.0.0', 'image.onnx'));
    publisher.handler = good;
    await lib.engine.models.install('tiny-f16', false);
    expect(await until('failed')).toMatchObject({ error: { code: 'PACK_FILE_HASH_MISMATCH' } });
    publisher.requests.length = 0;
    await lib.engine.models.install('tiny-f16', false);
    await until('installed');
    expect(publisher.requests.map(({ url }) => basename(url ?? ''))).toEqual(['image.onnx']);
  });
});
