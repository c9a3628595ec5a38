import { expect, test } from 'vitest';
import type { EngineEvent } from '../../../src-contract/index.ts';
import { EngineEvents } from '../../../src-main/engine/engine-events.ts';
import { Looks, type LooksOptions } from '../../../src-main/engine/looks/looks.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { createLogger } from '../../../src-main/headless/log.ts';
import { encoded, pack, seen } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const look = { sharpness: 9, noise: 1, brightness: 0.5, colourfulness: 20, colours: [] };
/** More than are measured at a time. */
const count = 40;

test('what was measured before the encoder failed is said', async () => {
  await using dir = await tempFolder();
  using store = Store.open(dir.path);
  const row = store.packs.register(pack);
  const folder = store.folders.add('/photos', 0).id;
  const names = Array.from({ length: count }, (_, i) => `${i}.jpg`);
  store.files.upsertSeen(folder, store.folders.beginScan(folder, '1:2'), seen(...names));
  for (const { id } of store.files.claimAfter(0, [folder], count, new Set()))
    store.photos.saveEncoded(id, row, encoded(id.toString(16).padStart(2, '0')), 0);
  const log = createLogger();
  using events = new EngineEvents(log);
  const told: EngineEvent['event'][] = [];
  events.on(({ event }) => told.push(event));
  let calls = 0;
  const readLooks: LooksOptions['encoder']['readLooks'] = (thumbs) =>
    ++calls === 1 ? Promise.resolve(thumbs.map(() => look)) : Promise.reject(new Error('the encoder has died'));
  const translate = (error: unknown): unknown => error;
  await using looks = new Looks({ store: store.looks, encoder: { readLooks }, events, log, translate });
  looks.start();
  await looks.settled();
  expect(calls).toBe(2);
  const { measured } = looks.state();
  expect(measured).toBeGreaterThan(0);
  expect(measured).toBeLessThan(count);
  expect(told).toEqual(['looks.changed', 'library.changed']);
});
