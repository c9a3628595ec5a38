import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { AppError, errorCodes, WireError } from '../../src-contract/index.ts';

test('docs/errors.md explains every code once, and no other', async () => {
  const page = await readFile(join(import.meta.dirname, '..', '..', 'docs', 'errors.md'), 'utf8');
  const explained = [...page.matchAll(/^\| `([A-Z_0-9]+)`/gmu)].map(([, code]) => code);
  expect(explained.toSorted()).toEqual([...errorCodes].toSorted());
});

test.each(errorCodes)('%s survives the way over the wire', (code) => {
  const wire = WireError.parse(structuredClone(new AppError(code, 'Expected a but received b').toWire()));
  expect(AppError.fromWire(wire)).toMatchObject({ name: 'AppError', code, message: 'Expected a but received b' });
});

test('anything thrown that is no AppError becomes INTERNAL and keeps its cause', () => {
  const bug = new TypeError('x is not a function');
  expect(AppError.from(bug)).toMatchObject({ code: 'INTERNAL', message: 'x is not a function', cause: bug });
  const known = new AppError('QUERY_EMPTY', 'Expected words');
  expect(AppError.from(known)).toBe(known);
});
