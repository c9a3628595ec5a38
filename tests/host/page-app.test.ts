import { rm, stat, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { AppError, resources } from '../../src-contract/index.ts';
import { pageApp, type PhotoFiles } from '../../src-main/host/page-app.ts';
import { MemoryLog } from '../helpers/memory-log.ts';
import { openFilesBelow } from '../helpers/open-files.ts';
import { pageFolder } from '../helpers/page-folder.ts';
import { tempFolder, writeFiles } from '../helpers/temp-folder.ts';

const hash = 'c0ffee'.repeat(10);
const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));

interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** The page over a folder in which photo 7 is a JPEG of 1000 bytes, whatever it looks like. */
async function openPage(photos: Partial<PhotoFiles> = {}) {
  const folder = await tempFolder();
  const path = join(folder.path, 'photo.jpg');
  const pageDir = join(folder.path, 'page');
  await writeFiles(pageDir, pageFolder);
  await writeFile(path, bytes);
  const only7 = (photoId: number): void => {
    if (photoId !== 7) throw new AppError('PHOTO_NOT_FOUND', `Expected a photo but there is none at ${path}`);
  };
  const files: PhotoFiles = {
    thumbFile: (photoId) => {
      only7(photoId);
      return Promise.resolve({ path, contentHash: hash });
    },
    displayFile: (photoId) => {
      only7(photoId);
      return Promise.resolve({ path, contentHash: hash, contentType: 'image/jpeg' });
    },
    tileFile: (photoId) => {
      only7(photoId);
      return Promise.resolve({ path, contentHash: hash, contentType: 'image/png' });
    },
    videoFile: (photoId, part) => {
      only7(photoId);
      return Promise.resolve({
        path,
        contentHash: part === 0 ? null : hash,
        span: part === 0 ? null : { start: 100, end: 300 },
      });
    },
    photoFile: (photoId) => {
      only7(photoId);
      return Promise.resolve({ path, contentHash: hash, format: 'jpeg', name: 'Käse "1".jpg' });
    },
    ...photos,
  };
  const log = new MemoryLog();
  const app = await pageApp({ pageDir, photos: files, log });
  const ask = (url: string, init: RequestInit = {}): Promise<Response> => app(new Request(`http://page${url}`, init));
  return {
    path,
    pageDir,
    log,
    ask,
    get: async (url: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> => {
      const response = await ask(url, { headers, method });
      return { status: response.status, headers: response.headers, body: Buffer.from(await response.arrayBuffer()) };
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

describe('the page', () => {
  test.each([
    ['/', 'text/html; charset=utf-8', 'no-store', 'index.html'],
    ['/index.html', 'text/html; charset=utf-8', 'no-store', 'index.html'],
    ['/?from=link', 'text/html; charset=utf-8', 'no-store', 'index.html'],
    ['/assets/main-D3adB33f.js', 'text/javascript; charset=utf-8', 'private, max-age=31536000, immutable', undefined],
    ['/assets/main-C0ffee00.css', 'text/css; charset=utf-8', 'private, max-age=31536000, immutable', undefined],
    ['/assets/icon-12345678.svg', 'image/svg+xml; charset=utf-8', 'private, max-age=31536000, immutable', undefined],
    ['/assets/odd.unknown', 'application/octet-stream', 'private, max-age=31536000, immutable', undefined],
  ])('%s is served as %s, %s', async (url, type, caching, name = url.slice(1)) => {
    await using page = await openPage();
    const { status, headers, body } = await page.get(url);
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe(type);
    expect(headers.get('cache-control')).toBe(caching);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; script-src 'self';/);
    expect(body.toString()).toBe(pageFolder[name]);
  });

  test.each([
    '/nothing',
    '/assets',
    '/assets/',
    '/assets/none.js',
    '/photo',
    '/thumb/',
    '/photo/7/more',
    '/INDEX.HTML',
  ])('%s is not found', async (url) => {
    await using page = await openPage();
    const { status, body } = await page.get(url);
    expect({ status, body: body.toString() }).toEqual({ status: 404, body: 'NOT_FOUND' });
  });

  test.each([
    '/../photo.jpg',
    '/%2e%2e/photo.jpg',
    '/..%2fphoto.jpg',
    '/%252e%252e%252fphoto.jpg',
    '/assets/..%5c..%5cphoto.jpg',
    '/assets/%00',
    '//photo.jpg',
    '/assets//main-D3adB33f.js',
    '/assets/./../../photo.jpg',
  ])('%s leads nowhere', async (url) => {
    await using page = await openPage();
    const { status } = await page.get(url);
    expect(status).toBe(404);
  });

  test('does not serve a file that was swapped for a link', async () => {
    await using page = await openPage();
    const asset = join(page.pageDir, 'assets/main-D3adB33f.js');
    await rm(asset);
    await symlink(page.path, asset);
    expect((await page.get('/assets/main-D3adB33f.js')).status).toBe(404);
  });

  test('must have been built', async () => {
    await using folder = await tempFolder();
    const opening = pageApp({ pageDir: join(folder.path, 'none'), photos: {} as PhotoFiles, log: new MemoryLog() });
    await expect(opening).rejects.toMatchObject({ code: 'NOT_SUPPORTED_HERE' });
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])('%s is not answered', async (method) => {
    await using page = await openPage();
    for (const url of ['/', '/photo/7']) {
      const { status, headers } = await page.get(url, {}, method);
      expect({ status, allow: headers.get('allow') }).toEqual({ status: 405, allow: 'GET, HEAD' });
    }
  });
});

describe('a photo', () => {
  test('is saved by the file that is meant', async () => {
    const asked: unknown[] = [];
    await using page = await openPage({
      photoFile: (...which) => {
        asked.push(which);
        return Promise.reject(new AppError('PHOTO_MISSING', 'gone'));
      },
    });
    expect((await page.get(resources.original(7, 12))).status).toBe(404);
    expect((await page.get(resources.original(7))).status).toBe(404);
    expect(asked).toEqual([
      [7, 12],
      [7, undefined],
    ]);
    for (const file of ['0', '-1', 'a', '', '99999999999999999']) {
      expect((await page.get(`/original/7?file=${file}`)).status, file).toBe(400);
    }
  });

  test.each([
    ['thumbnail', resources.thumb(7), 'image/webp', null],
    ['larger thumbnail', resources.thumb(7, 1024), 'image/webp', null],
    ['tile', resources.tile(7, { level: 0, column: 3, row: 12 }), 'image/png', null],
    ['photo', resources.photo(7), 'image/jpeg', 'inline'],
    [
      'original',
      resources.original(7),
      'image/jpeg',
      `attachment; filename="K_se _1_.jpg"; filename*=UTF-8''K%C3%A4se%20_1_.jpg`,
    ],
  ])('is served as %s', async (_, url, type, disposition) => {
    await using page = await openPage();
    const { status, headers, body } = await page.get(url);
    expect(status).toBe(200);
    expect(body.equals(bytes)).toBe(true);
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': type,
      'content-length': '1000',
      'accept-ranges': 'bytes',
      'cache-control': 'private, max-age=600',
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'x-dns-prefetch-control': 'off',
      'cross-origin-resource-policy': 'same-origin',
      etag: expect.stringContaining(hash) as string,
    });
    expect(headers.get('content-disposition')).toBe(disposition);
    expect(headers.get('permissions-policy')).toContain('geolocation=()');
  });

  test('in a format that browsers should not show is saved', async () => {
    await using page = await openPage({
      displayFile: () => Promise.resolve({ path: page.path, contentHash: hash, contentType: 'image/svg+xml' }),
      photoFile: () => Promise.resolve({ path: page.path, contentHash: hash, format: 'text/html; x', name: 'a' }),
    });
    expect((await page.get('/photo/7')).headers.get('content-disposition')).toBe('attachment');
    expect((await page.get('/original/7')).headers.get('content-type')).toBe('application/octet-stream');
  });

  test.each(['/photo/7', '/original/7'])('is served in parts from %s', async (url) => {
    await using page = await openPage();
    const { status, headers, body } = await page.get(url, { Range: 'bytes=100-199' });
    expect(status).toBe(206);
    expect(headers.get('content-range')).toBe('bytes 100-199/1000');
    expect(headers.get('content-length')).toBe('100');
    expect(body.equals(bytes.subarray(100, 200))).toBe(true);
  });

  test.each([
    ['/video/7/0', '0-', 'bytes 0-999/1000', [0, 1000]],
    ['/video/7/1', '0-', 'bytes 0-199/200', [100, 300]],
    ['/video/7/1', '50-59', 'bytes 50-59/200', [150, 160]],
    ['/video/7/1', '-10', 'bytes 190-199/200', [290, 300]],
  ])('has a video of its own or inside, in parts: %s, %s', async (url, range, told, [start = 0, end = 0]) => {
    await using page = await openPage();
    const { status, headers, body } = await page.get(url, { Range: `bytes=${range}` });
    expect(status).toBe(206);
    expect(headers.get('content-type')).toBe('video/mp4');
    expect(headers.get('content-range')).toBe(told);
    expect(body.equals(bytes.subarray(start, end))).toBe(true);
  });

  test('has a video that is asked for each time, and not sent again while it is the same', async () => {
    await using page = await openPage();
    const { headers } = await page.get('/video/7/0');
    expect(headers.get('cache-control')).toBe('private, no-cache');
    const tag = headers.get('etag') ?? '';
    expect((await page.get('/video/7/0', { 'If-None-Match': tag })).status).toBe(304);
    expect((await page.get('/video/7/0', { 'If-Range': tag, Range: 'bytes=0-9' })).status).toBe(206);
    await writeFile(page.path, Buffer.alloc(1000));
    await utimes(page.path, 1, 1);
    expect((await page.get('/video/7/0', { 'If-None-Match': tag })).status).toBe(200);
    expect((await page.get('/video/7/0', { 'If-Range': tag, Range: 'bytes=0-9' })).status).toBe(200);
  });

  test('has no bytes of the photo around the video inside, whole or behind its end', async () => {
    await using page = await openPage();
    const { body } = await page.get('/video/7/1');
    expect(body.equals(bytes.subarray(100, 300))).toBe(true);
    expect((await page.get('/video/7/1', { Range: 'bytes=200-' })).status).toBe(416);
    expect((await page.get('/video/7/one')).status).toBe(400);
  });

  test('has no part behind its end', async () => {
    await using page = await openPage();
    const { status, headers, body } = await page.get('/photo/7', { Range: 'bytes=1000-' });
    expect({ status, range: headers.get('content-range'), length: body.length }).toEqual({
      status: 416,
      range: 'bytes */1000',
      length: 0,
    });
  });

  test('is served whole when the part belongs to another content', async () => {
    await using page = await openPage();
    const { headers } = await page.get('/photo/7');
    const part = { Range: 'bytes=0-9' };
    expect((await page.get('/photo/7', { ...part, 'If-Range': headers.get('etag') ?? '' })).status).toBe(206);
    expect((await page.get('/photo/7', { ...part, 'If-Range': '"another"' })).status).toBe(200);
  });

  test.each([
    ['the same', (tag: string) => tag],
    ['a weak one', (tag: string) => `W/${tag}`],
    ['one of several', (tag: string) => `"x", ${tag}`],
    ['any', () => '*'],
  ])('is not sent again to a client whose copy has %s entity tag', async (_, header) => {
    await using page = await openPage();
    const { headers } = await page.get('/thumb/7');
    const again = await page.get('/thumb/7', { 'If-None-Match': header(headers.get('etag') ?? '') });
    expect({ status: again.status, length: again.body.length }).toEqual({ status: 304, length: 0 });
    expect(again.headers.get('etag')).toBe(headers.get('etag'));
  });

  test('is sent again when its file has changed', async () => {
    await using page = await openPage();
    const tag = (await page.get('/photo/7')).headers.get('etag') ?? '';
    await utimes(page.path, 1000, 1000);
    expect((await page.get('/photo/7', { 'If-None-Match': tag })).status).toBe(200);
  });

  test('without bytes is served as such', async () => {
    await using page = await openPage();
    await truncate(page.path, 0);
    const { status, body } = await page.get('/photo/7');
    expect({ status, length: body.length }).toEqual({ status: 200, length: 0 });
  });

  test('of many megabytes arrives whole', async () => {
    await using page = await openPage();
    const large = Buffer.alloc(5_000_001, 'photo');
    await writeFile(page.path, large);
    expect((await page.get('/photo/7')).body.equals(large)).toBe(true);
    const part = await page.get('/photo/7', { Range: 'bytes=1000000-3999999' });
    expect(part.body.equals(large.subarray(1_000_000, 4_000_000))).toBe(true);
  });

  test.each([
    '0',
    '-1',
    '+7',
    '7.0',
    '7e0',
    '0x7',
    '007',
    ' 7',
    '7%20',
    '٧',
    '%D9%A7',
    '7%00',
    '9007199254740993',
    '99999999999999999',
    'NaN',
    'a',
  ])('is not looked for by the id "%s"', async (id) => {
    await using page = await openPage();
    for (const kind of ['thumb', 'photo', 'original']) {
      const { status, body } = await page.get(`/${kind}/${id}`);
      expect([400, 404]).toContain(status);
      expect(body.toString()).toMatch(/^(INVALID_ARGUMENT|NOT_FOUND)$/);
    }
  });

  test('that is not there is not found, in words that name no path', async () => {
    await using page = await openPage();
    const { status, body, headers } = await page.get('/photo/8');
    expect({ status, body: body.toString() }).toEqual({ status: 404, body: 'PHOTO_NOT_FOUND' });
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['is gone', (path: string) => rm(path)],
    [
      'became a folder',
      async (path: string) => {
        await rm(path);
        await writeFiles(path, { a: 'a' });
      },
    ],
    [
      'became a link',
      async (path: string) => {
        await rm(path);
        await symlink('/etc/passwd', path);
      },
    ],
  ])('whose file %s is not served', async (_, change) => {
    await using page = await openPage();
    await change(page.path);
    for (const kind of ['thumb', 'photo', 'original']) {
      const { status, body } = await page.get(`/${kind}/7`);
      expect({ status, body: body.toString() }).toEqual({ status: 404, body: 'PHOTO_MISSING' });
    }
  });

  test.each([
    ['the encoder is away', new AppError('ENCODER_UNAVAILABLE', 'x'), 503, 'ENCODER_UNAVAILABLE'],
    ['the library is closing', new AppError('CANCELLED', 'x'), 503, 'CANCELLED'],
    ['it is damaged', new AppError('PHOTO_DAMAGED', '/home/me/x.jpg'), 404, 'PHOTO_DAMAGED'],
    ['there is a mistake of ours', new Error('/home/me/secret'), 500, 'INTERNAL'],
  ])('is refused by code alone when %s', async (_, error, status, code) => {
    await using page = await openPage({ thumbFile: () => Promise.reject(error) });
    const answer = await page.get('/thumb/7');
    expect({ status: answer.status, body: answer.body.toString() }).toEqual({ status, body: code });
    expect(page.log.text).not.toContain('/home');
    expect(page.log.lines.length).toBe(code === 'INTERNAL' ? 1 : 0);
  });

  test('that shrinks while it is being sent ends with an error', async () => {
    await using page = await openPage();
    await writeFile(page.path, Buffer.alloc(3_000_000, 1));
    const response = await page.ask('/photo/7');
    const reader = response.body?.getReader();
    expect(await reader?.read()).toMatchObject({ done: false });
    await truncate(page.path, 10);
    const rest = async (): Promise<void> => {
      while ((await reader?.read())?.done === false);
    };
    await expect(rest()).rejects.toMatchObject({ code: 'PHOTO_CHANGED_WHILE_READING' });
  });

  test.skipIf(process.platform !== 'linux')('leaves no file open, however its answer ends', async () => {
    await using page = await openPage();
    await writeFile(page.path, Buffer.alloc(3_000_000, 1));
    const tag = (await page.get('/photo/7')).headers.get('etag') ?? '';
    await page.get('/photo/7', { 'If-None-Match': tag });
    await page.get('/photo/7', { Range: 'bytes=9999999-' });
    const head = await page.get('/photo/7', {}, 'HEAD');
    expect({ status: head.status, length: head.headers.get('content-length') }).toEqual({
      status: 200,
      length: '3000000',
    });
    expect(head.body.length).toBe(0);
    const dropped = await page.ask('/photo/7');
    await dropped.body?.cancel();
    const partlyRead = await page.ask('/photo/7');
    const reader = partlyRead.body?.getReader();
    await reader?.read();
    await reader?.cancel();
    const failing = await page.ask('/photo/7');
    await truncate(page.path, 0);
    await expect(failing.arrayBuffer()).rejects.toThrow();
    expect(await openFilesBelow(page.path)).toBe(0);
    expect((await stat(page.path)).size).toBe(0);
  });
});
