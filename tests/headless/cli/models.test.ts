import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ModelEntry } from '../../../src-contract/index.ts';
import { type CliOptions, type CliResult, eidetic } from '../../helpers/cli.ts';
import { type FileServer, serve } from '../../helpers/file-server.ts';
import { beginKnowing, knownLibrary } from '../../helpers/known-library.ts';
import { fixtureEntry, startPublisher, writeCatalogue } from '../../helpers/model-catalogue.ts';
import { photo } from '../../helpers/photos.ts';
import { tempFolder, type TempFolder, writeFiles } from '../../helpers/temp-folder.ts';
import { fixturePack } from '../../helpers/temp-library.ts';
import { openBeside } from '../../helpers/words.ts';

let folder: TempFolder;
let publisher: FileServer;
let catalogue: string;
let dataDir: string;

beforeAll(async () => {
  folder = await tempFolder();
  dataDir = join(folder.path, 'data');
  publisher = await startPublisher();
  const license = { spdx: 'x-1', commercialUse: false, mustAccept: true, url: 'https://example.com/license' };
  catalogue = await writeCatalogue(join(folder.path, 'catalogue'), [await fixtureEntry('tiny-f16', { license })]);
});
afterAll(async () => {
  await publisher[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

function models(args: readonly string[], options: CliOptions = {}): Promise<CliResult> {
  const env = { EIDETIC_MODELS_MIRROR: publisher.address, NO_PROXY: '*' };
  return eidetic(['models', '--catalogue', catalogue, ...args], { dataDir, env, ...options });
}

describe('eidetic models', () => {
  test('list says what there is, in words and as JSON lines of the contract', async () => {
    const { stdout, code } = await models(['list']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^tiny-clip .*in use$/mu);
    expect(stdout).toMatch(/^tiny-f16 .*\(recommended\): not installed$/mu);
    expect(stdout).toContain('https://example.com/license');
    const { json } = await models(['list', '--json']);
    expect(json.map((line) => ModelEntry.parse(line).id)).toEqual(['tiny-clip', 'tiny-f16']);
    expect(publisher.requests).toHaveLength(0);
  });

  test('list has the built-in catalogue', async () => {
    const { json } = await eidetic(['models', 'list', '--json'], { dataDir });
    expect(json.map((line) => ModelEntry.parse(line).id)).toContain('openai-clip-vit-b-32');
  });

  test('install shows the license and asks for it to be accepted', async () => {
    const { code, stderr, stdout } = await models(['install', 'tiny-f16']);
    expect(code).toBe(5);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/x-1.*https:\/\/example\.com\/license.*no commercial use/u);
    expect(stderr).toContain('MODEL_LICENSE_NOT_ACCEPTED');
    expect(publisher.requests).toHaveLength(0);
  });

  test('Ctrl-C pauses install, and install goes on from there; then it is verified and removed', async () => {
    const good = publisher.handler;
    publisher.handler = (request, response, count) => {
      if (request.url?.endsWith('text.onnx') !== true) good(request, response, count);
      else
        void readFile(join(fixturePack('tiny-f16'), 'text.onnx')).then((content) => {
          serve(request, response, content, { etag: '"1"', stallAfter: 1000 });
        });
    };
    const part = join(dataDir, 'models', '.incoming', 'tiny-f16@1.0.0', 'text.onnx.part');
    const paused = await models(['install', 'tiny-f16', '--accept-license'], {
      meanwhile: async (child) => {
        await expect
          .poll(() => existsSync(part) && readFile(part).then(({ length }) => length), { timeout: 50_000 })
          .toBe(1000);
        child.kill('SIGINT');
      },
    });
    expect(paused.code).toBe(130);
    expect(paused.stderr).toContain('Paused');
    expect((await models(['list'])).stdout).toMatch(/^tiny-f16 .*paused at /mu);

    publisher.handler = good;
    publisher.requests.length = 0;
    const done = await models(['install', 'tiny-f16', '--json']);
    expect(done.code).toBe(0);
    expect(publisher.ranges[0]).toBe('bytes=1000-');
    expect(done.stderr).toContain('fetching');
    const [entry] = done.json.map((line) => ModelEntry.parse(line));
    expect(entry).toMatchObject({ id: 'tiny-f16', state: { kind: 'installed' }, verified: 'golden' });

    const verified = await models(['verify', 'tiny-f16', '--json']);
    expect(verified.json).toEqual([expect.objectContaining({ id: 'tiny-f16', verified: 'golden' })]);
    expect((await models(['install', 'tiny-f16'])).stderr).toContain('MODEL_BUSY');
    expect((await models(['remove', 'tiny-f16'])).stdout).toBe('Removed tiny-f16.\n');
    expect((await models(['remove', 'tiny-f16'])).stderr).toContain('MODEL_NOT_FOUND');
    expect((await models(['remove', 'tiny-clip'])).code).toBe(5);
  });

  test('import takes a folder, and what is none is an error of the input', async () => {
    const { code, stdout } = await models(['import', fixturePack('tiny-f16')]);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('Installed') as string });
    await rm(join(dataDir, 'models'), { recursive: true });
    const nothing = await models(['import', join(folder.path, 'nothing')]);
    expect(nothing.code).toBe(3);
    expect(nothing.stderr).toContain('IMPORT_UNREADABLE');
  });

  test('install says what is wrong with the server', async () => {
    const good = publisher.handler;
    publisher.handler = (_request, response) => {
      response.writeHead(404).end();
    };
    const { code, stderr } = await models(['install', 'tiny-f16', '--accept-license']);
    publisher.handler = good;
    expect(code).toBe(5);
    expect(stderr).toMatch(/DOWNLOAD_REFUSED: .*404/u);
  });

  test('sources shows where from, and keeps what is set', async () => {
    const env = { EIDETIC_MODELS_MIRROR: '', HTTPS_PROXY: 'http://me:secret@proxy.example:8080' };
    expect((await models(['sources'], { env })).stdout).toMatch(
      /^mirror: none.*\nproxy: http:\/\/proxy\.example:8080\/$/mu,
    );
    expect((await models(['sources', '--mirror', 'ftp://x'], { env })).code).toBe(2);
    const missing = await models(['sources', '--mirror', '/nope'], { env });
    expect(missing).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/FOLDER_NOT_FOUND: .*"\/nope"/u) as string,
    });
    const stick = import.meta.dirname;
    expect((await models(['sources', '--mirror', stick], { env })).stdout).toContain(`mirror: ${stick}`);
    const { json } = await models(['sources', '--json'], { env });
    expect(json).toEqual([expect.objectContaining({ set: { mirror: stick, proxy: null } })]);
    expect((await models(['sources', '--reset'], { env })).stdout).toContain('mirror: none');
    const unusable = await models(['sources'], { env: { EIDETIC_MODELS_MIRROR: 'http://mirror.example' } });
    expect(unusable.stdout).toContain('mirror: http://mirror.example');
    expect(unusable.code).toBe(2);
    expect(unusable.stderr).toMatch(/MODEL_MIRROR_INVALID: .*mirror/u);
  });

  // Ten processes, most of which test a pack.
  test(
    'use looks at every photo and then searches with the pack, back searches with that of before, and keep lets go of the other',
    { timeout: 400_000 },
    async () => {
      const [kept, photos] = [join(folder.path, 'kept'), join(folder.path, 'photos')];
      await writeFiles(photos, { 'a.jpg': photo(1), 'b.jpg': photo(2) });
      const own = { dataDir: kept, ownPack: true };
      await beginKnowing('captions', kept, await knownLibrary());
      expect((await eidetic(['index', photos], own)).code).toBe(0);
      expect((await eidetic(['models', 'use', 'tiny-f16'], own)).stderr).toContain('PACK_NOT_FOUND');
      expect((await eidetic(['models', 'import', fixturePack('tiny-f16')], own)).code).toBe(0);

      const waiting = await eidetic(['models', 'use', 'tiny-f16', '--no-index', '--json'], own);
      expect(waiting.json).toEqual([
        expect.objectContaining({
          answering: expect.objectContaining({ id: 'eidetic-builtin-2' }) as object,
          incoming: expect.objectContaining({ id: 'tiny-f16' }) as object,
        }),
      ]);
      const used = await eidetic(['models', 'use', 'tiny-f16'], own);
      expect(used.stdout).toMatch(/^Searches are answered with .*\(tiny-f16\)\.$/mu);
      expect((await eidetic(['models', 'list'], own)).stdout).toMatch(/^tiny-f16 .*: in use$/mu);
      const inUse = await eidetic(['models', 'remove', 'tiny-f16'], own);
      expect(inUse.stderr).toContain('MODEL_IN_USE');

      const back = await eidetic(['models', 'back', '--json'], own);
      expect(back.json).toEqual([
        expect.objectContaining({
          answering: expect.objectContaining({ id: 'eidetic-builtin-2' }) as object,
          previous: expect.objectContaining({ id: 'tiny-f16' }) as object,
          change: null,
        }),
      ]);

      expect((await eidetic(['models', 'remove', 'tiny-f16'], own)).stderr).toContain('MODEL_IN_USE');
      const keeping = await eidetic(['models', 'keep', '--json'], own);
      expect(keeping.json).toEqual([
        expect.objectContaining({
          answering: expect.objectContaining({ id: 'eidetic-builtin-2' }) as object,
          previous: null,
        }),
      ]);
      expect((await eidetic(['models', 'remove', 'tiny-f16'], own)).code).toBe(0);
    },
  );

  test('Ctrl-C ends use while photos are looked at, and what is done is kept', { timeout: 240_000 }, async () => {
    const [kept, photos] = [join(folder.path, 'large'), join(folder.path, 'large-photos')];
    const count = 96;
    // Large, so that it does not end before it is stopped.
    const many = Array.from(
      { length: count },
      (_, i) => [`${i}.jpg`, photo(i, { width: 1800, height: 1350 })] as const,
    );
    await writeFiles(photos, Object.fromEntries(many));
    const own = { dataDir: kept, ownPack: true };
    await beginKnowing('captions', kept, await knownLibrary());
    expect((await eidetic(['index', photos], own)).code).toBe(0);
    expect((await eidetic(['models', 'import', fixturePack('tiny-f16')], own)).code).toBe(0);
    const lookedAt = (): number => {
      using beside = openBeside(kept);
      const counted = 'SELECT count(*) FROM embeddings JOIN packs ON pack = packs.id WHERE pack_id = ?';
      return beside.raw.prepare<[string], number>(counted).pluck().get('tiny-f16') ?? 0;
    };
    const used = await eidetic(['models', 'use', 'tiny-f16', '--json'], {
      ...own,
      meanwhile: async (child) => {
        await expect.poll(lookedAt, { timeout: 50_000, interval: 20 }).toBeGreaterThan(0);
        child.kill('SIGINT');
      },
    });
    expect(used.code).toBe(130);
    expect(lookedAt()).toBeLessThan(count);
    expect(used.json).toEqual([
      expect.objectContaining({ incoming: expect.objectContaining({ id: 'tiny-f16' }) as object }),
    ]);
  });
});
