import { expect, test } from 'vitest';
import { refuse } from '../../../src-main/headless/server/gate.ts';

function asked(host: string): Parameters<typeof refuse>[0] {
  return { method: 'GET', url: '/', headers: { host }, rawHeaders: ['Host', host] };
}

test.each([
  [80, '127.0.0.1', null],
  [80, 'localhost', null],
  [80, 'localhost:81', 421],
  [8080, '127.0.0.1:8080', null],
  [8080, '127.0.0.1', 421],
])('at port %i the host %s is answered with %s', (port, host, status) => {
  expect(refuse(asked(host), port)?.status ?? null).toBe(status);
});
