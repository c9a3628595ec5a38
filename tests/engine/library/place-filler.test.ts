import { expect, test } from 'vitest';
import { PlaceFiller } from '../../../src-main/engine/library/place-filler.ts';
import type { CountryOf } from '../../../src-main/engine/store/photo-countries.ts';
import type { PhotoFacts } from '../../helpers/store.ts';
import { MemoryLog } from '../../helpers/memory-log.ts';
import { namedLibrary, type NamedLibrary } from '../../helpers/words.ts';

const northOrSouth: CountryOf = (latitude) => (latitude > 0 ? 'NO' : latitude < 0 ? 'ZA' : null);
const photos: Record<string, PhotoFacts> = Object.fromEntries(
  Array.from({ length: 1200 }, (_, i) => [`${i}.jpg`, { latitude: (i % 3) - 1, longitude: 5 }]),
);

function filler(
  lib: NamedLibrary,
  countryOf: CountryOf,
  log = new MemoryLog(),
): { places: PlaceFiller; filled: number[] } {
  const filled: number[] = [];
  const onFilled = (): void => void filled.push(lib.store.photoCountries.withoutCountry(10_000).length);
  return { places: new PlaceFiller({ store: lib.store, countryOf, log, onFilled }), filled };
}

test('countries of all photos are looked up, each once, and told of when they are there', async () => {
  await using lib = await namedLibrary(photos);
  let asked = 0;
  const { places, filled } = filler(lib, (latitude, longitude) => {
    asked++;
    return northOrSouth(latitude, longitude);
  });
  await Promise.all([places.fill(), places.fill()]);
  expect([asked, filled]).toEqual([1200, [0]]);
  await places.fill();
  expect([asked, filled], 'nothing is left').toEqual([1200, [0]]);
  await places[Symbol.asyncDispose]();
});

test('closing waits for what is on and leaves the rest to the next time', async () => {
  await using lib = await namedLibrary(photos);
  const { places, filled } = filler(lib, (latitude, longitude) => {
    // As slow as nothing real, so that closing comes in between.
    const until = performance.now() + 6;
    while (performance.now() < until);
    return northOrSouth(latitude, longitude);
  });
  const filling = places.fill();
  await places[Symbol.asyncDispose]();
  await filling;
  expect(lib.store.photoCountries.withoutCountry(10_000)).toHaveLength(1200);
  expect(filled).toEqual([]);
  const next = filler(lib, northOrSouth);
  await next.places.fill();
  expect(next.filled).toEqual([0]);
});

test('what goes wrong is logged, harms nobody, and is tried again', async () => {
  await using lib = await namedLibrary(photos);
  const log = new MemoryLog();
  let broken = true;
  const { places, filled } = filler(
    lib,
    (latitude, longitude) => {
      if (broken) throw new Error('no borders');
      return northOrSouth(latitude, longitude);
    },
    log,
  );
  await places.fill();
  expect(log.text).toContain('no borders');
  broken = false;
  await places.fill();
  expect(filled).toEqual([0]);
});
