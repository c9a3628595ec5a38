import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { closedPort, FileServer, noise, serve, startProxy, testCertificate } from '../../../helpers/file-server.ts';
import {
  content,
  revision,
  path,
  image,
  folder,
  waits,
  published,
  fetchFrom,
  started,
  expectWhole,
  expectNothing,
} from './setting.ts';

describe('TLS', () => {
  test('with a certificate that is not trusted is refused at once, and its reason named', async () => {
    await using server = await FileServer.start(
      (request, response) => {
        serve(request, response, content);
      },
      { tls: true },
    );
    await expect(fetchFrom(server.address)).rejects.toMatchObject({
      code: 'DOWNLOAD_TLS_FAILED',
      message: expect.stringContaining('DEPTH_ZERO_SELF_SIGNED_CERT') as string,
    });
    expect(waits).toEqual([]);
    expect(server.requests).toHaveLength(0);
  });

  test('with one that is trusted works', async () => {
    await using server = await FileServer.start(
      (request, response) => {
        serve(request, response, content);
      },
      { tls: true },
    );
    await fetchFrom(server.address, { ca: testCertificate });
    await expectWhole();
  });

  test('that a server has not that says it has', async () => {
    await using server = await started((request, response) => {
      serve(request, response, content);
    });
    await expect(fetchFrom(server.address.replace('http:', 'https:'))).rejects.toMatchObject({
      code: 'DOWNLOAD_TLS_FAILED',
    });
  });

  test('of a server that leads on to http is not given up for it', async () => {
    await using plain = await started((request, response) => {
      serve(request, response, content);
    });
    await using server = await FileServer.start(
      (_request, response) => {
        response.writeHead(302, { location: `http://192.0.2.1:${plain.port}${path}` }).end();
      },
      { tls: true },
    );
    await expect(fetchFrom(server.address, { ca: testCertificate })).rejects.toMatchObject({
      code: 'DOWNLOAD_TLS_FAILED',
    });
    expect(plain.requests).toHaveLength(0);
  });
});

describe('a server', () => {
  test.each([
    ['file:///etc/passwd', 'file:///etc/passwd'],
    ['ftp://example.com/a?key=secret', 'ftp://example.com/a'],
  ])('that leads to %s is not followed, and the message has the address', async (location, shown) => {
    await using server = await started((_request, response) => {
      response.writeHead(302, { location }).end();
    });
    await expect(fetchFrom(server.address)).rejects.toMatchObject({
      code: 'DOWNLOAD_TLS_FAILED',
      message: expect.stringMatching(new RegExp(`leads to ${shown}$`, 'u')) as string,
    });
  });
});

describe('no network', () => {
  test('is told after several tries', async () => {
    const port = await closedPort();
    await expect(fetchFrom(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      code: 'DOWNLOAD_UNREACHABLE',
      message: expect.stringContaining('ECONNREFUSED') as string,
    });
    expect(waits).toEqual([1000, 2000, 4000]);
  });
});

describe('a proxy', () => {
  const tlsServer = (): Promise<FileServer> =>
    FileServer.start(
      (request, response) => {
        serve(request, response, content);
      },
      { tls: true },
    );

  test('from the environment is gone through', async () => {
    await using server = await tlsServer();
    await using proxy = await startProxy();
    await fetchFrom(server.address, { ca: testCertificate, environment: { HTTPS_PROXY: proxy.address } });
    await expectWhole();
    expect(proxy.tunnels).toEqual([`127.0.0.1:${server.port}`]);
  });

  test('that is set is gone through instead of the one of the environment', async () => {
    await using server = await tlsServer();
    await using proxy = await startProxy('me:secret');
    const address = proxy.address.replace('//', '//me:secret@');
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${await closedPort()}` };
    await fetchFrom(server.address, {
      ca: testCertificate,
      environment,
      sources: { mirror: null, proxy: address },
    });
    await expectWhole();
    expect(proxy.tunnels).toHaveLength(1);
  });

  test('for http alone is not gone through by https', async () => {
    await using server = await tlsServer();
    await using proxy = await startProxy();
    await fetchFrom(server.address, { ca: testCertificate, environment: { HTTP_PROXY: proxy.address } });
    await expectWhole();
    expect(proxy.tunnels).toEqual([]);
  });

  test('is gone through without a warning on stderr', async () => {
    await using server = await tlsServer();
    await using proxy = await startProxy();
    const warned: Error[] = [];
    const listen = (warning: Error): void => void warned.push(warning);
    process.on('warning', listen);
    await fetchFrom(server.address, { ca: testCertificate, environment: { HTTPS_PROXY: proxy.address } });
    // Warnings come a turn later.
    await new Promise(setImmediate);
    process.off('warning', listen);
    expect(warned.filter(({ stack }) => stack?.includes('undici') === true)).toEqual([]);
    expect(proxy.tunnels).toHaveLength(1);
  });

  test('is not gone through to hosts that are excepted', async () => {
    await using server = await tlsServer();
    await using proxy = await startProxy();
    const environment = { https_proxy: proxy.address, no_proxy: '127.0.0.1' };
    await fetchFrom(server.address, { ca: testCertificate, environment });
    await expectWhole();
    expect(proxy.tunnels).toEqual([]);
  });

  test('that wants a login has refused, and the login is in no message', async () => {
    await using server = await tlsServer();
    await using proxy = await startProxy('me:secret');
    const address = proxy.address.replace('//', '//me:wrong@');
    const failure = fetchFrom(server.address, { ca: testCertificate, sources: { mirror: null, proxy: address } });
    await expect(failure).rejects.toMatchObject({
      code: 'DOWNLOAD_PROXY_REFUSED',
      message: expect.stringMatching(/^(?!.*wrong).*407/su) as string,
    });
    expect(server.requests).toHaveLength(0);
  });

  test('that is not there', async () => {
    await using server = await tlsServer();
    const environment = { HTTPS_PROXY: `http://127.0.0.1:${await closedPort()}` };
    await expect(fetchFrom(server.address, { ca: testCertificate, environment })).rejects.toMatchObject({
      code: 'DOWNLOAD_UNREACHABLE',
    });
    expect(server.requests).toHaveLength(0);
  });

  test.each(['socks://127.0.0.1:1', 'nonsense', 'file:///etc/passwd'])(
    'of another kind is refused: %s',
    async (proxy) => {
      await expect(fetchFrom('https://127.0.0.1:1', { sources: { mirror: null, proxy } })).rejects.toMatchObject({
        code: 'MODEL_PROXY_INVALID',
      });
    },
  );
});

describe('a mirror', () => {
  test('is asked instead of the publisher, below its own path', async () => {
    await using server = await started((request, response) => {
      serve(request, response, content);
    });
    const sources = { mirror: `${server.address}/hub`, proxy: null };
    await fetchFrom('https://192.0.2.1', { sources });
    await expectWhole();
    expect(server.requests[0]?.url).toBe(`/hub${path}`);
  });

  test('can be named by the environment', async () => {
    await using server = await started((request, response) => {
      serve(request, response, content);
    });
    await fetchFrom('https://192.0.2.1', { environment: { EIDETIC_MODELS_MIRROR: server.address } });
    await expectWhole();
  });

  test('can be a folder', async () => {
    const mirror = join(folder.path, 'stick');
    await mkdir(join(mirror, 'maker/model/resolve', revision, 'onnx'), { recursive: true });
    await writeFile(join(mirror, path), content);
    await fetchFrom('https://192.0.2.1', { sources: { mirror, proxy: null } });
    await expectWhole();
  });

  test.each([
    ['is not there', undefined, 'DOWNLOAD_MIRROR_UNREADABLE'],
    ['has another size', content.subarray(1), 'DOWNLOAD_WRONG_FILE'],
    ['has other bytes', noise(content.length), 'DOWNLOAD_WRONG_FILE'],
  ])('whose file %s is told', async (_, bytes, code) => {
    const mirror = join(folder.path, 'stick');
    await mkdir(join(mirror, 'maker/model/resolve', revision, 'onnx'), { recursive: true });
    if (bytes !== undefined) await writeFile(join(mirror, path), bytes);
    const failure = fetchFrom('https://192.0.2.1', { sources: { mirror, proxy: null } });
    await expect(failure).rejects.toMatchObject({ code });
    expectNothing();
  });

  test.each([
    'http://example.com',
    'ftp://example.com',
    'models',
    'https://me:secret@example.com',
    'https://:secret@a',
    'https://a/?b=c',
  ])('that cannot be used is refused: %s', async (mirror) => {
    await expect(fetchFrom('https://192.0.2.1', { sources: { mirror, proxy: null } })).rejects.toMatchObject({
      code: 'MODEL_MIRROR_INVALID',
      message: expect.not.stringContaining('secret') as string,
    });
  });
});

describe('the disk', () => {
  test('that has too little room is noticed before anything is asked for', async () => {
    await using server = await started((request, response) => {
      serve(request, response, content);
    });
    const freeBytes = (): Promise<number> => Promise.resolve(256 * 2 ** 20 + content.length - 1);
    await expect(fetchFrom(server.address, { freeBytes })).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(server.requests).toHaveLength(0);
  });

  test('needs room for what is missing alone', async () => {
    await using server = await started((request, response) => {
      serve(request, response, content);
    });
    await writeFile(`${image()}.part`, content.subarray(0, 150_000));
    const freeBytes = (): Promise<number> => Promise.resolve(256 * 2 ** 20 + 50_000);
    await fetchFrom(server.address, { freeBytes });
    await expectWhole();
  });

  test('that cannot be written to is named', async () => {
    await using server = await started((request, response) => {
      serve(request, response, content);
    });
    await writeFile(join(folder.path, 'a'), 'a file where a folder is to be');
    const failure = fetchFrom(server.address, { files: [published('a/image.onnx')] });
    await expect(failure).rejects.toMatchObject({ code: 'MODEL_FOLDER_UNUSABLE' });
  });
});
