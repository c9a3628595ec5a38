import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BrowserHost, browserHost } from '../../helpers/browser-host.ts';

let host: BrowserHost;

beforeAll(async () => {
  host = await browserHost();
});

afterAll(async () => {
  await host[Symbol.asyncDispose]();
});

function token(): string {
  return new URL(host.server.newLink()).searchParams.get('token') ?? '';
}

const answered = (status: string): RegExp => new RegExp(`^HTTP/1\\.1 ${status}\\b`);

describe('the own page', () => {
  test.each([
    ['plainly', []],
    ['from its own origin', ['Sec-Fetch-Site: same-origin', 'Sec-Fetch-Mode: no-cors']],
    ['from the address bar', ['Sec-Fetch-Site: none', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document']],
  ])('is answered when it asks %s', async (_, headers) => {
    for (const path of ['/', '/assets/main-D3adB33f.js']) {
      expect((await host.raw(`GET ${path} HTTP/1.1`, ...headers)).status).toBe(200);
    }
  });

  test('is answered under both names of this machine, with its origin', async () => {
    for (const name of ['127.0.0.1', 'localhost']) {
      const at = `${name}:${host.port}`;
      const { status } = await host.raw('GET / HTTP/1.1', `Host: ${at}`, `Origin: http://${at}`);
      expect(status).toBe(200);
    }
  });

  test('is answered to HEAD without a body', async () => {
    expect(await host.raw('HEAD / HTTP/1.1')).toMatchObject({ status: 200, body: '' });
  });

  test('comes with every header that protects it, and none that opens it', async () => {
    const { head } = await host.raw('GET / HTTP/1.1', `Origin: ${host.server.url}`);
    for (const header of [
      "content-security-policy: default-src 'none'; script-src 'self'; style-src 'self';",
      "require-trusted-types-for 'script'",
      'x-content-type-options: nosniff',
      'referrer-policy: no-referrer',
      'cross-origin-opener-policy: same-origin',
      'cross-origin-resource-policy: same-origin',
      'permissions-policy: ',
      'cache-control: no-store',
    ])
      expect(head.toLowerCase()).toContain(header);
    expect(head.toLowerCase()).not.toContain('access-control-');
  });
});

describe('a stranger', () => {
  test.each([
    ['another name', 'evil.example'],
    ['another name with our port', 'evil.example:PORT'],
    ['a name that begins like ours', '127.0.0.1:PORT.evil.example'],
    ['a name that ends like ours', 'evil.localhost:PORT'],
    ['a name with a user', 'user@127.0.0.1:PORT'],
    ['our name without the port', '127.0.0.1'],
    ['our name with another port', '127.0.0.1:1'],
    ['our name in capitals', 'LOCALHOST:PORT'],
    ['our name with a dot', 'localhost.:PORT'],
    ['another address of this machine', '127.0.0.2:PORT'],
    ['the unspecified address', '0.0.0.0:PORT'],
    ['IPv6', '[::1]:PORT'],
    ['nothing', ''],
  ])('who came by %s is refused', async (_, name) => {
    for (const method of ['GET', 'POST']) {
      const { head } = await host.raw(`${method} / HTTP/1.1`, `Host: ${name.replace('PORT', String(host.port))}`);
      expect(head).toMatch(answered('421'));
    }
  });

  test('who came by two names is refused, whichever comes first', async () => {
    const names = [`Host: 127.0.0.1:${host.port}`, 'Host: evil.example'];
    expect((await host.raw('GET / HTTP/1.1', ...names)).head).toMatch(answered('(400|421)'));
    expect((await host.raw('GET / HTTP/1.1', ...names.reverse())).head).toMatch(answered('(400|421)'));
  });

  test('who came by no name is refused', async () => {
    expect((await host.rawBytes('GET / HTTP/1.1\r\nConnection: close\r\n\r\n')).status).toBe(400);
    expect((await host.rawBytes('GET / HTTP/1.0\r\n\r\n')).status).toBe(421);
  });

  test.each([
    ['another site', 'http://evil.example'],
    ['nowhere', 'null'],
    ['our address with TLS', 'https://127.0.0.1:PORT'],
    ['our other name', 'http://localhost:PORT'],
    ['another server on this machine', 'http://127.0.0.1:1'],
    ['our address without its port', 'http://127.0.0.1'],
    ['our address and a path', 'http://127.0.0.1:PORT/'],
    ['nothing', ''],
    ['two origins', 'http://127.0.0.1:PORT, http://127.0.0.1:PORT'],
  ])('from %s is refused, cookie or not', async (_, origin) => {
    const from = `Origin: ${origin.replaceAll('PORT', String(host.port))}`;
    for (const path of ['/', '/photo/1', `/enter?token=${token()}`]) {
      expect((await host.raw(`GET ${path} HTTP/1.1`, from)).head).toMatch(answered('403'));
    }
  });

  test.each(['cross-site', 'same-site', 'same-origin, cross-site', 'unheard-of', ''])(
    'whose browser says "%s" is refused',
    async (site) => {
      for (const path of ['/', '/photo/1', '/thumb/1', '/original/1']) {
        const { head } = await host.raw(`GET ${path} HTTP/1.1`, `Sec-Fetch-Site: ${site}`, 'Sec-Fetch-Mode: no-cors');
        expect(head).toMatch(answered('403'));
      }
    },
  );

  test.each([
    ['without a cookie', ''],
    ['with a wrong cookie', 'eidetic-PORT=AAAA'],
    ['with an empty cookie', 'eidetic-PORT='],
    ['with a cookie without a value', 'eidetic-PORT'],
    ['with the cookie of another port', 'eidetic-1=VALUE'],
    ['with a cookie that is cut off', 'eidetic-PORT=CUT'],
    ['with a cookie that goes on', 'eidetic-PORT=VALUEx'],
    ['with the cookie under another name', 'xeidetic-PORT=VALUE'],
    ['with the cookie in another cookie', 'x="eidetic-PORT=VALUE"'],
  ])('%s is told which link to open', async (_, cookie) => {
    const [, value = ''] = host.cookie.split('=');
    const given = cookie.replace('PORT', String(host.port)).replace('VALUE', value).replace('CUT', value.slice(0, -1));
    for (const path of ['/', '/assets/main-D3adB33f.js', '/photo/1', '/nothing', '/enter', '/enter?token=']) {
      const { status, head, body } = await host.raw(`GET ${path} HTTP/1.1`, `Cookie: ${given}`);
      expect(status).toBe(401);
      expect(body).toContain('Open the link that Eidetic printed');
      expect(head.toLowerCase()).not.toContain('set-cookie');
      expect(body).not.toContain('Page');
    }
  });

  test('with the cookie among others is known', async () => {
    const { status } = await host.raw('GET / HTTP/1.1', `Cookie: a=b; eidetic-${host.port}=old; ${host.cookie}; c=d`);
    expect(status).toBe(200);
  });

  test.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'])('%s is refused', async (method) => {
    for (const path of ['/', '/photo/1', `/enter?token=${token()}`]) {
      const { head } = await host.raw(`${method} ${path} HTTP/1.1`, 'Content-Length: 0');
      expect(head).toMatch(answered('405'));
      expect(head.toLowerCase()).toContain('allow: get, head');
    }
  });

  test('who wants a tunnel is refused', async () => {
    expect((await host.raw('CONNECT example.com:443 HTTP/1.1')).status).toBe(0);
  });
});

describe('a link', () => {
  const noCookie = 'Cookie: none=';

  test('lets in once, with a cookie that scripts and other sites do not get', async () => {
    const once = token();
    const { status, head, body } = await host.raw(`GET /enter?token=${once} HTTP/1.1`, noCookie);
    expect(status).toBe(200);
    expect(head).toMatch(/set-cookie: eidetic-\d+=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict\r?$/im);
    expect(head).toMatch(/cache-control: no-store/i);
    expect(body).toContain('<meta http-equiv="refresh" content="0;url=/">');
    expect(body).not.toContain(once);
    const again = await host.raw(`GET /enter?token=${once} HTTP/1.1`, noCookie);
    expect(again.status).toBe(401);
    expect(again.head.toLowerCase()).not.toContain('set-cookie');
  });

  test('that was clicked on another site lets in', async () => {
    const clicked = ['Sec-Fetch-Site: cross-site', 'Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: document'];
    expect((await host.raw(`GET /enter?token=${token()} HTTP/1.1`, noCookie, ...clicked)).status).toBe(200);
  });

  test.each([
    ['embedded', ['Sec-Fetch-Mode: navigate', 'Sec-Fetch-Dest: iframe']],
    ['fetched', ['Sec-Fetch-Mode: no-cors', 'Sec-Fetch-Dest: image']],
    ['fetched with CORS', ['Sec-Fetch-Mode: cors', 'Sec-Fetch-Dest: empty']],
  ])('that was %s by another site does not', async (_, how) => {
    const given = token();
    const { status } = await host.raw(
      `GET /enter?token=${given} HTTP/1.1`,
      noCookie,
      'Sec-Fetch-Site: cross-site',
      ...how,
    );
    expect(status).toBe(403);
    expect((await host.raw(`GET /enter?token=${given} HTTP/1.1`, noCookie)).status).toBe(200);
  });

  test('that was used leads whoever is known to the page', async () => {
    const once = token();
    await host.raw(`GET /enter?token=${once} HTTP/1.1`, noCookie);
    const { status, head, body } = await host.raw(`GET /enter?token=${once} HTTP/1.1`);
    expect(status).toBe(200);
    expect(body).toContain('url=/');
    expect(head.toLowerCase()).not.toContain('set-cookie');
  });

  test('is not used up by looking at it', async () => {
    const once = token();
    expect((await host.raw(`HEAD /enter?token=${once} HTTP/1.1`, noCookie)).status).toBe(401);
    expect((await host.raw(`GET /enter?token=${once} HTTP/1.1`, noCookie)).status).toBe(200);
  });

  test.each([
    ['wrong', () => 'A'.repeat(43)],
    ['empty', () => ''],
    ['cut off', () => token().slice(0, -1)],
    ['too long', () => `${token()}A`],
    ['that of the cookie', () => host.cookie.split('=')[1] ?? ''],
    ['second of two', () => `x&token=${token()}`],
    ['in another parameter', () => `&key=${token()}`],
    ['in capitals', () => token().toUpperCase()],
  ])('with a token that is %s does not let in', async (_, given) => {
    const { status, head } = await host.raw(`GET /enter?token=${given()} HTTP/1.1`, noCookie);
    expect(status).toBe(401);
    expect(head.toLowerCase()).not.toContain('set-cookie');
  });

  test('stays good when others are made and used', async () => {
    const [first, second] = [token(), token()];
    expect((await host.raw(`GET /enter?token=${second} HTTP/1.1`, noCookie)).status).toBe(200);
    expect((await host.raw(`GET /enter?token=${first} HTTP/1.1`, noCookie)).status).toBe(200);
  });

  test('stops working when many newer ones are open', async () => {
    const first = token();
    for (let i = 0; i < 16; i++) token();
    expect((await host.raw(`GET /enter?token=${first} HTTP/1.1`, noCookie)).status).toBe(401);
  });

  test('is long enough not to be guessed, and another each time', () => {
    const tokens = new Set(Array.from({ length: 10 }, token));
    expect(tokens.size).toBe(10);
    for (const one of tokens) expect(Buffer.from(one, 'base64url').length).toBe(32);
  });

  test('of one server does not open another', async () => {
    await using other = await browserHost();
    expect((await other.raw(`GET /enter?token=${token()} HTTP/1.1`, noCookie)).status).toBe(401);
    const [, value = ''] = host.cookie.split('=');
    expect((await other.raw('GET / HTTP/1.1', `Cookie: eidetic-${other.port}=${value}`)).status).toBe(401);
  });
});

describe('a path', () => {
  const ids = [
    '..',
    '../..',
    '%2e%2e',
    '%2e%2e%2f',
    '..%2f..%2fetc%2fpasswd',
    '%252e%252e%252f',
    '..\\..\\',
    '%5c..%5c',
    '\0',
    '%00',
    '1%00.jpg',
    '/etc/passwd',
    '%2fetc%2fpasswd',
    'C:\\',
    'file:///etc/passwd',
    '-1',
    '0',
    '01',
    '+1',
    '1.0',
    '1e3',
    '0x1',
    '1,2',
    '1;2',
    '1 2',
    '1%20',
    '9007199254740992',
    '99999999999999999999',
    '1'.repeat(500),
    '\u0661',
    '%D9%A1',
    '%EF%BC%91',
    'NaN',
    'null',
    '[1]',
    '{}',
    '*',
    '~',
    "1'--",
    '<script>',
    '1/../../index.html',
    '1/',
    '/1',
    './1',
    '1/.',
  ];

  test.each(ids)('to a photo with the id %j is not served', async (id) => {
    for (const kind of ['thumb', 'photo', 'original']) {
      const { status, body } = await host.raw(`GET /${kind}/${id} HTTP/1.1`);
      expect([400, 404]).toContain(status);
      expect(body).not.toMatch(/root:|Page|eidetic-test/);
    }
  });

  test.each([
    '/..',
    '/../index.html',
    '/%2e%2e/index.html',
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
    '/assets/..%2findex.html',
    '/assets/%252e%252e/index.html',
    '/assets\\..\\index.html',
    '/assets/..\\index.html',
    '/assets/main-D3adB33f.js\0',
    '/assets/main-D3adB33f.js%00',
    '/assets/main-D3adB33f.js/',
    '//index.html',
    '//127.0.0.1/index.html',
    '/./index.html',
    '/assets/.',
    '/assets/..',
    '/index.html/..',
    '/etc/passwd',
    '/C:/Windows/win.ini',
    '/file:///etc/passwd',
    'index.html',
    'http://evil.example/',
    'http://127.0.0.1/',
    '*',
    '?',
    '',
    '/assets/main-D3adB33f.js#x',
    '/index.html;x',
    '/\u00fc',
    '/%c3%bc',
    '/assets/__proto__',
    '/__proto__',
    '/constructor',
    '/package.json',
    '/library.sqlite',
    '/.git/config',
  ])('%j to a file is not served', async (path) => {
    const { status, body } = await host.raw(`GET ${path} HTTP/1.1`);
    expect([400, 404]).toContain(status);
    expect(body).not.toMatch(/root:|Page|eidetic-test|SQLite/);
  });

  test.each(['file', 'path', 'id', 'token', 'url'])('takes no notice of a parameter "%s"', async (name) => {
    for (const value of ['../../etc/passwd', '/etc/passwd', '1', '%2e%2e%2f']) {
      const { status, body } = await host.raw(`GET /?${name}=${value} HTTP/1.1`);
      expect([200, 400]).toContain(status);
      if (status === 200) expect(body).toMatch(/^<!doctype html><title>Page/);
    }
  });

  test('that is endless is refused', async () => {
    expect((await host.raw(`GET /${'a'.repeat(3000)} HTTP/1.1`)).status).toBe(414);
    expect((await host.raw(`GET /?${'a'.repeat(3000)} HTTP/1.1`)).status).toBe(414);
  });

  test('with endless headers is refused', async () => {
    expect((await host.raw('GET / HTTP/1.1', `X-Long: ${'a'.repeat(20_000)}`)).status).toBe(431);
  });

  test('with a line break in a header is refused', async () => {
    expect((await host.rawBytes(`GET / HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nX: a\rb\r\n\r\n`)).status).toBe(400);
  });

  test('with a body is answered once: the body is no second request', async () => {
    const inner = `GET /assets/main-D3adB33f.js HTTP/1.1\r\nHost: 127.0.0.1:${host.port}\r\nCookie: ${host.cookie}\r\n\r\n`;
    const outer = [
      'GET / HTTP/1.1',
      `Host: 127.0.0.1:${host.port}`,
      `Cookie: ${host.cookie}`,
      `Content-Length: ${inner.length}`,
      'Connection: close',
    ];
    const { status, body } = await host.rawBytes([...outer, '', inner].join('\r\n'));
    expect(status).toBe(200);
    expect(body).not.toContain('HTTP/1.1');
  });

  test('with two lengths is refused', async () => {
    const lengths = ['Content-Length: 4', 'Transfer-Encoding: chunked'];
    expect((await host.raw('GET / HTTP/1.1', ...lengths)).status).toBe(400);
  });
});

describe('an upgrade', () => {
  test('of the own page is granted', async () => {
    expect(await host.upgradeStatus({})).toBe(101);
    expect(await host.upgradeStatus({ headers: { 'Sec-Fetch-Site': 'same-origin' } })).toBe(101);
  });

  test.each<[string, number, Parameters<BrowserHost['dial']>[0]]>([
    ['without an origin', 403, { origin: null }],
    ['from another site', 403, { origin: 'http://evil.example' }],
    ['from another port', 403, { origin: 'http://127.0.0.1:1' }],
    ['from nowhere', 403, { origin: 'null' }],
    ['under another name', 421, { headers: { Host: 'evil.example' } }],
    ['from another site by fetch metadata', 403, { headers: { 'Sec-Fetch-Site': 'cross-site' } }],
    ['from the same machine by fetch metadata', 403, { headers: { 'Sec-Fetch-Site': 'same-site' } }],
    ['without a cookie', 401, { headers: { Cookie: '' } }],
    ['with a wrong cookie', 401, { headers: { Cookie: 'eidetic=x' } }],
    ['elsewhere', 404, { path: '/' }],
    ['with a query', 404, { path: '/rpc?x=1' }],
    ['by another spelling', 400, { path: '/%72pc' }],
  ])('%s is refused with %i', async (_, status, options) => {
    expect(await host.upgradeStatus(options)).toBe(status);
  });

  test('with a link instead of a cookie is refused, and the link stays good', async () => {
    const once = token();
    expect(await host.upgradeStatus({ path: `/enter?token=${once}`, headers: { Cookie: '' } })).toBe(404);
    expect((await host.raw(`GET /enter?token=${once} HTTP/1.1`, 'Cookie: none=')).status).toBe(200);
  });

  test('to another protocol is refused', async () => {
    const upgrade = ['Connection: Upgrade', 'Upgrade: h2c', `Origin: ${host.server.url}`];
    expect((await host.raw('GET /rpc HTTP/1.1', ...upgrade)).status).toBe(400);
  });

  test('without a key is refused', async () => {
    const upgrade = ['Connection: Upgrade', 'Upgrade: websocket', `Origin: ${host.server.url}`];
    expect((await host.raw('GET /rpc HTTP/1.1', ...upgrade)).status).toBe(400);
  });

  test('that is none is not found', async () => {
    expect((await host.raw('GET /rpc HTTP/1.1')).status).toBe(404);
  });

  test('beyond the number of windows anybody needs is refused, and granted when one closes', async () => {
    await using crowded = await browserHost();
    const open = await Promise.all(Array.from({ length: 32 }, () => crowded.connect()));
    expect(await crowded.upgradeStatus({})).toBe(503);
    await open[0]?.[Symbol.asyncDispose]();
    await expect.poll(() => crowded.upgradeStatus({})).toBe(101);
  });
});
