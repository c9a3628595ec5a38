import { rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { isUpToDate } from '../../scripts/lib/up-to-date.ts';
import { tempFolder, writeFiles } from '../helpers/temp-folder.ts';

/** A built file and its sources, all of them older. */
async function built(): Promise<AsyncDisposable & { path: string; isUpToDate: () => Promise<boolean> }> {
  const folder = await tempFolder();
  await writeFiles(folder.path, { 'src/a.ts': 'a', 'src/deep/b.ts': 'b', 'config.ts': 'c', 'out.js': 'abc' });
  for (const name of ['src/a.ts', 'src/deep/b.ts', 'src/deep', 'src', 'config.ts']) {
    await utimes(join(folder.path, name), 1000, 1000);
  }
  await utimes(join(folder.path, 'out.js'), 2000, 2000);
  const sources = ['src', 'config.ts'].map((name) => join(folder.path, name));
  return {
    path: folder.path,
    isUpToDate: () => isUpToDate(join(folder.path, 'out.js'), sources),
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

test('what was built after its last change is up to date', async () => {
  await using project = await built();
  expect(await project.isUpToDate()).toBe(true);
});

test.each([
  ['a file changed', (path: string) => utimes(join(path, 'src/deep/b.ts'), 3000, 3000)],
  ['a single file changed', (path: string) => utimes(join(path, 'config.ts'), 3000, 3000)],
  ['a file came', (path: string) => writeFiles(path, { 'src/deep/c.ts': 'c' })],
  ['a file went', (path: string) => rm(join(path, 'src/deep/b.ts'))],
  ['a source is missing', (path: string) => rm(join(path, 'config.ts'))],
  ['it was never built', (path: string) => rm(join(path, 'out.js'))],
])('it is built again when %s', async (_, change) => {
  await using project = await built();
  await change(project.path);
  expect(await project.isUpToDate()).toBe(false);
});
