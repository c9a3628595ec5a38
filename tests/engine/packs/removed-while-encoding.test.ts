import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import { installedDir, installPack } from '../../helpers/installed-packs.ts';
import { photo } from '../../helpers/photos.ts';
import { query, scores, state, use } from '../../helpers/switching.ts';
import { fixturePack, launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { until } from '../../helpers/until.ts';
import { openBeside } from '../../helpers/words.ts';

const f16 = { id: 'tiny-f16', version: '1.0.0' };
const clip = { id: 'tiny-clip', version: '1.0.0' };
/** More than is in the encoder at a time, of which these wait in it. */
const [count, lastOnes] = [24, 3];

function seen(lib: TempLibrary): number {
  using beside = openBeside(lib.dataDir);
  const counted = 'SELECT count(*) FROM embeddings JOIN packs ON pack = packs.id WHERE pack_id = ?';
  return beside.raw.prepare<[string], number>(counted).pluck().get(f16.id) ?? 0;
}

test('a pack that is removed while photos are looked at costs no answer, and the one before takes over', async () => {
  const name = (i: number): string => `${i < lastOnes ? 'last' : 'photo'}-${String(i).padStart(2, '0')}.jpg`;
  const photos = Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), photo(i)] as const));
  await using lib = await tempLibrary(photos, { packDir: fixturePack('tiny-clip'), adoptPack: true });
  await installPack(lib.dataDir, 'tiny-f16');
  await lib.index();
  const before = scores(await query(lib));
  const release = join(lib.photos, '..', 'release');
  await lib.reopen({ launchEncoder: launchOddEncoder('--waits-on', 'last-', '--waits-for', release) });
  try {
    await use(lib, f16.id, 'covered');
    await until('some photos to be seen', () => seen(lib) === count - lastOnes, 60_000);
    // In order it is not possible, so somebody does it by hand.
    await expect(dispatch(lib.engine, 'models.remove', { id: f16.id })).rejects.toMatchObject({ code: 'MODEL_IN_USE' });
    await rm(installedDir(lib.dataDir, f16), { recursive: true });
    expect(scores(await query(lib)), 'the one that answers knows nothing of it').toEqual(before);
  } finally {
    await writeFile(release, '');
  }
  // What is in memory goes on to the end, and is all there is of it.
  await until('the other to answer', async () => (await state(lib)).answering.id === f16.id, 60_000);
  expect(await query(lib)).toMatchObject({ searched: count, unseen: 0 });
  await lib.reopen();
  expect(await state(lib)).toMatchObject({ answering: clip, incoming: null, change: null });
  expect(lib.engine.library.status().notice).toMatchObject({ kind: 'pack-instead' });
  expect(scores(await query(lib))).toEqual(before);
}, 150_000);
