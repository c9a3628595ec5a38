import { expect, test } from 'vitest';
import { parseRpcMessage } from '../../src-main/host/rpc-message.ts';

const call = { i: '1', p: { u: '/library.status', b: { json: {} } } };

function bytes(text: string, ...attachment: number[]): Uint8Array {
  return Uint8Array.from([...new TextEncoder().encode(text), ...attachment]);
}

test.each([
  ['a call', JSON.stringify(call)],
  ['a call as bytes', bytes(JSON.stringify(call))],
  [
    'a call with an attachment',
    bytes(JSON.stringify({ ...call, p: { ...call.p, h: { 'content-type': 'x' } } }), 255, 1, 255, 2),
  ],
  ['a call without input', JSON.stringify({ i: '1', p: { u: '/library.status' } })],
  ['lost interest', JSON.stringify({ i: '1', t: 4 })],
])('%s is let through', (_, message) => {
  expect(parseRpcMessage(message)).toBe(message);
});

test('a call in a buffer is let through as bytes', () => {
  const { buffer } = bytes(JSON.stringify(call));
  expect(parseRpcMessage(buffer)).toEqual(new Uint8Array(buffer as ArrayBuffer));
});

test.each<[string, unknown]>([
  ['no message', undefined],
  ['null itself', null],
  ['a number itself', 1],
  ['a call that is not in text', call],
  ['a list of bytes', [...bytes(JSON.stringify(call))]],
  ['nothing', ''],
  ['no bytes', bytes('')],
  ['words', 'hello'],
  ['a cut off call', JSON.stringify(call).slice(0, -1)],
  ['null', 'null'],
  ['a number', '1'],
  ['an array', '[]'],
  ['no id', JSON.stringify({ p: call.p })],
  ['an id that is no text', JSON.stringify({ ...call, i: 1 })],
  ['a long id', JSON.stringify({ ...call, i: 'x'.repeat(100) })],
  ['no payload', JSON.stringify({ i: '1' })],
  ['no address', JSON.stringify({ i: '1', p: {} })],
  ['an address elsewhere', JSON.stringify({ i: '1', p: { u: 'http://example.com/x' } })],
  ['a long address', JSON.stringify({ i: '1', p: { u: `/${'x'.repeat(300)}` } })],
  ['another method', JSON.stringify({ i: '1', p: { ...call.p, m: 'GET' } })],
  ['headers that are none', JSON.stringify({ i: '1', p: { ...call.p, h: { a: 1 } } })],
  ['a response', JSON.stringify({ i: '1', t: 2, p: call.p })],
  ['a part of a stream', JSON.stringify({ i: '1', t: 3, p: { e: 'message', d: 1 } })],
  ['an unknown kind', JSON.stringify({ i: '1', t: 9, p: call.p })],
  ['more than was agreed', JSON.stringify({ ...call, x: 1 })],
  ['endless text', JSON.stringify({ ...call, p: { ...call.p, b: 'x'.repeat(2_000_000) } })],
  ['endless bytes', new Uint8Array(2_000_000).fill(32)],
  ['an attachment without a call', bytes('', 255, 1, 2)],
])('%s is refused', (_, message) => {
  expect(parseRpcMessage(message)).toBeUndefined();
});
