import { describe, expect, test } from 'vitest';
import { FolderNode, noFilters } from '../../../src-contract/index.ts';
import { Folders } from '../../../src-main/engine/folders/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { type PhotoFacts, writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

type Photos = Readonly<Record<string, PhotoFacts>>;

async function library(roots: Readonly<Record<string, Photos>>) {
  const dir = await tempFolder();
  const store = Store.open(dir.path);
  const ids = Object.fromEntries(
    Object.entries(roots).map(([path, photos]) => [path, writeFolder(store, path, photos).ids]),
  );
  const folders = new Folders(store.folderTree);
  return {
    store,
    folders,
    ids,
    /** `name own/total`, indented. */
    drawn: () =>
      folders.tree().map(({ below, name, own, total }) => {
        const level = below === '' ? 0 : below.split('/').length;
        return `${'  '.repeat(level)}${name} ${own}/${total}`;
      }),
    async [Symbol.asyncDispose]() {
      store[Symbol.dispose]();
      await dir[Symbol.asyncDispose]();
    },
  };
}

describe('the tree', () => {
  test('has every folder with photos and those above it, by name, numbers by their value', async () => {
    await using lib = await library({
      '/b/Pictures': { 'a.jpg': {}, '2019/10/x.jpg': {}, '2019/9/x.jpg': {}, '2019/9/y.jpg': {}, 'Ärzte/z.jpg': {} },
      '/a': {},
    });
    expect(lib.drawn()).toEqual(['a 0/0', 'Pictures 1/5', '  2019 0/3', '    9 2/2', '    10 1/1', '  Ärzte 1/1']);
    const tree = lib.folders.tree();
    for (const node of tree) expect(FolderNode.parse(node)).toEqual(node);
    expect(new Set(tree.map(({ key }) => key)).size).toBe(tree.length);
  });

  test('counts a photo once, however many copies lie below a folder, and as the filter lets pass', async () => {
    await using lib = await library({
      '/p': {
        'one/a.jpg': { of: 'x' },
        'one/b.jpg': { of: 'x' },
        'one/in/c.jpg': { of: 'x' },
        'two/d.jpg': { of: 'x' },
        'two/e.jpg': {},
      },
      '/q': { 'f.jpg': { of: 'x' } },
    });
    expect(lib.drawn()).toEqual(['p 0/2', '  one 1/1', '    in 1/1', '  two 2/2', 'q 1/1']);
    for (const { folderId, below, own, total } of lib.folders.tree()) {
      const shown = (flat: boolean) =>
        lib.store.catalog.timeline({ ...noFilters, folder: { folderId, below, flat } }).ids.length;
      expect([shown(true), shown(false)], below).toEqual([own, total]);
    }
  });

  test('has the folder of the copy that is meant', async () => {
    await using lib = await library({ '/p': { 'one/a.jpg': { of: 'x' }, 'two/b.jpg': { of: 'x' } } });
    const [, one, two] = lib.folders.tree();
    const id = lib.ids['/p']?.['one/a.jpg'] ?? 0;
    const folder = { folderId: two?.folderId ?? 0, below: 'two' };
    const [fileId] = lib.store.catalog.timeline({ ...noFilters, folder }).files.ids;
    expect([lib.folders.keyOf(id), lib.folders.keyOf(id, fileId)]).toEqual([one?.key, two?.key]);
  });

  test('counts a stack as one, while stacks are shown as one', async () => {
    const camera = { cameraMake: 'Nikon', cameraModel: 'D750', takenAt: '2020-01-01T10:00:00' };
    await using lib = await library({ '/p': { 'in/a.NEF': { ...camera, format: 'nef' }, 'in/a.jpg': camera } });
    expect(lib.drawn()).toEqual(['p 0/1', '  in 1/1']);
    lib.store.settings.set({ stacks: false });
    expect(lib.drawn()).toEqual(['p 0/2', '  in 2/2']);
  });

  test('names folders by keys that stay, and says nothing of their paths by them', async () => {
    await using lib = await library({ '/p': { 'Holiday/a.jpg': {}, 'b.jpg': {} } });
    const keys = lib.folders.tree().map(({ key }) => key);
    expect(lib.folders.keyOf(lib.ids['/p']?.['Holiday/a.jpg'] ?? 0)).toBe(keys[1]);
    expect(lib.folders.keyOf(lib.ids['/p']?.['b.jpg'] ?? 0)).toBe(keys[0]);
    expect(lib.folders.keyOf(999)).toBeNull();
    expect(lib.folders.keyOf(lib.ids['/p']?.['b.jpg'] ?? 0, 999)).toBe(keys[0]);
    writeFolder(lib.store, '/p', { 'A/c.jpg': {} });
    expect(lib.folders.tree().map(({ key }) => key)).toEqual([keys[0], expect.any(String), keys[1]]);
  });
});
