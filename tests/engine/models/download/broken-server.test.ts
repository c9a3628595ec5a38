import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fetchedBytes } from '../../../../src-main/engine/models/download/index.ts';
import { noise, serve } from '../../../helpers/file-server.ts';
import {
  content,
  revision,
  path,
  retries,
  image,
  folder,
  waits,
  seen,
  published,
  fetchFrom,
  breakAfter,
  started,
  expectWhole,
  expectNothing,
} from './setting.ts';

describe('a good server', () => {
  test('hands out a file, is told nothing but a name and version, and gets no cookie back', async () => {
    await using server = await started((request, response) => {
      response.setHeader('set-cookie', 'who=you');
      serve(request, response, content);
    });
    await fetchFrom(server.address);
    await expectWhole();
    const [{ url, method, headers } = { url: '', method: '', headers: {} }] = server.requests;
    expect({ url, method }).toEqual({ url: path, method: 'GET' });
    expect(headers).toEqual({
      host: `127.0.0.1:${server.port}`,
      connection: 'keep-alive',
      'user-agent': 'Eidetic/1.2.3',
      'accept-encoding': 'identity',
    });
    expect(seen.at(-1)).toBe(content.length);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  test('hands out several files, and those that are there are not asked for again', async () => {
    const others = [noise(5000), noise(10)];
    const files = [published('image.onnx'), published('a/text.onnx', others[0]), published('b.json', others[1])];
    const byName = new Map([content, ...others].map((bytes, i) => [`onnx/${files[i]?.path ?? ''}`, bytes]));
    await using server = await started((request, response) => {
      serve(request, response, byName.get(request.url?.split(`${revision}/`)[1] ?? '') ?? Buffer.of(0));
    });
    await fetchFrom(server.address, { files });
    expect(server.requests).toHaveLength(3);
    expect(await readFile(join(folder.path, 'a', 'text.onnx'))).toEqual(others[0]);
    await fetchFrom(server.address, { files });
    expect(server.requests).toHaveLength(3);
    expect(await fetchedBytes(files, folder.path)).toBe(content.length + 5010);
  });

  test('of one file says how much of all there is', async () => {
    await using server = await started((request, response) => {
      serve(request, response, content);
    });
    const files = [published('image.onnx'), published('again.onnx')];
    await fetchFrom(server.address, { files });
    expect(seen.at(-1)).toBe(2 * content.length);
    expect(Math.max(...seen)).toBe(2 * content.length);
  });

  test('redirects to where the file lies', async () => {
    await using server = await started((request, response) => {
      if (request.url === path) response.writeHead(302, { location: '/elsewhere?key=secret' }).end();
      else serve(request, response, content);
    });
    await fetchFrom(server.address);
    await expectWhole();
    expect(server.requests.map(({ url }) => url)).toEqual([path, '/elsewhere?key=secret']);
  });
});

describe('a connection that breaks off', () => {
  test('is made again, and the rest of that version asked for', async () => {
    await using server = await started((request, response, count) => {
      serve(request, response, content, { etag: '"v1"', ...(count <= 3 ? breakAfter(50_000, count * 50_000) : {}) });
    });
    await fetchFrom(server.address);
    await expectWhole();
    expect(server.ranges).toEqual([undefined, 'bytes=50000-', 'bytes=100000-', 'bytes=150000-']);
    expect(server.requests.slice(1).every(({ headers }) => headers['if-range'] === '"v1"')).toBe(true);
    // Each brought something: it is not waited longer and longer.
    expect(waits).toEqual([1000, 1000, 1000]);
  });

  test('again and again without a byte is given up, ever later, and what came stays', async () => {
    await using server = await started((request, response, count) => {
      if (count === 1) serve(request, response, content, breakAfter(70_000));
      else response.socket?.destroy();
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({ code: 'DOWNLOAD_UNREACHABLE' });
    expect(waits).toEqual([1000, 2000, 4000]);
    expect((await stat(`${image()}.part`)).size).toBe(70_000);
    expect(await fetchedBytes([published('image.onnx')], folder.path)).toBe(70_000);

    server.handler = (request, response) => {
      serve(request, response, content);
    };
    await fetchFrom(server.address);
    await expectWhole();
    expect(server.ranges.at(-1)).toBe('bytes=70000-');
  });

  test('to a server that knows no ranges begins anew', async () => {
    await using server = await started((request, response, count) => {
      serve(request, response, content, { ignoreRange: true, ...(count === 1 ? breakAfter(50_000) : {}) });
    });
    await fetchFrom(server.address);
    await expectWhole();
    expect(server.ranges).toEqual([undefined, 'bytes=50000-']);
  });

  test('to a server that begins anew and never gets further is given up', async () => {
    await using server = await started((request, response) => {
      serve(request, response, content, { ignoreRange: true, ...breakAfter(50_000) });
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({ code: 'DOWNLOAD_UNREACHABLE' });
    expect(server.requests.length).toBeLessThanOrEqual(retries.tries + 1);
  });

  test('while the file changes on the server begins anew with the other version', async () => {
    const before = noise(content.length);
    await using server = await started((request, response, count) => {
      if (count === 1) serve(request, response, before, { etag: '"old"', ...breakAfter(60_000) });
      else serve(request, response, content, { etag: '"new"' });
    });
    await fetchFrom(server.address);
    await expectWhole();
    expect(server.requests).toHaveLength(2);
  });

  test('while the file changes unseen is noticed by the sha256, and fetched once more as a whole', async () => {
    const before = noise(content.length);
    await using server = await started((request, response, count) => {
      serve(request, response, count === 1 ? before : content, count === 1 ? breakAfter(60_000) : {});
    });
    await fetchFrom(server.address);
    await expectWhole();
    expect(server.ranges).toEqual([undefined, 'bytes=60000-', undefined]);
  });

  test.each([
    ['of another place', 'bytes 0-199999/200000'],
    ['of another size', 'bytes 50000-199999/300000'],
    ['that says nothing', undefined],
  ])('gets a rest %s, which is not appended', async (_, range) => {
    await using server = await started((request, response, count) => {
      if (count === 1) serve(request, response, content, breakAfter(50_000));
      else if (count === 2) {
        const headers = range === undefined ? {} : { 'content-range': range };
        response.writeHead(206, headers).end(content.subarray(50_000));
      } else serve(request, response, content);
    });
    await fetchFrom(server.address);
    await expectWhole();
    expect(server.ranges).toEqual([undefined, 'bytes=50000-', undefined]);
  });
});

describe('a server that sends something else', () => {
  test('with one byte wrong is refused, and nothing of it stays', async () => {
    const wrong = Buffer.from(content);
    wrong[123_456] = (wrong[123_456] ?? 0) ^ 1;
    await using server = await started((request, response) => {
      serve(request, response, wrong);
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({
      code: 'DOWNLOAD_WRONG_FILE',
      message: expect.stringContaining('onnx/image.onnx') as string,
    });
    expectNothing();
    expect(existsSync(`${image()}.part`)).toBe(false);
    expect(server.requests).toHaveLength(1);
  });

  test.each([
    ['a page of a hotel', Buffer.from('<html>Please log in</html>')],
    ['a longer file', Buffer.concat([content, Buffer.of(1)])],
    ['a shorter file', content.subarray(1)],
    ['nothing', Buffer.alloc(0)],
  ])('%s, is refused by its length', async (_, other) => {
    await using server = await started((request, response) => {
      serve(request, response, other);
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({
      code: 'DOWNLOAD_WRONG_FILE',
      message: expect.stringContaining(`${content.length} bytes`) as string,
    });
    expectNothing();
  });

  test('a longer file without a length, is cut off where it is longer', async () => {
    await using server = await started((request, response) => {
      serve(request, response, Buffer.concat([content, noise(5_000_000)]), { length: null });
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({ code: 'DOWNLOAD_WRONG_FILE' });
    expectNothing();
    expect((await stat(`${image()}.part`)).size).toBeLessThanOrEqual(content.length);
  });

  test('a shorter file without a length, is refused', async () => {
    await using server = await started((request, response) => {
      serve(request, response, content.subarray(0, 1000), { length: null });
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({ code: 'DOWNLOAD_WRONG_FILE' });
    expectNothing();
    expect(server.requests.length).toBeLessThanOrEqual(2 * retries.tries);
  });

  test.each([
    ['http elsewhere', 'http://example.com/image.onnx', 'DOWNLOAD_TLS_FAILED'],
    ['another scheme', 'file:///etc/passwd', 'DOWNLOAD_TLS_FAILED'],
    ['nonsense', 'http://', 'DOWNLOAD_REFUSED'],
    ['itself for ever', path, 'DOWNLOAD_REFUSED'],
  ])('that leads to %s is refused', async (_, location, code) => {
    await using server = await started((_request, response) => {
      response.writeHead(302, { location }).end();
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({ code });
    expect(server.requests.length).toBeLessThanOrEqual(11);
    expectNothing();
  });

  test('a redirect to nowhere is refused', async () => {
    await using server = await started((_request, response) => {
      response.writeHead(302).end();
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({ code: 'DOWNLOAD_REFUSED' });
  });
});

describe('a server that is busy', () => {
  test.each([429, 503, 403])('with %i and Retry-After is asked again then', async (status) => {
    await using server = await started((request, response, count) => {
      if (count === 1) response.writeHead(status, { 'retry-after': '17' }).end('later');
      else serve(request, response, content);
    });
    await fetchFrom(server.address);
    await expectWhole();
    expect(waits).toEqual([17_000]);
  });

  test('for longer than anybody waits has refused', async () => {
    await using server = await started((_request, response) => {
      response.writeHead(429, { 'retry-after': '86400' }).end();
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({
      code: 'DOWNLOAD_REFUSED',
      message: expect.stringMatching(/429.*86400/u) as string,
    });
    expect(waits).toEqual([]);
  });

  test.each([500, 502, 503, 504, 429])('with %i is asked again, ever later, then given up', async (status) => {
    await using server = await started((_request, response) => {
      response.writeHead(status).end('oops');
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({
      code: 'DOWNLOAD_REFUSED',
      message: expect.stringContaining(String(status)) as string,
    });
    expect(waits).toEqual([1000, 2000, 4000]);
    expectNothing();
  });

  test.each([400, 401, 403, 404, 410, 451])('with %i is not asked again', async (status) => {
    await using server = await started((_request, response) => {
      response.writeHead(status).end('no');
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({ code: 'DOWNLOAD_REFUSED' });
    expect(server.requests).toHaveLength(1);
  });

  test('and falls silent is given up when nothing came for too long, and what came stays', async () => {
    await using server = await started((request, response, count) => {
      serve(request, response, content, count < 3 ? { stallAfter: 30_000 } : { stallAfter: 0 });
    });
    await expect(fetchFrom(server.address, { stallMs: 100 })).rejects.toMatchObject({ code: 'DOWNLOAD_STALLED' });
    expect((await stat(`${image()}.part`)).size).toBe(60_000);
  });

  test('and does not even answer is given up', async () => {
    await using server = await started(() => undefined);
    await expect(fetchFrom(server.address, { stallMs: 100 })).rejects.toMatchObject({ code: 'DOWNLOAD_STALLED' });
    expect(waits).toEqual([1000, 2000, 4000]);
  });

  test('and falls silent once is asked for the rest', async () => {
    await using server = await started((request, response, count) => {
      serve(request, response, content, count === 1 ? { stallAfter: 30_000 } : {});
    });
    await fetchFrom(server.address, { stallMs: 100 });
    await expectWhole();
    expect(server.ranges).toEqual([undefined, 'bytes=30000-']);
  });
});

test('what is aborted ends at once with the reason, and goes on from there later', async () => {
  const abort = new AbortController();
  await using server = await started((request, response, count) => {
    serve(request, response, content, count === 1 ? { stallAfter: 80_000 } : {});
  });
  const reason = new Error('paused');
  const ended = fetchFrom(server.address, { signal: abort.signal });
  await expect.poll(() => seen.at(-1), { timeout: 50_000 }).toBe(80_000);
  abort.abort(reason);
  await expect(ended).rejects.toBe(reason);
  await fetchFrom(server.address);
  await expectWhole();
  expect(server.ranges).toEqual([undefined, 'bytes=80000-']);
});

test('what is aborted while it waits for a server ends at once', async () => {
  const abort = new AbortController();
  await using server = await started((_request, response) => {
    response.writeHead(503, { 'retry-after': '500' }).end(() => {
      abort.abort(new Error('cancelled'));
    });
  });
  const { waitFor } = await import('../../../../src-main/engine/models/download/fetch-pack.ts');
  await expect(fetchFrom(server.address, { signal: abort.signal, wait: waitFor })).rejects.toThrow('cancelled');
});
