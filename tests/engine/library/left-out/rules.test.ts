import { mkdir, rename, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leftOutReasons } from '../../../../src-contract/index.ts';
import { isPlaceholder } from '../../../../src-main/engine/in-cloud.ts';
import { FolderRules } from '../../../../src-main/engine/library/left-out/folder-rules.ts';
import { leftOutRules } from '../../../../src-main/engine/library/left-out/rules.ts';
import { scan, type ScanOptions } from '../../../../src-main/engine/library/scanner.ts';
import { type Files, tempFolder, writeFiles } from '../../../helpers/temp-folder.ts';

/** Scan a folder: photos by path, and what is left out as `reason path`, folders with a slash behind, all sorted. */
async function scanned(root: string, options?: ScanOptions): Promise<{ photos: string[]; leftOut: string[] }> {
  const entries = await Array.fromAsync(scan(root, options));
  return {
    photos: entries.flatMap((entry) => (entry.kind === 'photo' ? [entry.relativePath] : [])).sort(),
    leftOut: entries
      .flatMap((entry) =>
        entry.kind === 'left-out' ? [`${entry.reason} ${entry.path}${entry.isFolder ? '/' : ''}`] : [],
      )
      .sort(),
  };
}

async function scanOf(paths: readonly string[], root = '.'): Promise<{ photos: string[]; leftOut: string[] }> {
  await using folder = await tempFolder();
  await writeFiles(join(folder.path, root), Object.fromEntries(paths.map((path) => [path, 'x'])) satisfies Files);
  return await scanned(join(folder.path, root));
}

/** A case for each rule of the table, in its order. */
const cases: [rule: string, files: string[], photos: string[], leftOut: string[]][] = [
  [
    '*.photoslibrary',
    ['P.photoslibrary/originals/A/1.heic', 'P.photoslibrary/resources/derivatives/1.jpg', 'P.photoslibrary/2.jpg'],
    ['P.photoslibrary/originals/A/1.heic'],
    ['app-data P.photoslibrary/2.jpg', 'app-data P.photoslibrary/resources/'],
  ],
  [
    '*.photolibrary',
    ['i.photolibrary/Masters/1.jpg', 'i.photolibrary/Thumbnails/1.jpg'],
    ['i.photolibrary/Masters/1.jpg'],
    ['app-data i.photolibrary/Thumbnails/'],
  ],
  [
    '*.migratedphotolibrary',
    ['i.migratedphotolibrary/Originals/1.jpg', 'i.migratedphotolibrary/Previews/1.jpg'],
    ['i.migratedphotolibrary/Originals/1.jpg'],
    ['app-data i.migratedphotolibrary/Previews/'],
  ],
  [
    '*.aplibrary',
    ['A.aplibrary/Masters/2009/1.NEF', 'A.aplibrary/Previews/1.jpg', 'A.aplibrary/Originals/1.jpg'],
    ['A.aplibrary/Masters/2009/1.NEF'],
    ['app-data A.aplibrary/Originals/', 'app-data A.aplibrary/Previews/'],
  ],
  [
    '*.migratedaplibrary',
    ['A.migratedaplibrary/Masters/1.jpg', 'A.migratedaplibrary/Thumbnails/1.jpg'],
    ['A.migratedaplibrary/Masters/1.jpg'],
    ['app-data A.migratedaplibrary/Thumbnails/'],
  ],
  [
    '*.cocatalog',
    ['C.cocatalog/Originals/1.iiq', 'C.cocatalog/Cache/Previews/1.jpg'],
    ['C.cocatalog/Originals/1.iiq'],
    ['app-data C.cocatalog/Cache/'],
  ],
  ['CaptureOne', ['shoot/1.iiq', 'shoot/CaptureOne/Cache/1.jpg'], ['shoot/1.iiq'], ['app-data shoot/CaptureOne/']],
  ['*.lrdata', ['L/L Previews.lrdata/0/1.jpg', 'L/1.jpg'], ['L/1.jpg'], ['app-data L/L Previews.lrdata/']],
  ['mipmaps-*.d', ['mipmaps-a1b2.d/3/1.jpg', 'mipmaps/1.jpg'], ['mipmaps/1.jpg'], ['app-data mipmaps-a1b2.d/']],
  ['.picasaoriginals', ['1.jpg', '.picasaoriginals/1.jpg'], ['1.jpg'], ['backup .picasaoriginals/']],
  [
    'Originals',
    ['a/1.jpg', 'a/Picasa.ini', 'a/Originals/1.jpg', 'b/.picasa.ini', 'b/originals/1.jpg', 'c/Originals/1.jpg'],
    ['a/1.jpg', 'c/Originals/1.jpg'],
    ['backup a/Originals/', 'backup b/originals/'],
  ],
  ['@eaDir', ['a/1.jpg', 'a/@eaDir/1.jpg/SYNOPHOTO_THUMB_M.jpg'], ['a/1.jpg'], ['thumbnails a/@eaDir/']],
  ['.@__thumb', ['1.jpg', '.@__thumb/s1001.jpg'], ['1.jpg'], ['thumbnails .@__thumb/']],
  ['.thumbnails', ['DCIM/1.jpg', 'DCIM/.thumbnails/1.jpg'], ['DCIM/1.jpg'], ['thumbnails DCIM/.thumbnails/']],
  ['$RECYCLE.BIN', ['1.jpg', '$Recycle.Bin/S-1-5/$R1.jpg'], ['1.jpg'], ['bin $Recycle.Bin/']],
  ['RECYCLER', ['RECYCLER/Dc1.jpg', 'Recycler tour/1.jpg'], ['Recycler tour/1.jpg'], ['bin RECYCLER/']],
  ['.Trash', ['.Trash/1000/1.jpg'], [], ['bin .Trash/']],
  ['.Trash-*', ['.Trash-1000/files/1.jpg'], [], ['bin .Trash-1000/']],
  ['.Trashes', ['.Trashes/501/1.jpg'], [], ['bin .Trashes/']],
  ['#recycle', ['#recycle/1.jpg', 'recycle/1.jpg'], ['recycle/1.jpg'], ['bin #recycle/']],
  ['@Recycle', ['@Recycle/1.jpg'], [], ['bin @Recycle/']],
  ['.dtrash', ['.dtrash/files/1.jpg'], [], ['bin .dtrash/']],
  [
    '.trashed-*',
    ['DCIM/.trashed-1700000000-1.jpg', 'DCIM/.pending-1-2.jpg', 'DCIM/3.jpg'],
    ['DCIM/3.jpg'],
    ['bin DCIM/.trashed-1700000000-1.jpg'],
  ],
  ['System Volume Information', ['System Volume Information/1.jpg'], [], ['system System Volume Information/']],
  ['lost+found', ['lost+found/1.jpg'], [], ['system lost+found/']],
  ['.Spotlight-V100', ['.Spotlight-V100/1.jpg'], [], ['system .Spotlight-V100/']],
  ['.DocumentRevisions-V100', ['.DocumentRevisions-V100/1.jpg'], [], ['system .DocumentRevisions-V100/']],
  ['.TemporaryItems', ['.TemporaryItems/1.jpg'], [], ['system .TemporaryItems/']],
  ['#snapshot', ['#snapshot/GMT-2024/1.jpg'], [], ['snapshot #snapshot/']],
  ['@Recently-Snapshot', ['@Recently-Snapshot/1.jpg'], [], ['snapshot @Recently-Snapshot/']],
  ['.nomedia', ['a/1.jpg', 'a/b/.nomedia', 'a/b/2.jpg', 'a/b/c/3.jpg'], ['a/1.jpg'], ['nomedia a/b/']],
];

describe('the rule for', () => {
  test.each(cases)('%s leaves out what it says and nothing else', async (_, files, photos, leftOut) => {
    expect(await scanOf(files)).toEqual({ photos, leftOut });
  });

  test('each name of the table is tried above', () => {
    const names = leftOutRules.map((rule) => {
      if ('folder' in rule) return rule.folder;
      if ('bundle' in rule) return rule.bundle;
      return 'file' in rule ? rule.file : rule.marker;
    });
    expect(cases.map(([name]) => name)).toEqual(names);
    expect(leftOutReasons).toEqual(expect.arrayContaining(leftOutRules.map(({ reason }) => reason)));
  });
});

describe('rules', () => {
  test('tell of hidden folders, and not of hidden files', async () => {
    expect(await scanOf(['.git/1.jpg', '.cache/2.jpg', '._3.jpg', '4.jpg'])).toEqual({
      photos: ['4.jpg'],
      leftOut: ['hidden .cache/', 'hidden .git/'],
    });
  });

  test('are not about the registered folder itself, but about what lies in it', async () => {
    expect(await scanOf(['1.jpg', '.nomedia', '.nomedia2'], '@eaDir')).toEqual({ photos: ['1.jpg'], leftOut: [] });
    expect(await scanOf(['originals/1.heic', 'resources/2.jpg', '3.jpg'], 'My.photoslibrary')).toEqual({
      photos: ['originals/1.heic'],
      leftOut: ['app-data 3.jpg', 'app-data resources/'],
    });
  });

  test('hold where only a part is looked at', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, {
      'a/@eaDir/x/1.jpg': 'x',
      'b/c/2.jpg': 'x',
      'b/.nomedia': '',
      'd/Picasa.ini': '',
      'd/Originals/3.jpg': 'x',
      'e/4.jpg': 'x',
    });
    const parts = ['a/@eaDir/x', 'b/c', 'd/Originals', 'e'].map((path) => ({ path, deep: true }));
    expect(await scanned(folder.path, { parts })).toEqual({
      photos: ['e/4.jpg'],
      leftOut: ['backup d/Originals/', 'nomedia b/', 'thumbnails a/@eaDir/'],
    });
  });
});

describe('patterns of a folder', () => {
  const files = ['Exports/1.jpg', 'a/Exports/2.jpg', 'a/IMG_1-edited.jpg', 'a/IMG_1.jpg', 'Übung/3.png', 'a/keep.png'];
  test.each<[patterns: string[], leftOut: string[]]>([
    [['Exports/'], ['Exports/1.jpg', 'a/Exports/2.jpg']],
    [['/Exports'], ['Exports/1.jpg']],
    [['exports'], ['Exports/1.jpg', 'a/Exports/2.jpg']],
    [['*-edited.*'], ['a/IMG_1-edited.jpg']],
    [['*.png', '!keep.png'], ['Übung/3.png']],
    [['U\u0308bung'], ['Übung/3.png']],
    [['a/**/*.jpg'], ['a/Exports/2.jpg', 'a/IMG_1-edited.jpg', 'a/IMG_1.jpg']],
    [['# a remark', '\\#recycle'], []],
    [['[', '!', '/'], []],
  ])('%j leave out %j', async (patterns, out) => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, Object.fromEntries(files.map((path) => [path, 'x'])));
    const rules = new FolderRules(folder.path, patterns);
    const { photos } = await scanned(folder.path, { rules });
    expect(photos).toEqual(files.filter((path) => !out.includes(path)).sort());
    expect(
      files.filter((path) => rules.matches(path)),
      'by name alone',
    ).toEqual(out);
  });

  test('are told by folder where one is left out', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, { 'Exports/1.jpg': 'x', 'a.png': 'x', 'b.jpg': 'x', '.c.png': 'x' });
    expect(await scanned(folder.path, { rules: new FolderRules(folder.path, ['Exports/', '*.png']) })).toEqual({
      photos: ['b.jpg'],
      leftOut: ['pattern Exports/', 'pattern a.png'],
    });
  });
});

describe('in the cloud', () => {
  test.each([
    ['a photo', { size: 3_000_000, blocks: 5864 }, false],
    ['a placeholder', { size: 3_000_000, blocks: 0 }, true],
    ['a small placeholder', { size: 4097, blocks: 0 }, true],
    ['a file that lies in the tree of btrfs or an entry of NTFS', { size: 4096, blocks: 0 }, false],
    ['an empty file', { size: 0, blocks: 0 }, false],
    ['a sparse file with something in it', { size: 3_000_000, blocks: 8 }, false],
  ])('%s: %o is %s', (_, stats, isAway) => {
    expect(isPlaceholder(stats)).toBe(isAway);
  });

  test('is a file of a size that takes up no block, until it arrives', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, { 'a.jpg': 'x', 'sub/b.jpg': '', 'tiny.jpg': '' });
    await truncate(join(folder.path, 'sub/b.jpg'), 100_000);
    await truncate(join(folder.path, 'tiny.jpg'), 4096);
    expect(await scanned(folder.path)).toEqual({ photos: ['a.jpg', 'tiny.jpg'], leftOut: ['cloud sub/b.jpg'] });
    await writeFile(join(folder.path, 'sub/b.jpg'), 'x'.repeat(100_000));
    expect(await scanned(folder.path)).toEqual({ photos: ['a.jpg', 'sub/b.jpg', 'tiny.jpg'], leftOut: [] });
  });

  test('is what a placeholder of iCloud stands for, unless it is there', async () => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, {
      'sub/.IMG_1.HEIC.icloud': 'bplist',
      '.IMG_2.jpg.icloud': 'bplist',
      'IMG_2.jpg': 'x',
      '.notes.txt.icloud': 'bplist',
      '.icloud': 'x',
    });
    expect(await scanned(folder.path)).toEqual({ photos: ['IMG_2.jpg'], leftOut: ['cloud sub/IMG_1.HEIC'] });
    const rules = new FolderRules(folder.path, ['*.HEIC']);
    expect((await scanned(folder.path, { rules })).leftOut).toEqual(['pattern sub/IMG_1.HEIC']);
    await mkdir(join(folder.path, 'later'));
    await rename(join(folder.path, 'sub/.IMG_1.HEIC.icloud'), join(folder.path, 'sub/IMG_1.HEIC'));
    expect(await scanned(folder.path)).toEqual({ photos: ['IMG_2.jpg', 'sub/IMG_1.HEIC'], leftOut: [] });
  });
});
