import { expect, test } from 'vitest';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import { installPack } from '../../helpers/installed-packs.ts';
import { photo } from '../../helpers/photos.ts';
import { query, scores, state, use } from '../../helpers/switching.ts';
import { fixturePack, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { until } from '../../helpers/until.ts';

const four = { 'a.jpg': photo(1), 'b.jpg': photo(2), 'c.jpg': photo(3), 'd.jpg': photo(4) };
const f16 = 'tiny-f16';

async function answeredBy(lib: TempLibrary, id: string): Promise<void> {
  await until(`${id} to answer`, async () => (await state(lib)).answering.id === id, 60_000);
  await until('windows to be used', () => lib.engine.windows.state().isUsed, 60_000);
  await until('all windows', () => lib.engine.windows.state().state === 'ready', 60_000);
}

test('each pack makes windows of its own, and those of before are used again when it answers again', async () => {
  await using lib = await tempLibrary(four, { packDir: fixturePack('tiny-clip'), adoptPack: true });
  await installPack(lib.dataDir, f16);
  await lib.index();
  await dispatch(lib.engine, 'settings.set', { thorough: true });
  await lib.engine.windows.settled();
  const before = scores(await query(lib));
  const { bytes } = lib.engine.windows.state();
  await use(lib, f16, 'covered');
  await answeredBy(lib, f16);
  expect(lib.engine.windows.state()).toMatchObject({ photos: 4, done: 4, failed: 0 });
  expect(lib.engine.windows.state().bytes).toBeGreaterThan(bytes);
  expect((await query(lib)).hits).toHaveLength(4);
  await dispatch(lib.engine, 'packs.goBack', {});
  await answeredBy(lib, 'tiny-clip');
  expect(scores(await query(lib))).toEqual(before);
  // What the other one made is deleted, too.
  await dispatch(lib.engine, 'settings.set', { thorough: false });
  expect(await dispatch(lib.engine, 'windows.clear', {})).toMatchObject({ state: 'off', done: 0, bytes: 0 });
});
