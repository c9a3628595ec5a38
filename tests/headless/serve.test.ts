import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { eidetic } from '../helpers/cli.ts';
import { pageFolder } from '../helpers/page-folder.ts';
import { photo } from '../helpers/photos.ts';
import { tempFolder, writeFiles } from '../helpers/temp-folder.ts';

interface Place extends AsyncDisposable {
  readonly photos: string;
  readonly dataDir: string;
  readonly page: string;
}

async function place(): Promise<Place> {
  const folder = await tempFolder();
  const [photos, page] = [join(folder.path, 'photos'), join(folder.path, 'page')];
  await writeFiles(photos, { 'a.jpg': photo(1) });
  await writeFiles(page, pageFolder);
  return {
    photos,
    page,
    dataDir: join(folder.path, 'data'),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

/** The link that a running process prints. */
async function linkOf(child: ChildProcess): Promise<string> {
  let printed = '';
  return new Promise((resolve) => {
    child.stdout?.on('data', (text: Buffer) => {
      printed += text.toString();
      const link = /http:\S+/.exec(printed)?.[0];
      if (link !== undefined && printed.endsWith('\n')) resolve(link);
    });
  });
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return String(port);
}

async function enter(link: string): Promise<{ get: (path: string) => Promise<Response> }> {
  const entry = await fetch(link);
  const [cookie = ''] = (entry.headers.get('set-cookie') ?? '').split(';');
  return { get: (path) => fetch(new URL(path, link), { headers: { Cookie: cookie } }) };
}

describe('serve', () => {
  test.each<NodeJS.Signals>(['SIGINT', 'SIGTERM'])(
    'prints one link, shows the page, and ends in order on %s',
    async (signal) => {
      await using at = await place();
      const { code, stdout, stderr } = await eidetic(['serve', '--page', at.page], {
        dataDir: at.dataDir,
        meanwhile: async (child) => {
          const { get } = await enter(await linkOf(child));
          expect(await (await get('/')).text()).toBe(pageFolder['index.html']);
          child.kill(signal);
        },
      });
      expect({ code, stderr }).toEqual({ code: 0, stderr: 'Closing ...\n' });
      expect(stdout).toMatch(/^[^\n]*: http:\/\/127\.0\.0\.1:\d+\/enter\?token=[\w-]{43}\n$/);
    },
  );

  test('brings the library up to date meanwhile', async () => {
    await using at = await place();
    await eidetic(['index', at.photos], { dataDir: at.dataDir });
    await writeFiles(at.photos, { 'b.jpg': photo(2) });
    await eidetic(['serve', '--page', at.page], {
      dataDir: at.dataDir,
      meanwhile: async (child) => {
        const { get } = await enter(await linkOf(child));
        await expect.poll(async () => (await get('/photo/2')).status, { timeout: 20_000 }).toBe(200);
        child.kill('SIGTERM');
      },
    });
  });

  test('leaves the library as it is with --no-index', async () => {
    await using at = await place();
    await eidetic(['index', at.photos], { dataDir: at.dataDir });
    await writeFiles(at.photos, { 'b.jpg': photo(2) });
    const { code } = await eidetic(['serve', '--page', at.page, '--no-index'], {
      dataDir: at.dataDir,
      meanwhile: async (child) => {
        const { get } = await enter(await linkOf(child));
        expect((await get('/thumb/1')).status).toBe(200);
        child.kill('SIGTERM');
      },
    });
    expect(code).toBe(0);
    const { json } = await eidetic(['status', '--json'], { dataDir: at.dataDir });
    expect(json[0]).toMatchObject({ files: 1 });
  });

  test('ends in order also while it indexes', async () => {
    await using at = await place();
    await eidetic(['index', at.photos], { dataDir: at.dataDir });
    await writeFiles(
      at.photos,
      Object.fromEntries(Array.from({ length: 40 }, (_, i) => [`n${i}.jpg`, photo(100 + i)])),
    );
    const { code } = await eidetic(['serve', '--page', at.page], {
      dataDir: at.dataDir,
      meanwhile: async (child) => {
        await linkOf(child);
        child.kill('SIGTERM');
      },
    });
    expect(code).toBe(0);
  });

  test('listens where it is told to', async () => {
    await using at = await place();
    const port = await freePort();
    await eidetic(['serve', '--page', at.page, '--port', port], {
      dataDir: at.dataDir,
      meanwhile: async (child) => {
        expect(new URL(await linkOf(child)).port).toBe(port);
        child.kill('SIGTERM');
      },
    });
  });

  test('refuses a library that another one has open, with code 4', async () => {
    await using at = await place();
    await eidetic(['serve', '--page', at.page], {
      dataDir: at.dataDir,
      meanwhile: async (child) => {
        await linkOf(child);
        const second = await eidetic(['serve', '--page', at.page], { dataDir: at.dataDir });
        expect(second).toMatchObject({ code: 4, stdout: '' });
        expect(second.stderr).toMatch(/^DATA_DIR_LOCKED/);
        child.kill('SIGTERM');
      },
    });
  });

  test.each([
    ['no port', 'http'],
    ['an impossible port', '70000'],
    ['a negative port', '-1'],
    ['no number', ''],
  ])('refuses %s, with code 2', async (_, port) => {
    await using at = await place();
    const { code, stdout } = await eidetic(['serve', '--page', at.page, `--port=${port}`], { dataDir: at.dataDir });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('refuses a page that is not built, and says so', async () => {
    await using at = await place();
    const { code, stderr } = await eidetic(['serve', '--page', at.photos], { dataDir: at.dataDir });
    expect(code).not.toBe(0);
    expect(stderr).toMatch(/^NOT_SUPPORTED_HERE: Expected the built page/);
  });
});
