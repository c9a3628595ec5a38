import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WindowState } from '../../../src-contract/index.ts';
import { eidetic } from '../../helpers/cli.ts';
import { photo } from '../../helpers/photos.ts';
import { tempFolder, writeFiles } from '../../helpers/temp-folder.ts';
import { openBeside } from '../../helpers/words.ts';

test('photos are looked at more closely when that is turned on, and what is kept of it is said and deleted', async () => {
  await using folder = await tempFolder();
  const dataDir = join(folder.path, 'data');
  const photos = join(folder.path, 'photos');
  await writeFiles(photos, { 'a.jpg': photo(1), 'b.jpg': photo(2) });
  const indexed = await eidetic(['index', photos], { dataDir });
  expect(indexed.code).toBe(0);
  expect(indexed.stderr).not.toContain('Closer look');
  const said = async (...args: string[]): Promise<string> => (await eidetic(args, { dataDir })).stdout;
  expect(await said('closer-look')).toBe('Closer look: off\n');
  expect(await said('closer-look', 'on')).toMatch(/^Closer look: 2 of 2 photos, \d+\.\d KB\n$/u);
  expect(await said('status')).toMatch(/^Closer look: 2 of 2 photos, /mu);
  await writeFiles(photos, { 'c.jpg': photo(3) });
  expect((await eidetic(['index'], { dataDir })).stderr).toMatch(/^Closer look: 3 of 3 photos, /mu);
  expect(await said('closer-look', 'off')).toMatch(/^Closer look: off; \d+\.\d KB are kept of it\n$/u);
  const deleted = WindowState.parse(JSON.parse(await said('closer-look', 'delete', '--json')));
  expect(deleted).toMatchObject({ state: 'off', photos: 3, done: 0, bytes: 0 });
  expect((await eidetic(['closer-look', 'perhaps'], { dataDir })).code).toBe(2);
});

test('what keeps photos from being looked at more closely is an error, and status goes on', async () => {
  await using folder = await tempFolder();
  const dataDir = join(folder.path, 'data');
  const photos = join(folder.path, 'photos');
  await writeFiles(photos, { 'a.jpg': photo(1) });
  expect((await eidetic(['index', photos], { dataDir })).code).toBe(0);
  {
    using beside = openBeside(dataDir);
    beside.raw.exec("CREATE TRIGGER bad BEFORE INSERT ON window_codes BEGIN SELECT RAISE(ABORT, 'no room'); END");
  }
  const failed = await eidetic(['closer-look', 'on'], { dataDir });
  expect(failed.stdout).toBe('Closer look: 0 of 1 photo; it could not go on: no room\n');
  expect(failed.stderr).toContain('no room');
  expect(failed.code).not.toBe(0);
  expect((await eidetic(['status'], { dataDir })).code).toBe(0);
});
