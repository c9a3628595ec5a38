import { once } from 'node:events';
import { mkdir, readFile, rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { noFilters, resources } from '../../../src-contract/index.ts';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import { type BrowserHost, browserHost } from '../../helpers/browser-host.ts';
import { openFilesBelow } from '../../helpers/open-files.ts';
import { photo } from '../../helpers/photos.ts';

/** The photos of the library by file name. */
async function idsByName({ library: { engine } }: BrowserHost): Promise<Map<string, number>> {
  const { ids } = await dispatch(engine, 'library.timeline', { filters: noFilters });
  const details = await Promise.all(ids.map((photoId) => dispatch(engine, 'photos.details', { photoId })));
  return new Map(details.map(({ photoId, files }) => [files[0]?.name ?? '', photoId]));
}

async function onlyId(host: BrowserHost): Promise<number> {
  const [id = 0] = (await idsByName(host)).values();
  return id;
}

const kinds = ['thumb', 'photo', 'original'] as const;

describe('an indexed photo', () => {
  test('is shown small, whole and as the file it is', async () => {
    const jpeg = await photo(1, { width: 900, height: 600 });
    await using host = await browserHost({ 'a.jpg': jpeg });
    await host.library.index();
    const id = await onlyId(host);
    const thumb = Buffer.from(await (await host.get(resources.thumb(id))).arrayBuffer());
    expect(await sharp(thumb).metadata()).toMatchObject({ format: 'webp', width: 512 });
    for (const address of [resources.photo(id), resources.original(id)]) {
      const answer = await host.get(address);
      expect(answer.headers.get('content-type')).toBe('image/jpeg');
      expect(Buffer.from(await answer.arrayBuffer()).equals(jpeg)).toBe(true);
    }
  });

  test('in a format that browsers do not show is rendered, and saved as it is', async () => {
    const tiff = await photo(1, { format: 'tiff' });
    await using host = await browserHost({ 'a.tif': tiff });
    await host.library.index();
    const id = await onlyId(host);
    const shown = await host.get(resources.photo(id));
    expect(shown.headers.get('content-type')).toBe('image/webp');
    expect(await sharp(Buffer.from(await shown.arrayBuffer())).metadata()).toMatchObject({ width: 64, height: 48 });
    const saved = await host.get(resources.original(id));
    expect(saved.headers.get('content-type')).toBe('image/tiff');
    expect(saved.headers.get('content-disposition')).toContain('attachment; filename="a.tif"');
  });

  test('is told by its content, whatever its name says', async () => {
    await using host = await browserHost({ 'really.png': await photo(1, { format: 'jpeg' }) });
    await host.library.index();
    const { headers } = await host.get(resources.photo(await onlyId(host)));
    expect(headers.get('content-type')).toBe('image/jpeg');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  test('is not sent again to a browser that has it, and in parts to one that asks for parts', async () => {
    await using host = await browserHost({ 'a.jpg': await photo(1) });
    await host.library.index();
    const address = resources.photo(await onlyId(host));
    const tag = (await host.get(address)).headers.get('etag') ?? '';
    expect((await host.get(address, { 'If-None-Match': tag })).status).toBe(304);
    const part = await host.get(address, { Range: 'bytes=0-9', 'If-Range': tag });
    expect({ status: part.status, length: (await part.arrayBuffer()).byteLength }).toEqual({ status: 206, length: 10 });
  });

  test.skipIf(process.platform === 'win32')('with a hostile name is saved under a harmless one', async () => {
    const name = '<script>alert(1)</script>\r\nSet-Cookie: a=b\r\n\r\n<img src=x>".jpg'.replaceAll('/', '');
    await using host = await browserHost({ [name]: await photo(1) });
    await host.library.index();
    const id = await onlyId(host);
    for (const kind of kinds) {
      const { status, head } = await host.raw(`GET /${kind}/${id} HTTP/1.1`);
      expect(status).toBe(200);
      expect(head).not.toMatch(/^set-cookie/im);
      expect(head).not.toContain('<');
    }
    const { head } = await host.raw(`GET /original/${id} HTTP/1.1`);
    expect(head).toMatch(
      /^content-disposition: attachment; filename="_script_[^"\r\n]*\.jpg"; filename\*=UTF-8''[\w.%-]*\r?$/im,
    );
  });

  test('that nobody knows is not found', async () => {
    await using host = await browserHost({ 'a.jpg': await photo(1) });
    await host.library.index();
    const id = (await onlyId(host)) + 1;
    for (const kind of kinds) {
      const { status, body } = await host.raw(`GET /${kind}/${id} HTTP/1.1`);
      expect({ status, body }).toMatchObject({
        status: 404,
        body: expect.stringContaining('PHOTO_NOT_FOUND') as string,
      });
    }
  });
});

describe.skipIf(process.platform === 'win32')('a file that was swapped after indexing', () => {
  const secret = 'the secret of another folder';

  /** A photo in a folder of its own, beside a secret that is outside of the library. */
  async function swappable(): Promise<{ host: BrowserHost; secretFolder: string; id: number }> {
    const host = await browserHost({ 'trip/a.jpg': await photo(1) });
    const secretFolder = join(host.library.photos, '..', 'secrets');
    await mkdir(secretFolder);
    await writeFile(join(secretFolder, 'a.jpg'), secret);
    await host.library.index();
    const id = await onlyId(host);
    return { host, secretFolder, id };
  }

  test.each<[string, (trip: string, secretFolder: string) => Promise<void>]>([
    [
      'for a link out of the library',
      async (trip, secretFolder) => {
        await rm(join(trip, 'a.jpg'));
        await symlink(join(secretFolder, 'a.jpg'), join(trip, 'a.jpg'));
      },
    ],
    [
      'together with its folder',
      async (trip, secretFolder) => {
        await rename(trip, `${trip}-old`);
        await symlink(secretFolder, trip);
      },
    ],
    [
      'for a relative link',
      async (trip) => {
        await rm(join(trip, 'a.jpg'));
        await symlink('../../secrets/a.jpg', join(trip, 'a.jpg'));
      },
    ],
    [
      'for a link to the library itself',
      async (trip, secretFolder) => {
        await rm(join(trip, 'a.jpg'));
        await symlink(join(secretFolder, '..', 'data', 'library.sqlite'), join(trip, 'a.jpg'));
      },
    ],
  ])('%s is not served', async (_, swap) => {
    const { host, secretFolder, id } = await swappable();
    await using _host = host;
    for (const kind of ['photo', 'original']) expect((await host.get(`/${kind}/${id}`)).status).toBe(200);
    await swap(join(host.library.photos, 'trip'), secretFolder);
    for (const kind of ['photo', 'original']) {
      const { status, body } = await host.raw(`GET /${kind}/${id} HTTP/1.1`);
      expect(status).toBe(404);
      expect(body).not.toContain(secret);
      expect(body).not.toContain('SQLite');
    }
  });
});

describe('a photo on its way', () => {
  /** 30 MB that are a photo: readers ignore what follows its end. */
  async function largePhoto(): Promise<Buffer> {
    return Buffer.concat([await photo(1), Buffer.alloc(30_000_000, 7)]);
  }

  test('that vanishes ends the answer, and nothing else', async () => {
    await using host = await browserHost({ 'a.jpg': await largePhoto() });
    await host.library.index();
    const id = await onlyId(host);
    const answer = await host.get(resources.photo(id));
    const reader = answer.body?.getReader();
    await reader?.read();
    await truncate(host.library.path('a.jpg'), 100);
    const rest = async (): Promise<void> => {
      while ((await reader?.read())?.done === false);
    };
    await expect(rest()).rejects.toThrow();
    expect((await host.get('/')).status).toBe(200);
    expect(host.log.lines.length).toBe(1);
    expect(host.log.text).not.toContain('a.jpg');
  });

  test.skipIf(process.platform !== 'linux')('to a browser that went away is let go of', async () => {
    await using host = await browserHost({ 'a.jpg': await largePhoto() });
    await host.library.index();
    const id = await onlyId(host);
    for (let i = 0; i < 20; i++) {
      const socket = connect(host.port, '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(`GET /photo/${id} HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nCookie: ${host.cookie}\r\n\r\n`);
      if (i % 2 === 0) await once(socket, 'data');
      socket.destroy();
    }
    await expect.poll(() => openFilesBelow(host.library.photos)).toBe(0);
    expect(host.log.lines).toEqual([]);
    expect((await host.get('/')).status).toBe(200);
  });

  test('arrives whole beside others', async () => {
    const large = await largePhoto();
    await using host = await browserHost({ 'a.jpg': large });
    await host.library.index();
    const address = resources.original(await onlyId(host));
    const answers = await Promise.all([1, 2, 3].map(async () => (await host.get(address)).arrayBuffer()));
    for (const answer of answers) expect(Buffer.from(answer).equals(large)).toBe(true);
    expect((await readFile(host.library.path('a.jpg'))).equals(large)).toBe(true);
  });
});
