import { expect, test } from 'vitest';
import { Store } from '../../../src-main/engine/store/store.ts';
import { writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

test('the id of a photo that was deleted is never another photo’s', async () => {
  await using dir = await tempFolder();
  using store = Store.open(dir.path);
  const { folderId, ids } = writeFolder(store, '/photos', { 'a.jpg': {}, 'b.jpg': {}, 'c.jpg': {} });
  const known = store.files.known(folderId, '');
  store.files.remove(['b.jpg', 'c.jpg'].map((path) => known.get(path)?.id ?? 0));
  store.photos.markUnreferenced(1);
  expect(store.photos.purgeUnreferenced(2)).toHaveLength(2);
  const later = writeFolder(store, '/photos', { 'd.jpg': {}, 'e.jpg': {} });
  expect(Object.values(later.ids)).toEqual([1, 2].map((more) => Math.max(...Object.values(ids)) + more));
});
