import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, errorCodes, maxTop, methods, type MethodName, WireError } from '../../src-contract/index.ts';
import { dispatch } from '../../src-main/engine/dispatch.ts';
import { photo } from '../helpers/photos.ts';
import { tempLibrary, type TempLibrary } from '../helpers/temp-library.ts';

let lib: TempLibrary;
beforeAll(async () => {
  lib = await tempLibrary({ 'a.jpg': photo(1), 'bad.jpg': 'text' });
});
afterAll(() => lib[Symbol.asyncDispose]());

/** Call as a host that passes on what came over a wire: of any type. */
function call(method: string, input: unknown): Promise<unknown> {
  return dispatch(lib.engine, method as 'folders.add', input as { path: string });
}

const query = { text: 'x', imagePath: null, top: 5, folder: null };

describe('input', () => {
  test.each<[MethodName, unknown]>([
    ['folders.add', {}],
    ['folders.add', { path: 7 }],
    ['folders.add', { path: '/x', recursive: true }],
    ['folders.add', null],
    ['folders.add', undefined],
    ['folders.list', { unexpected: 1 }],
    ['folders.forget', { path: null }],
    ['library.index', { folderIds: [0], retryFailed: false }],
    ['library.index', { folderIds: [1.5], retryFailed: false }],
    ['library.index', { folderIds: null }],
    ['library.index', { folderIds: null, retryFailed: 'yes' }],
    ['search.query', { ...query, top: 0 }],
    ['search.query', { ...query, top: maxTop + 1 }],
    ['search.query', { ...query, top: 2.5 }],
    ['search.query', { ...query, top: '5' }],
    ['search.query', { ...query, text: undefined }],
    ['search.query', { ...query, text: ['x'] }],
    ['search.query', [query]],
  ])('of %s is refused: %j', async (method, input) => {
    await expect(call(method, input)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(method) as string,
    });
  });

  test.each(['nothing.here', '__proto__', 'toString', 'constructor', ''])(
    'of no method is refused: "%s"',
    async (name) => {
      await expect(call(name, {})).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    },
  );
});

describe('output', () => {
  test('of every method is what the contract promises', async () => {
    const inputs: [MethodName, unknown][] = [
      ['folders.add', { path: lib.photos }],
      ['library.index', { folderIds: null, retryFailed: true }],
      ['folders.list', {}],
      ['library.status', {}],
      ['library.failures', {}],
      ['search.query', query],
      ['encoder.provider', {}],
      ['library.cancel', {}],
      ['folders.forget', { path: lib.photos }],
    ];
    expect(inputs.map(([method]) => method).sort()).toEqual(Object.keys(methods).sort());
    for (const [method, input] of inputs) {
      const answer = await call(method, input);
      expect(methods[method].output.parse(answer), method).toEqual(answer);
    }
  });
});

describe('errors', () => {
  test('cross a wire with code and message, and nothing else', () => {
    const error = new AppError('PACK_NOT_FOUND', 'Expected a pack', { cause: new Error('secret') });
    const wire = JSON.parse(JSON.stringify(error.toWire())) as unknown;
    expect(wire).toEqual({ code: 'PACK_NOT_FOUND', message: 'Expected a pack' });
    expect(AppError.fromWire(WireError.parse(wire))).toMatchObject({ code: error.code, message: error.message });
  });

  test('of unknown kind are bugs', () => {
    expect(AppError.from(new TypeError('x'))).toMatchObject({ code: 'INTERNAL', message: 'x' });
    expect(AppError.from('text')).toMatchObject({ code: 'INTERNAL', message: 'text' });
    const known = new AppError('QUERY_EMPTY', 'x');
    expect(AppError.from(known)).toBe(known);
  });

  test('have codes that are told apart', () => {
    expect(new Set(errorCodes).size).toBe(errorCodes.length);
  });
});
