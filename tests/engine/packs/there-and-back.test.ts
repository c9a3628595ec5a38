import { cp, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import { installPack, otherWords } from '../../helpers/installed-packs.ts';
import { photo } from '../../helpers/photos.ts';
import { query, state, use } from '../../helpers/switching.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { fixturePack, launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { until } from '../../helpers/until.ts';
import { openBeside } from '../../helpers/words.ts';

const three = { 'a.jpg': photo(1), 'b.jpg': photo(2), 'c.jpg': photo(3) };
const f16 = { id: 'tiny-f16', version: '1.0.0' } as const;

/** Biases of a pack by photo, null where it is unknown. */
function biases(lib: TempLibrary, id: string): (number | null)[] {
  using beside = openBeside(lib.dataDir);
  const rows = beside.raw.prepare<[string], number | null>(
    'SELECT bias FROM embeddings JOIN packs ON packs.id = pack WHERE pack_id = ? ORDER BY photo_id',
  );
  return rows.pluck().all(id);
}

async function answeredBy(lib: TempLibrary, id: string): Promise<void> {
  await until(`${id} to answer`, async () => (await state(lib)).answering.id === id, 60_000);
}

async function complete(lib: TempLibrary): Promise<void> {
  await until('biases', () => lib.engine.search.hubs.isComplete, 60_000);
}

test('photos that came while another pack of its space answered get their biases', async () => {
  await using lib = await tempLibrary(three, { packDir: fixturePack('tiny-clip'), adoptPack: true });
  await installPack(lib.dataDir, 'tiny-clip', otherWords);
  await lib.index();
  await use(lib, 'tiny-words', 'covered');
  await answeredBy(lib, 'tiny-words');
  await dispatch(lib.engine, 'packs.goBack', {});
  await lib.write({ 'd.jpg': photo(4) });
  await lib.index();
  expect(biases(lib, 'tiny-words')).toHaveLength(3);
  await dispatch(lib.engine, 'packs.goBack', {});
  expect((await state(lib)).answering.id).toBe('tiny-words');
  await complete(lib);
  expect(biases(lib, 'tiny-words')).toEqual(Array(4).fill(expect.any(Number)));
});

test('a pack that answers at once gets biases, too', async () => {
  await using lib = await tempLibrary(three, { packDir: fixturePack('tiny-clip'), adoptPack: true });
  await installPack(lib.dataDir, f16.id);
  await lib.index();
  await use(lib, f16.id, 'now');
  await until('all to be seen', async () => (await state(lib)).change === null, 60_000);
  await complete(lib);
  expect(biases(lib, f16.id)).toEqual(Array(3).fill(expect.any(Number)));
});

test('a pack that was given up is used again at once, and nothing it has made is removed meanwhile', async () => {
  await using lib = await tempLibrary(three, { packDir: fixturePack('tiny-clip'), adoptPack: true });
  await installPack(lib.dataDir, f16.id);
  await lib.index();
  await use(lib, f16.id, 'covered');
  await answeredBy(lib, f16.id);
  await dispatch(lib.engine, 'packs.keep', {});
  await use(lib, 'tiny-clip', 'covered');
  await answeredBy(lib, 'tiny-clip');
  expect(await query(lib)).toMatchObject({ searched: 3, unseen: 0 });
  expect(biases(lib, 'tiny-clip')).toHaveLength(3);
  expect((await state(lib)).previous).toMatchObject(f16);
});

test('one that cannot be used leaves a change that was paused as it was', async () => {
  await using lib = await tempLibrary(three, { packDir: fixturePack('tiny-clip'), adoptPack: true });
  await installPack(lib.dataDir, f16.id);
  await lib.index();
  const released = join(lib.photos, '..', 'released');
  await lib.reopen({ launchEncoder: launchOddEncoder('--waits-on', 'a.jpg', '--waits-for', released) });
  await use(lib, f16.id, 'covered');
  const pausing = dispatch(lib.engine, 'packs.setPaused', { paused: true });
  await writeFile(released, '');
  await pausing;
  await expect(use(lib, 'nowhere', 'covered')).rejects.toMatchObject({ code: 'PACK_NOT_FOUND' });
  expect(await state(lib)).toMatchObject({ incoming: f16, change: { paused: true, running: false } });
});

test('a pack that cannot see photos any more does not keep another from taking its place', async () => {
  await using folder = await tempFolder();
  const packDir = join(folder.path, 'tiny-clip');
  await cp(fixturePack('tiny-clip'), packDir, { recursive: true });
  await using lib = await tempLibrary(three, { packDir, adoptPack: true });
  await installPack(lib.dataDir, f16.id);
  await lib.index();
  {
    using beside = openBeside(lib.dataDir);
    beside.raw.prepare('DELETE FROM embeddings WHERE photo_id = (SELECT min(photo_id) FROM embeddings)').run();
  }
  await lib.reopen();
  await truncate(join(packDir, 'image.onnx'), 10);
  await use(lib, f16.id, 'covered');
  await answeredBy(lib, f16.id);
  expect(await query(lib)).toMatchObject({ searched: 3, unseen: 0 });
});
