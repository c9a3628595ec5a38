import { beforeEach, expect, test } from 'vitest';
import { pageScheme, servePage } from '../../src-main/electron/page-protocol.ts';
import { keepingLog } from './keeping-log.ts';
import { Session } from './stand-in/windows.ts';

let session: Session;
let asked: string[];
const log = keepingLog();

beforeEach(() => {
  session = new Session();
  asked = [];
  const answer = (request: Request): Promise<Response> => {
    asked.push(request.url);
    return request.url.endsWith('/broken')
      ? Promise.reject(new Error('secret'))
      : Promise.resolve(new Response('page'));
  };
  servePage(session as never, answer, log);
});

test('the scheme has an origin and keeps to the policy of pages', () => {
  expect(pageScheme).toEqual({
    scheme: 'eidetic',
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, corsEnabled: false },
  });
});

test('our own host is answered', async () => {
  const answer = await session.fetch('eidetic://app/assets/x.js');
  expect([answer.status, await answer.text(), asked]).toEqual([200, 'page', ['eidetic://app/assets/x.js']]);
});

test.each(['eidetic://other/', 'eidetic://app.other/', 'eidetic://app:1/'])('%s is not there', async (url) => {
  expect((await session.fetch(url)).status).toBe(404);
  expect(asked).toEqual([]);
});

test('a mistake is an answer that tells nothing', async () => {
  const answer = await session.fetch('eidetic://app/broken');
  expect([answer.status, await answer.text()]).toEqual([500, 'INTERNAL']);
  expect(JSON.stringify(log.lines)).not.toContain('secret');
});
