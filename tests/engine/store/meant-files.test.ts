import { describe, expect, test } from 'vitest';
import { type Filters, noFilters, type QueryChip } from '../../../src-contract/index.ts';
import type { PhotoFacts } from '../../helpers/store.ts';
import { namedLibrary, type NamedLibrary } from '../../helpers/words.ts';

const photos: Record<string, PhotoFacts> = {
  'Camera/IMG_1.jpg': { of: 'x' },
  'Best/2019/IMG_1 (1).jpg': { of: 'x' },
  'Best/summer.jpg': { of: 'x' },
  'Best/alone.jpg': {},
};

const chip = (kind: 'folder' | 'name', value: string): QueryChip => ({ kind, value, text: 'x', start: 0, end: 1 });

/** Path of the file that is meant of the photo with three; null for any. */
function meant(lib: NamedLibrary, chips: readonly QueryChip[], filters: Partial<Filters> = {}): string | null {
  const all = Object.values(lib.ids);
  const files = lib.store.meantFiles.of(all, { ...noFilters, ...filters }, chips);
  expect(files.has(lib.ids['Best/alone.jpg'] ?? 0), 'a photo that lies in one place').toBe(false);
  const fileId = files.get(lib.ids['Camera/IMG_1.jpg'] ?? 0);
  const known = [...lib.store.files.known(lib.folderId, '')].find(([, { id }]) => id === fileId);
  return known?.[0] ?? null;
}

describe('the file that is meant', () => {
  test.each<[string, QueryChip[], string | null, string | null]>([
    ['any where nothing is asked of places', [], null, null],
    ['the one in the folder of a filter', [], 'Best', 'Best/2019/IMG_1 (1).jpg'],
    ['the one in the folder below', [], 'Best/2019', 'Best/2019/IMG_1 (1).jpg'],
    ['the one in the folder of a chip', [chip('folder', 'camera')], null, 'Camera/IMG_1.jpg'],
    ['the one of both', [chip('folder', '2019')], 'Best', 'Best/2019/IMG_1 (1).jpg'],
    ['none where no one is of both', [chip('folder', 'camera')], 'Best', null],
    ['the one of a name', [chip('name', 'summer.jpg')], null, 'Best/summer.jpg'],
    ['the one of a part of a name', [chip('name', 'summer')], null, 'Best/summer.jpg'],
    ['the one of the whole name', [chip('name', 'IMG_1 (1).jpg')], null, 'Best/2019/IMG_1 (1).jpg'],
    ['the one at a path', [chip('name', '/x/Best/2019/IMG_1 (1).jpg')], null, 'Best/2019/IMG_1 (1).jpg'],
    ['the one of a name in a folder', [chip('name', 'IMG*'), chip('folder', 'best')], null, 'Best/2019/IMG_1 (1).jpg'],
  ])('is %s', async (_, chips, below, expected) => {
    await using lib = await namedLibrary(photos);
    const folder = below === null ? null : { folderId: lib.folderId, below };
    expect(meant(lib, chips, { folder })).toBe(expected);
  });

  test('lies in the folder itself where those below it are left out', async () => {
    await using lib = await namedLibrary(photos);
    const folder = { folderId: lib.folderId, below: 'Best', flat: true };
    expect(meant(lib, [], { folder })).toBe('Best/summer.jpg');
  });

  test('goes with a timeline, by its place in it', async () => {
    await using lib = await namedLibrary(photos);
    const { catalog } = lib.store;
    expect(catalog.timeline(noFilters).files).toEqual({ at: [], ids: [] });
    const timeline = catalog.timeline({ ...noFilters, folder: { folderId: lib.folderId, below: 'Best' } });
    const at = timeline.ids.indexOf(lib.ids['Camera/IMG_1.jpg'] ?? 0);
    expect(timeline.ids).toHaveLength(2);
    expect(timeline.files).toEqual({
      at: [at],
      ids: [lib.store.files.known(lib.folderId, '').get('Best/2019/IMG_1 (1).jpg')?.id],
    });
  });
});
