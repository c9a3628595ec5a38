import { expect, test } from 'vitest';
import type { EngineEvent } from '../../../src-contract/index.ts';
import { EngineEvents } from '../../../src-main/engine/engine-events.ts';
import { Favourites } from '../../../src-main/engine/favourites/index.ts';
import { UserSettings } from '../../../src-main/engine/settings/index.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { MemoryLog } from '../../helpers/memory-log.ts';
import { writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

test('what is said is told, and what is said of nothing is not', async () => {
  await using dir = await tempFolder();
  using store = Store.open(dir.path);
  const { ids } = writeFolder(store, '/photos', { 'a.jpg': {}, 'b.jpg': {} });
  const [a = 0, b = 0] = [ids['a.jpg'], ids['b.jpg']];
  using events = new EngineEvents(new MemoryLog());
  const told: EngineEvent[] = [];
  using _listening = events.on((event) => told.push(event));
  const log = new MemoryLog();
  await using favourites = new Favourites({ store, settings: new UserSettings(store.settings, events), events, log });
  expect(favourites.give([a + b + 1], { favourite: true })).toEqual([]);
  expect(told).toEqual([]);
  const before = favourites.give([a, b], { favourite: true });
  expect(told).toEqual([{ event: 'library.changed' }]);
  expect(favourites.list()).toEqual([a, b]);
  favourites.putBack(before);
  expect(favourites.list()).toEqual([]);
});
