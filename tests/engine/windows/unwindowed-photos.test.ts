import { expect, test } from 'vitest';
import { AppError } from '../../../src-contract/index.ts';
import type { OpenPack } from '../../../src-main/engine/packs/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { UnwindowedPhotos } from '../../../src-main/engine/windows/unwindowed-photos.ts';
import { pack, writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

test('photos of a folder that has gone are not come back to, however often it goes on', async () => {
  await using dir = await tempFolder();
  using store = Store.open(dir.path);
  const { ids } = writeFolder(store, '/gone', { 'a.jpg': { takenAt: '2020' }, 'b.jpg': { takenAt: '2021' } });
  const { code, message } = new AppError('PHOTO_MISSING', 'The file is gone').toWire();
  const outcome = { kind: 'failed', error: { code, message } } as const;
  const photos = new UnwindowedPhotos({
    store,
    pack: { row: store.packs.register(pack) } as unknown as OpenPack,
    most: 1,
  });
  const seen: number[] = [];
  do {
    photos.goOn();
    for (const photo of await photos.claim(4)) {
      seen.push(photo.id);
      await photos.settle(photo, outcome);
    }
  } while (photos.isCut && seen.length < 9);
  expect(seen).toEqual([ids['b.jpg'], ids['a.jpg']]);
  expect(photos.counts).toEqual({ encoded: 0, failed: 0 });
  expect(store.unwindowed.counts(store.packs.register(pack))).toMatchObject({ photos: 2, done: 0, failed: 0 });
});
