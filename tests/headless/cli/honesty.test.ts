import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliResult, eidetic } from '../../helpers/cli.ts';
import { beginKnowing, knownLibrary } from '../../helpers/known-library.ts';
import { photo, plain } from '../../helpers/photos.ts';
import { tempFolder, type TempFolder, writeFiles } from '../../helpers/temp-folder.ts';
import { builtinPack } from '../../helpers/temp-library.ts';

let folder: TempFolder;

beforeAll(async () => {
  folder = await tempFolder();
  await writeFiles(join(folder.path, 'photos'), {
    'p1.png': plain({ r: 220, g: 20, b: 20 }),
    'p2.png': plain({ r: 20, g: 180, b: 40 }),
    'p3.png': plain({ r: 0, g: 0, b: 0 }),
    'q1.jpg': photo(1),
    'q2.jpg': photo(2),
    'q3.jpg': photo(3),
  });
  await beginKnowing('captions', join(folder.path, 'data'), await knownLibrary());
  await run('index', join(folder.path, 'photos'));
}, 300_000);
afterAll(() => folder[Symbol.asyncDispose]());

function run(...args: string[]): Promise<CliResult> {
  return eidetic(['--pack', builtinPack, ...args], { dataDir: join(folder.path, 'data') });
}

test('what no photo shows is said, before near misses', async () => {
  const { code, stdout, stderr } = await run('search', '--no-index', 'two dogs in the snow');
  expect(code).toBe(0);
  expect(stderr).toMatch(/^Nothing looks like "two dogs in the snow"\.\nNear misses:\n6 photos searched/);
  expect(stdout.trimEnd().split('\n')).toHaveLength(6);
  const [answer] = (await run('search', '--no-index', '--json', 'two dogs in the snow')).json;
  expect(answer).toMatchObject({ nothingMatches: true, matching: 0 });
});

test('what some photos show comes before weaker matches', async () => {
  const { code, stdout, stderr } = await run('search', '--no-index', 'pixel art');
  expect(code).toBe(0);
  expect(stderr).toMatch(/^Weaker matches:\n6 photos searched/);
  expect(stdout.split('\n')[0]).toMatch(/q[123]\.jpg$/);
  const [answer] = (await run('search', '--no-index', '--json', 'pixel art')).json;
  expect(answer).toMatchObject({
    nothingMatches: false,
    hits: [{ confidence: expect.any(Number) as number }, {}, {}, {}, {}, {}],
  });
});
