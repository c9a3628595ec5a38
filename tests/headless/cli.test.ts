import { readFile, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  Failure,
  HitShares,
  IndexSummary,
  LibraryStatus,
  ProcessorReport,
  SearchAnswer,
  StackBadge,
  StorageReport,
  WindowState,
  WireError,
} from '../../src-contract/index.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { jpegWith, shotExif } from '../fixtures/stacks/build-files.ts';
import { type CliResult, eidetic } from '../helpers/cli.ts';
import { photo } from '../helpers/photos.ts';
import { tempFolder, type TempFolder, writeFiles } from '../helpers/temp-folder.ts';

/** What docs/cli.md promises of an answer. */
const Answer = SearchAnswer.omit({ rest: true, months: true }).extend({
  hits: z.array(
    z.strictObject({
      path: z.string(),
      score: z.number(),
      confidence: z.number().nullable(),
      foundBy: z.array(z.string()),
      shares: HitShares.nullable(),
      photoId: z.int().positive(),
      width: z.int().positive(),
      height: z.int().positive(),
      takenAt: z.string().nullable(),
      thumb: z.string(),
      stack: StackBadge.nullable(),
    }),
  ),
});

const nasty = 'two\nlines \u001b[31mred\u0007.jpg';

let folder: TempFolder;
let photos: string;
let dataDir: string;
let indexed: CliResult;

beforeAll(async () => {
  folder = await tempFolder();
  photos = join(folder.path, 'photos');
  dataDir = join(folder.path, 'data');
  await writeFiles(photos, {
    'a.jpg': photo(1),
    'sub/b.jpg': photo(2),
    [nasty]: photo(3),
    'bad.jpg': 'text',
    [`bad ${nasty}`]: 'text',
  });
  indexed = await eidetic(['index', photos, '--json'], { dataDir });
});
afterAll(() => folder[Symbol.asyncDispose]());

/** Run over the library of this file. */
function run(...args: string[]): Promise<CliResult> {
  return eidetic(args, { dataDir });
}

/** Nothing on a terminal may come from a file name but printable characters. */
function expectHarmless({ stdout, stderr }: CliResult): void {
  expect(stdout + stderr).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
}

describe('index', () => {
  test('--json answers with one line: the summary', () => {
    expect(indexed.code).toBe(0);
    expect(indexed.json).toHaveLength(1);
    const summary = IndexSummary.parse(indexed.json[0]?.['summary']);
    expect(summary).toMatchObject({ found: 5, encoded: 3, failed: 2, cancelled: false });
  });

  test('says what it did, and without folders looks at all that are known', async () => {
    const again = await run('index');
    expect(again).toMatchObject({ code: 0, stderr: '' });
    expect(again.stdout).toMatch(/^Done in .*: nothing new, 0 photos encoded, 5 unchanged\.\n$/);
  });

  test('tries again with --retry-failed', async () => {
    const again = await run('index', '--retry-failed');
    expect(again).toMatchObject({ code: 0 });
    expect(again.stdout).toMatch(/2 could not be indexed: see "eidetic failures"/);
  });

  test.each([
    ['a missing folder', 'missing', 3, /^FOLDER_NOT_FOUND: Expected a folder at ".*missing" but there is none\n$/],
    ['a file', 'photos/a.jpg', 3, /^FOLDER_NOT_A_FOLDER: .*a\.jpg/],
    ['a folder inside an indexed one', 'photos/sub', 3, /^FOLDER_OVERLAP: .*sub/],
  ])('refuses %s', async (_, name, code, message) => {
    const result = await run('index', join(folder.path, name));
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toMatch(message);
  });

  test('refuses a folder without photos, and one that is named by an empty variable', async () => {
    await using empty = await tempFolder();
    await writeFiles(empty.path, { 'photos/notes.txt': 'x' });
    const result = await eidetic(['index', join(empty.path, 'photos')], { dataDir: join(empty.path, 'data') });
    expect(result).toMatchObject({ code: 3 });
    expect(result.stderr).toMatch(/^FOLDER_HAS_NO_PHOTOS: Expected photos in ".*photos" but found none\n$/);
    expect(await run('index', '')).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^FOLDER_NOT_FOUND/) as string,
    });
  });

  test('of a drive that is not there keeps its photos and says so', async () => {
    await using other = await tempFolder();
    const lib = { dataDir: join(other.path, 'data') };
    const drive = join(other.path, 'drive');
    await writeFiles(drive, { 'a.jpg': photo(1) });
    await eidetic(['index', drive], lib);
    await rename(drive, `${drive}-ejected`);
    const result = await eidetic(['index'], lib);
    expect(result.code).toBe(3);
    expect(result.stderr).toMatch(/^Not reachable now, kept as it was: .*drive\nFOLDER_NOT_FOUND: .*none is reachable/);
    const found = await eidetic(['search', 'x'], lib);
    expect(found).toMatchObject({ code: 0, stdout: expect.stringContaining('a.jpg') as string });
  });

  test('without any folder says what to do', async () => {
    const result = await eidetic(['index'], { dataDir: join(folder.path, 'nothing') });
    expect(result).toMatchObject({ code: 3, stdout: '' });
    expect(result.stderr).toMatch(/^FOLDER_NOT_REGISTERED: .*eidetic index ~\/Pictures/);
  });
});

describe('search', () => {
  test('lists hits with their scores, and harmless names', async () => {
    const result = await run('search', 'a', 'photo', '--top', '3');
    expect(result.code).toBe(0);
    const lines = result.stdout.trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^ {2}1 {2}-?0\.\d{3} {2}\//);
    expect(result.stdout).toContain('two\\nlines \\x1b[31mred\\x07.jpg');
    expect(result.stderr).toMatch(
      /^Closest first\. The model in use cannot tell here which photos match\.\n3 photos searched in .*\n2 files could not be indexed: see "eidetic failures"\n$/,
    );
    expectHarmless(result);
  });

  test('says how many match where not all are shown', async () => {
    const result = await run('search', '--no-index', '--top', '1', 'since:1990');
    expect(result.stderr).toContain('These are the first 1 of 3 that match.\n');
    expect(result.stdout.trim().split('\n')).toHaveLength(1);
  });

  test('--json answers with one line, as documented', async () => {
    const result = await run('search', '--json', '--image', join(photos, nasty));
    expect(result.code).toBe(0);
    const [{ query, ...answer } = {}, ...more] = result.json;
    expect([query, more]).toEqual(['', []]);
    const { hits } = Answer.parse(answer);
    expect(hits[0]).toMatchObject({ path: join(photos, nasty) });
    expect(hits[0]?.score).toBeGreaterThan(0.9999);
  });

  test('--json says how the query was understood, what matches, and how sure that is', async () => {
    const [answer = {}] = (await run('search', '--json', '--no-index', 'sub -people type:jpg')).json;
    expect(answer).toMatchObject({
      query: 'sub -people type:jpg',
      nothingMatches: false,
      understood: {
        description: 'sub',
        chips: [
          { kind: 'minus', value: 'people', text: '-people', start: 4, end: 11 },
          { kind: 'type', value: 'jpeg', text: 'type:jpeg' },
        ],
      },
    });
    const { hits, matching } = answer as z.infer<typeof Answer>;
    expect(matching).toBeGreaterThan(0);
    // The pack of these tests is not calibrated.
    expect(answer).toMatchObject({ cannotTell: 'tooLittle' });
    expect(hits.map(({ confidence }) => confidence)).toEqual(hits.map(() => null));
    const called = hits.filter(({ path }) => path.startsWith(join(photos, 'sub')));
    for (const { foundBy } of called) expect(foundBy).toContain('words');
  });

  test('says what it understood beyond the description, and which hits words found', async () => {
    const result = await run('search', '--no-index', '--', 'type:jpg', '-people', 'folder:\u001b[31msub', 'b');
    expect(result.stderr).toMatch(/^Understood: type:jpeg {2}-people {2}.*b\n/);
    expectHarmless(result);
    const plain = await run('search', '--no-index', 'type:jpg');
    expect(plain.stderr).toMatch(/^Understood: type:jpeg\n\d photos searched/);
    const named = await run('search', '--no-index', 'sub');
    expect(named.stderr).not.toMatch(/Understood/);
    expect(named.stdout).toMatch(/sub\/b\.jpg {2}\(found by words\)\n/);
  });

  test('--sort puts those that match in an order', async () => {
    const paths = async (sort: string): Promise<unknown> => {
      const [answer = {}] = (await run('search', '--no-index', '--json', '--sort', sort, 'x')).json;
      return (answer as z.infer<typeof Answer>).hits.map(({ path }) => path);
    };
    const byName = (await paths('name')) as string[];
    expect(byName.slice(0, 2)).toEqual([join(photos, 'a.jpg'), join(photos, 'sub/b.jpg')]);
    const newest = (await paths('newest')) as string[];
    expect((await paths('oldest')) as string[]).toEqual(newest.toReversed());
  });

  test('--stacks takes what belongs together for one, or not', async () => {
    await using other = await tempFolder();
    const lib = { dataDir: join(other.path, 'data') };
    const exif = shotExif({ takenAt: '2023:07:01 12:00:00' });
    const shot = async (seed: number): Promise<Buffer> => jpegWith(await photo(seed), { exif });
    const path = join(other.path, 'photos');
    await writeFiles(path, { 'a.jpg': shot(1), 'a-edited.jpg': shot(2) });
    await eidetic(['index', path], lib);
    const found = async (...args: string[]): Promise<unknown> => {
      const [answer] = (await eidetic(['search', 'x', '--no-index', '--json', ...args], lib)).json;
      return Answer.omit({ understood: true })
        .loose()
        .parse(answer)
        .hits.map((hit) => [hit.path.slice(path.length + 1), hit.stack?.parts ?? null])
        .sort();
    };
    expect(await found()).toEqual([['a-edited.jpg', 2]]);
    expect(await found('--stacks', 'on')).toEqual([['a-edited.jpg', 2]]);
    expect(await found('--stacks', 'off')).toEqual([
      ['a-edited.jpg', null],
      ['a.jpg', null],
    ]);
  });

  test('--box looks for what a part of the image shows', async () => {
    const image = join(photos, 'a.jpg');
    const whole = await run('search', '--no-index', '--json', '--image', image, '--box', '0,0,1,1');
    const part = await run('search', '--no-index', '--json', '--image', image, '--box', '0.5,0,0.5,1');
    const best = ({ json }: CliResult): z.infer<typeof Answer>['hits'][number] | undefined =>
      (json[0] as z.infer<typeof Answer> | undefined)?.hits[0];
    expect(best(whole)).toMatchObject({ path: image });
    expect(best(whole)?.score).toBeGreaterThan(0.9999);
    expect(best(part)?.score).toBeLessThan(0.9999);
  });

  test('--folder keeps to a folder, --no-index to what is indexed', async () => {
    await writeFiles(photos, { 'sub/new.jpg': photo(8) });
    const args = ['search', 'x', '--json', '--folder', join(photos, 'sub')];
    const paths = ({ json }: CliResult): unknown =>
      (json[0]?.['hits'] as { path: string }[]).map(({ path }) => path).sort();
    expect(paths(await run(...args, '--no-index'))).toEqual([join(photos, 'sub/b.jpg')]);
    expect(paths(await run(...args))).toEqual([join(photos, 'sub/b.jpg'), join(photos, 'sub/new.jpg')]);
  });

  test('--queries answers line by line, in order, and an empty line with an error', async () => {
    const file = join(folder.path, 'queries.txt');
    const queries = ['a dog', '', '  spaces  ', 'a "quoted" one', 'x'.repeat(10_001), 'last'];
    await writeFile(file, `\ufeff${queries.join('\r\n')}\n`);
    const result = await run('search', '--queries', file, '--top', '2');
    expect(result.json.map(({ query }) => query)).toEqual(queries.map((query) => query.trim()));
    expect(result.json.map(({ hits }) => (hits as unknown[]).length)).toEqual([2, 0, 2, 0, 0, 2]);
    expect(result.json.map(({ error }) => error && WireError.parse(error).code)).toEqual([
      undefined,
      'QUERY_EMPTY',
      undefined,
      undefined,
      'QUERY_TOO_LONG',
      undefined,
    ]);
    expect(result.code).toBe(3);
  });

  test('--queries - reads standard input, with or without a line break at the end', async () => {
    const result = await eidetic(['search', '--queries', '-', '--top', '1'], { dataDir, input: 'one\ntwo' });
    expect(result.code).toBe(0);
    expect(result.json.map(({ query }) => query)).toEqual(['one', 'two']);
  });

  test.each([
    ['nothing to look for', ['search'], 3, /^QUERY_EMPTY: .*eidetic search "two dogs/],
    ['a text and a file of queries', ['search', 'x', '--queries', '-'], 2, /^INVALID_ARGUMENT: .*received both/],
    ['a missing file of queries', ['search', '--queries', '/nowhere.txt'], 3, /^QUERY_FILE_UNREADABLE: .*nowhere/],
    ['a folder as file of queries', ['search', '--queries', '/tmp'], 3, /^QUERY_FILE_UNREADABLE: .*folder/],
    ['a missing image', ['search', '--image', '/nowhere.jpg'], 3, /^QUERY_IMAGE_UNREADABLE: .*nowhere/],
    ['a text as image', ['search', '--image', import.meta.filename], 3, /^QUERY_IMAGE_UNREADABLE: .*cli\.test\.ts/],
    ['too many hits', ['search', 'x', '--top', '1001'], 2, /^INVALID_ARGUMENT: .*--top.*1 to 1000.*"1001"/],
    ['a box without an image', ['search', 'x', '--box', '0,0,1,1'], 2, /^INVALID_ARGUMENT: .*--image with --box/],
    ['a box that is none', ['search', '--image', 'a.jpg', '--box', '1,2'], 2, /^INVALID_ARGUMENT: .*--box .*"1,2"/],
    [
      'an order that is none',
      ['search', 'x', '--sort', 'colour'],
      2,
      /colour.*relevance, newest, oldest, name, largest/,
    ],
    ['stacks neither on nor off', ['search', 'x', '--stacks', 'maybe'], 2, /maybe.*on, off/],
    ['a folder that is not indexed', ['search', 'x', '--folder', '/usr'], 3, /^FOLDER_NOT_REGISTERED: .*"\/usr"/],
  ])('refuses %s', async (_, args, code, message) => {
    const result = await run(...args);
    expect(result).toMatchObject({ code, stdout: '' });
    expect(result.stderr).toMatch(message);
  });

  test('before anything is indexed says what to do', async () => {
    const result = await eidetic(['search', 'x'], { dataDir: join(folder.path, 'nothing') });
    expect(result).toMatchObject({ code: 3, stdout: '' });
    expect(result.stderr).toMatch(/^FOLDER_NOT_REGISTERED: .*eidetic index ~\/Pictures/);
  });
});

describe('status, failures, forget', () => {
  test('status shows what is indexed, as text and as JSON', async () => {
    const result = await run('status');
    expect(result).toMatchObject({ code: 0, stderr: '' });
    expect(result.stdout).toMatch(/^\d photos in \d files, 0 waiting, 2 failed\n/);
    expect(result.stdout).toContain(photos);
    const { json } = await run('status', '--json');
    expect(json).toHaveLength(1);
    const report = z
      .strictObject({
        ...StorageReport.shape,
        ...LibraryStatus.shape,
        processors: ProcessorReport,
        closerLook: WindowState,
      })
      .parse(json[0]);
    expect(report).toMatchObject({ dataDir, failed: 2, pack: { id: 'tiny-clip' }, processors: { provider: 'cpu' } });
    expect(result.stdout).toContain('photos are encoded on cpu (asked for: auto): nothing else has been tried yet\n');
  });

  test('what is left out is told with its reason, and patterns are tried before they are set', async () => {
    await using other = await tempFolder();
    const here = join(other.path, 'photos');
    const cli = (...args: string[]): Promise<CliResult> => eidetic(args, { dataDir: join(other.path, 'data') });
    await writeFiles(here, { 'a.jpg': photo(1), 'Exports/b.jpg': photo(2), '@eaDir/c.jpg': 'x', 'away.jpg': '' });
    await truncate(join(here, 'away.jpg'), 1_000_000);
    await cli('index', here);
    const status = await cli('status');
    expect(status.stdout).toMatch(/^2 photos in 2 files.*\n1 photo in the cloud.*\n1 folder or file left out: see/u);
    expect((await cli('left-out')).stdout).toBe(
      `${here}\n  1 file in the cloud: away.jpg\n  1 folder thumbnails of a system: @eaDir\n`,
    );
    expect(await cli('leave-out', here)).toMatchObject({ code: 0, stdout: '' });
    const preview = await cli('leave-out', here, 'Exports/', '--preview');
    expect(preview.stdout).toBe('1 photo would be left out, 0 would be found again. Nothing was changed.\n');
    expect((await cli('status')).stdout).toMatch(/^2 photos/u);
    expect((await cli('leave-out', here, 'Exports/', '*.png')).stdout).toBe(
      '1 photo left out, 0 found again. No file was touched.\n',
    );
    expect((await cli('leave-out', here)).stdout).toBe('Exports/\n*.png\n');
    expect((await cli('status')).stdout).toMatch(/^1 photo in 1 file/u);
    expect((await cli('index')).stdout).toMatch(/nothing new, 0 photos encoded, 1 unchanged, 1 in the cloud\./u);
    expect((await cli('left-out', '--json')).json).toContainEqual({
      folder: here,
      reason: 'pattern',
      folders: 1,
      files: 0,
      examples: ['Exports'],
    });
    expect((await cli('leave-out', here, '--nothing', '--json')).json).toEqual([{ patterns: [], leftOut: 0, back: 1 }]);
    expect((await cli('status')).stdout).toMatch(/^2 photos/u);
    expect(await cli('leave-out', here, 'x', '--nothing')).toMatchObject({ code: 2 });
    expect(await cli('leave-out', join(here, 'Exports'), 'x')).toMatchObject({ code: 3 });
  });

  test('a folder whose photos all lie in the cloud has photos', async () => {
    await using other = await tempFolder();
    await writeFiles(other.path, { 'photos/a.jpg': '' });
    await truncate(join(other.path, 'photos/a.jpg'), 1_000_000);
    const result = await eidetic(['index', join(other.path, 'photos')], { dataDir: join(other.path, 'data') });
    expect(result).toMatchObject({ code: 0 });
    expect(result.stdout).toMatch(/0 photos encoded, 0 unchanged, 1 in the cloud\./u);
  });

  test('a folder that is paused is left alone unless it is named, and status says so', async () => {
    await using other = await tempFolder();
    const lib = { dataDir: join(other.path, 'data') };
    const path = join(other.path, 'photos');
    await writeFiles(path, { 'a.jpg': photo(1) });
    {
      using store = Store.open(lib.dataDir);
      store.folders.setPaused(store.folders.add(path, 0).id, true);
    }
    const all = await eidetic(['index'], lib);
    expect(all).toMatchObject({ code: 0, stdout: expect.stringContaining('0 photos encoded') as string });
    expect(all.stderr).toMatch(/^Every folder is paused: name the one to index all the same\.\n$/);
    expect((await eidetic(['status'], lib)).stdout).toMatch(/photos {2}\(0 photos, paused, never fully scanned\)/);
    expect((await eidetic(['index', path], lib)).stdout).toContain('1 photo encoded');
  });

  test('failures says why, harmlessly, and one JSON object a line', async () => {
    const result = await run('failures');
    expect(result.code).toBe(0);
    expect(result.stdout).toMatch(/bad\.jpg\n {4}PHOTO_NOT_AN_IMAGE: /);
    expectHarmless(result);
    const { json } = await run('failures', '--json');
    expect(json.map((line) => Failure.parse(line).path)).toEqual([
      join(photos, `bad ${nasty}`),
      join(photos, 'bad.jpg'),
    ]);
  });

  test('forget takes a folder out and leaves the photos alone', async () => {
    await using other = await tempFolder();
    const lib = { dataDir: join(other.path, 'data') };
    await writeFiles(other.path, { 'photos/a.jpg': photo(1) });
    const path = join(other.path, 'photos');
    await eidetic(['index', path], lib);
    const result = await eidetic(['forget', path], lib);
    expect(result).toMatchObject({ code: 0, stdout: '' });
    expect(result.stderr).toMatch(/^Forgotten: .*photos\. The photos themselves were not touched\.\n$/);
    expect(await readFile(join(path, 'a.jpg'))).toEqual(await photo(1));
    expect(await eidetic(['forget', path], lib)).toMatchObject({
      code: 3,
      stderr: expect.stringMatching(/^FOLDER_NOT_REGISTERED/) as string,
    });
  });
});
