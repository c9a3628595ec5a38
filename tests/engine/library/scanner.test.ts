import { once } from 'node:events';
import { mkdir, rename, stat, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { hasPhotoExtension } from '../../../src-main/core/photo-extensions.ts';
import { scan, type ScanEntry, type ScanOptions } from '../../../src-main/engine/library/scanner.ts';
import { type Files, tempFolder, writeFiles } from '../../helpers/temp-folder.ts';

/** Scan a folder: photos by path, problems as `CODE path`, both sorted. */
async function scanned(root: string, options?: ScanOptions): Promise<{ photos: string[]; problems: string[] }> {
  const entries: ScanEntry[] = await Array.fromAsync(scan(root, options));
  return {
    photos: entries.flatMap((entry) => (entry.kind === 'photo' ? [entry.relativePath] : [])).sort(),
    problems: entries.flatMap((entry) => (entry.kind === 'problem' ? [`${entry.code} ${entry.path}`] : [])).sort(),
  };
}

async function scanOf(files: Files): Promise<{ photos: string[]; problems: string[] }> {
  await using folder = await tempFolder();
  await writeFiles(folder.path, files);
  return await scanned(folder.path);
}

describe('names', () => {
  test.each([
    ['a line break', 'two\nlines.jpg'],
    ['an escape sequence', '\u001b[31mred\u0007.jpg'],
    ['an emoji', '🏖️ Ferien.jpg'],
    ['letters that can be written in two ways', 'a\u0308.jpg'],
    ['a byte order mark', '\ufeffmarked.jpg'],
    ['spaces and quotes', ` it's "odd" .jpg`],
    ['a backslash', 'a\\b.jpg'],
    ['dots', '...jpg.jpg'.slice(2)],
    ['the longest name there is', `${'x'.repeat(251)}.jpg`],
    ['capitals at the end', 'PHOTO.JpEg'],
  ])('keeps %s', async (_, name) => {
    const expected = name.startsWith('.') ? [] : [name];
    expect(await scanOf({ [name]: 'x' })).toEqual({ photos: expected, problems: [] });
  });

  test('reports names that are not UTF-8, and tells them apart', async () => {
    await using folder = await tempFolder();
    const odd = (bytes: readonly number[], ending = ''): Buffer =>
      Buffer.concat([Buffer.from(`${folder.path}/`), Buffer.from(bytes), Buffer.from(ending)]);
    await writeFile(odd([0x66, 0xfc, 0x72], '.jpg'), 'x');
    await writeFile(odd([0x66, 0xfe, 0x72], '.jpg'), 'x');
    await writeFile(odd([0xff], '.txt'), 'x');
    await mkdir(odd([0xe4]));
    await writeFile(Buffer.concat([odd([0xe4]), Buffer.from('/inside.jpg')]), 'x');
    expect(await scanned(folder.path)).toEqual({
      photos: [],
      problems: ['ENTRY_NAME_NOT_UTF8 \\xe4', 'ENTRY_NAME_NOT_UTF8 f\\xfcr.jpg', 'ENTRY_NAME_NOT_UTF8 f\\xfer.jpg'],
    });
  });
});

test('videos are noted beside photos, and nowhere else', async () => {
  await using folder = await tempFolder();
  await writeFiles(folder.path, {
    'a.jpg': 'x',
    'a.MOV': 'x',
    'b.mp4': 'x',
    '._a.MOV': 'x',
    'c.avi': 'x',
    'films/long.mov': 'x',
    'phone/p.jpg': 'x',
    'phone/p.MP': 'x',
  });
  const entries = await Array.fromAsync(scan(folder.path));
  const of = (kind: ScanEntry['kind']): string[] =>
    entries.flatMap((entry) => (entry.kind === kind && 'relativePath' in entry ? [entry.relativePath] : [])).sort();
  expect(of('video')).toEqual(['a.MOV', 'b.mp4', 'phone/p.MP']);
  expect(of('photo')).toEqual(['a.jpg', 'phone/p.jpg']);
});

describe('what is a photo', () => {
  test('passes over other files, hidden ones and what belongs to the system', async () => {
    expect(
      await scanOf({
        'photo.jpg': 'x',
        'notes.txt': 'x',
        jpg: 'x',
        'film.mp4': 'x',
        '.jpg': 'x',
        '.hidden.jpg': 'x',
        '._photo.jpg': 'x',
        '.thumbnails/a.jpg': 'x',
        '@eaDir/a.jpg': 'x',
        '$RECYCLE.BIN/a.jpg': 'x',
        'System Volume Information/a.jpg': 'x',
        'lost+found/a.jpg': 'x',
      }),
    ).toEqual({ photos: ['photo.jpg'], problems: [] });
  });

  test('enters a folder that is named like a photo', async () => {
    expect(await scanOf({ 'x.jpg/y.jpg': 'x', 'x.jpg/z.txt': 'x' })).toEqual({ photos: ['x.jpg/y.jpg'], problems: [] });
  });

  test('ignores what is neither file nor folder', async () => {
    await using folder = await tempFolder();
    const server = createServer().listen(join(folder.path, 'socket.jpg'));
    await once(server, 'listening');
    expect(await scanned(folder.path)).toEqual({ photos: [], problems: [] });
    server.close();
  });

  test('reports size and time of each photo', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, { 'a.jpg': '12345' });
    const [entry] = await Array.fromAsync(scan(folder.path));
    expect(entry).toMatchObject({ kind: 'photo', relativePath: 'a.jpg', sizeBytes: 5 });
  });

  test('knows endings whatever their case, and no file without a name', () => {
    expect(['a.JPG', 'a.b.heic', 'a.Cr2', 'IMG_0001.HIF'].map(hasPhotoExtension)).toEqual(Array(4).fill(true));
    expect(['.jpg', 'jpg', 'a.jpg.txt', 'a.', ''].map(hasPhotoExtension)).toEqual(Array(5).fill(false));
  });
});

describe('folders', () => {
  test('reports links instead of following them, in circles or to photos', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, { 'sub/a.jpg': 'x' });
    await symlink('..', join(folder.path, 'sub', 'loop'));
    await symlink('a.jpg', join(folder.path, 'sub', 'link.jpg'));
    await symlink('missing', join(folder.path, 'broken.jpg'));
    await symlink('a.jpg', join(folder.path, 'sub', 'notes.txt'));
    expect(await scanned(folder.path)).toEqual({
      photos: ['sub/a.jpg'],
      problems: [
        'ENTRY_SYMLINK_NOT_FOLLOWED broken.jpg',
        'ENTRY_SYMLINK_NOT_FOLLOWED sub/link.jpg',
        'ENTRY_SYMLINK_NOT_FOLLOWED sub/loop',
      ],
    });
  });

  test('goes a hundred folders deep', async () => {
    const deep = `${Array(100).fill('folder').join('/')}/a.jpg`;
    expect(await scanOf({ [deep]: 'x' })).toEqual({ photos: [deep], problems: [] });
  });

  test('reports a branch whose path is too long for the system and scans the rest', async () => {
    await using folder = await tempFolder();
    const long = Array<string>(12).fill('d'.repeat(250)).join('/');
    await writeFiles(folder.path, { [`one/${long}/a.jpg`]: 'x', [`two/${long}/b.jpg`]: 'x', 'z/c.jpg': 'x' });
    const two = join(folder.path, 'two');
    const inside = join(folder.path, 'one', long, 'two');
    await rename(two, inside);
    const { photos, problems } = await scanned(folder.path);
    // Back again, or it could not be removed either.
    await rename(inside, two);
    expect(photos).toEqual([`one/${long}/a.jpg`, 'z/c.jpg']);
    expect(problems).toEqual([expect.stringMatching(/^ENTRY_UNREADABLE one\/d+\//)]);
  });

  test.skipIf(process.getuid?.() === 0)('reports a folder that may not be read and scans the rest', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, { 'a.jpg': 'x' });
    await mkdir(join(folder.path, 'secret'), { mode: 0 });
    expect(await scanned(folder.path)).toEqual({ photos: ['a.jpg'], problems: ['ENTRY_UNREADABLE secret'] });
  });

  test('never enters the data folder', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, { 'a.jpg': 'x', 'data/thumb.webp': 'x', 'data2/b.jpg': 'x' });
    expect(await scanned(folder.path, { except: join(folder.path, 'data') })).toEqual({
      photos: ['a.jpg', 'data2/b.jpg'],
      problems: [],
    });
  });

  test('throws when the folder itself cannot be read', async () => {
    await expect(scanned('/nonexistent-folder')).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('stops when it is cancelled', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, { 'a.jpg': 'x', 'sub/b.jpg': 'x' });
    const abort = new AbortController();
    const entries = scan(folder.path, { signal: abort.signal });
    await entries.next();
    abort.abort();
    await expect(Array.fromAsync(entries)).rejects.toBe(abort.signal.reason);
  });
});

describe('what lies beside photos', () => {
  async function beside(root: string, options?: ScanOptions): Promise<Record<string, string[]>> {
    const entries = await Array.fromAsync(scan(root, options));
    return Object.fromEntries(
      entries.flatMap((entry) =>
        entry.kind === 'beside' ? [[entry.relativePath, entry.sidecars.map(({ name }) => name)]] : [],
      ),
    );
  }

  const files = {
    'a.jpg': 'x',
    'a.xmp': 'x',
    'a.jpg.json': 'x',
    'b.jpg': 'x',
    'metadata.json': 'x',
    'c.aae': 'x',
    'sub/a.dng': 'x',
    'sub/a.XMP': 'xy',
    'sub/.hidden.xmp': 'x',
    'picasa/a.jpg': 'x',
    'picasa/b.jpg': 'x',
    'picasa/.picasa.ini': 'x',
  };

  test('is told after them, with size and times, in the same folder alone', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, files);
    await symlink('a.xmp', join(folder.path, 'b.xmp'));
    expect(await beside(folder.path)).toEqual({
      'a.jpg': ['a.xmp', 'a.jpg.json'],
      'sub/a.dng': ['a.XMP'],
      'picasa/a.jpg': ['.picasa.ini'],
      'picasa/b.jpg': ['.picasa.ini'],
    });
    const entries = await Array.fromAsync(scan(folder.path));
    const kinds = entries.flatMap((entry) => ('relativePath' in entry ? [`${entry.kind} ${entry.relativePath}`] : []));
    expect(kinds.indexOf('beside a.jpg')).toBeGreaterThan(kinds.indexOf('photo a.jpg'));
    const of = entries.find((entry) => entry.kind === 'beside' && entry.relativePath === 'sub/a.dng');
    const { size, mtimeMs, ctimeMs } = await stat(join(folder.path, 'sub/a.XMP'));
    expect(of).toMatchObject({ sidecars: [{ name: 'a.XMP', sizeBytes: size, mtimeMs, ctimeMs }] });
  });

  test('is told of the parts that are looked at', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, files);
    const of = (path: string, deep: boolean) => beside(folder.path, { parts: [{ path, deep }] });
    expect(Object.keys(await of('sub', true))).toEqual(['sub/a.dng']);
    expect(Object.keys(await of('', false))).toEqual(['a.jpg']);
  });
});
