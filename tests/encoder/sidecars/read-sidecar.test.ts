import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { noFacts } from '../../../src-main/core/sidecars/sidecar-facts.ts';
import { readSidecars } from '../../../src-main/encoder/sidecars/read-sidecar.ts';
import { xmpPacket } from '../../fixtures/metadata/build-blocks.ts';
import { tempFolder, writeFiles } from '../../helpers/temp-folder.ts';

test('a sidecar is read by its name, and what is wrong is said under it', async () => {
  await using folder = await tempFolder();
  await writeFiles(folder.path, {
    'a.xmp': xmpPacket('', 'xmp:Rating="3"'),
    'a.jpg.JSON': '{"favorited":true}',
    'b.xmp': '{"favorited":true}',
    'c.json': '<x/>',
    'empty.xmp': '',
    'large.json': Buffer.alloc((4 << 20) + 1, ' '),
  });
  await mkdir(join(folder.path, 'folder.xmp'));
  const read = async (name: string) => (await readSidecars([{ path: join(folder.path, name), photo: 'a.jpg' }]))[0];
  expect(await read('a.xmp')).toEqual({ ...noFacts, rating: 3 });
  expect(await read('a.jpg.JSON')).toEqual({ ...noFacts, favourite: true });
  expect((await read('b.xmp'))?.warnings).toEqual([expect.stringMatching(/^b\.xmp: not well-formed/u)]);
  expect((await read('c.json'))?.warnings).toEqual(['c.json: not valid JSON']);
  expect((await read('empty.xmp'))?.warnings).toEqual([expect.stringMatching(/^empty\.xmp: not well-formed/u)]);
  expect((await read('large.json'))?.warnings).toEqual(['large.json: larger than 4 MiB, which no sidecar is']);
  expect((await read('folder.xmp'))?.warnings).toEqual(['folder.xmp: not a file']);
  expect(await read('gone.xmp'), 'to be tried again').toBeNull();
  expect(await read('a.xmp/gone.xmp')).toBeNull();
});

test.skipIf(process.platform === 'win32')('no link is followed, wherever it leads', async () => {
  await using folder = await tempFolder();
  await writeFiles(folder.path, { 'a.xmp': xmpPacket('', 'xmp:Rating="3"') });
  await symlink('a.xmp', join(folder.path, 'link.xmp'));
  expect(await readSidecars([{ path: join(folder.path, 'link.xmp'), photo: 'a.jpg' }])).toEqual([
    { ...noFacts, warnings: ['link.xmp: cannot be read (ELOOP)'] },
  ]);
});
