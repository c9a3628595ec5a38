import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { AppError, toAppError } from '../../src-contract/index.ts';

const own = new AppError('PHOTO_MISSING', 'Expected a file');

test.each<[string, unknown, { code: string; message: string }]>([
  ['an AppError is itself', own, own],
  [
    'an error of the other side has its code',
    new ORPCError('QUERY_EMPTY', { message: 'Say something' }),
    { code: 'QUERY_EMPTY', message: 'Say something' },
  ],
  [
    'a code that is none of ours is INTERNAL',
    new ORPCError('TEAPOT', { message: 'short' }),
    { code: 'INTERNAL', message: 'short' },
  ],
  [
    "the system's own code is INTERNAL",
    Object.assign(new Error('no'), { code: 'ENOENT' }),
    { code: 'INTERNAL', message: 'no' },
  ],
  [
    'an aborted call is CANCELLED',
    new DOMException('stopped', 'AbortError'),
    { code: 'CANCELLED', message: 'stopped' },
  ],
  ['any other error is INTERNAL', new TypeError('x is no function'), { code: 'INTERNAL', message: 'x is no function' }],
  ['what is no error is INTERNAL', 'words', { code: 'INTERNAL', message: 'words' }],
])('%s', (_, thrown, expected) => {
  const error = toAppError(thrown);
  expect(error).toBeInstanceOf(AppError);
  expect({ code: error.code, message: error.message }).toEqual({ code: expected.code, message: expected.message });
});
