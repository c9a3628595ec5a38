import { writeFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { WindowState } from '../../../src-contract/index.ts';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import { photo } from '../../helpers/photos.ts';
import { launchOddEncoder, searchRequest, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { until } from '../../helpers/until.ts';
import { openBeside } from '../../helpers/words.ts';

const names = ['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg', 'e.jpg'];

async function library(): Promise<TempLibrary> {
  return tempLibrary(Object.fromEntries(names.map((name, i) => [name, photo(i + 1, { width: 320, height: 200 })])));
}

async function index(lib: TempLibrary): Promise<void> {
  await lib.index();
  await lib.engine.windows.settled();
}

async function thorough(lib: TempLibrary, isOn = true): Promise<WindowState> {
  await dispatch(lib.engine, 'settings.set', { thorough: isOn });
  await lib.engine.windows.settled();
  return dispatch(lib.engine, 'windows.state', {});
}

function rows(lib: TempLibrary): { windows: number; codes: number; attempts: number } {
  using beside = openBeside(lib.dataDir);
  const count = (table: string): number => Number(beside.raw.prepare(`SELECT count(*) FROM ${table}`).pluck().get());
  return { windows: count('photo_windows'), codes: count('window_codes'), attempts: count('window_attempts') };
}

async function scores(lib: TempLibrary, text: string): Promise<Record<string, number>> {
  const hits = await lib.search({ text });
  return Object.fromEntries(hits.map(({ path, score }) => [path.slice(lib.photos.length + 1), score]));
}

describe('photos', () => {
  test('are looked at as they are unless more is wanted', async () => {
    await using lib = await library();
    await index(lib);
    const state = await dispatch(lib.engine, 'windows.state', {});
    expect(state).toMatchObject({ state: 'off', photos: 5, done: 0, failed: 0, isUsed: false, bytes: 0 });
    expect(state.bytesOfAll).toBeGreaterThan(5 * 4000);
    expect(rows(lib)).toEqual({ windows: 0, codes: 0, attempts: 0 });
  });

  test('are looked at more closely once that is wanted, and found by it', async () => {
    await using lib = await library();
    await index(lib);
    const before = await scores(lib, 'a red square');
    const state = await thorough(lib);
    expect(state).toMatchObject({ state: 'ready', photos: 5, done: 5, failed: 0, isUsed: true, secondsLeft: 0 });
    expect(rows(lib)).toEqual({ windows: 5, codes: 5, attempts: 0 });
    const after = await scores(lib, 'a red square');
    expect(Object.keys(after).sort()).toEqual(names);
    expect(names.some((name) => Math.abs((after[name] ?? 0) - (before[name] ?? 0)) > 1e-4)).toBe(true);
    // What is called so is compared, too, by the same scores.
    const byName = await lib.search({ text: 'a red square', top: 2 });
    expect(byName).toHaveLength(2);
  });

  test('are looked at as before once it is turned off, which deletes nothing', async () => {
    await using lib = await library();
    await index(lib);
    const before = await scores(lib, 'a red square');
    const on = await thorough(lib);
    await thorough(lib, false);
    await until('windows to be off', () => lib.engine.windows.state().state === 'off');
    expect(await scores(lib, 'a red square')).toEqual(before);
    expect(lib.engine.windows.state()).toMatchObject({ isUsed: false, bytes: on.bytes, done: 5 });
    expect(on.bytes).toBeGreaterThan(5 * 4000);
  });

  test('are looked at more closely however often it is turned off and on at once', async () => {
    await using lib = await library();
    await index(lib);
    for (const isOn of [true, false, true, false, true]) await dispatch(lib.engine, 'settings.set', { thorough: isOn });
    await lib.engine.windows.settled();
    expect(lib.engine.windows.state()).toMatchObject({ state: 'ready', done: 5, isUsed: true });
  });

  test('get their windows anew where those that are kept are of the wrong size', async () => {
    await using lib = await library();
    await index(lib);
    await thorough(lib);
    const before = await scores(lib, 'a red square');
    const sizes = (): number[] => {
      using beside = openBeside(lib.dataDir);
      return beside.raw.prepare<[], number>('SELECT length(codes) FROM window_codes ORDER BY embedding').pluck().all();
    };
    const made = sizes();
    {
      using beside = openBeside(lib.dataDir);
      beside.raw.prepare("UPDATE window_codes SET codes = x'00' WHERE embedding % 2 = 0").run();
    }
    expect(sizes()).not.toEqual(made);
    await lib.reopen();
    await lib.index();
    await lib.engine.windows.settled();
    const state = await dispatch(lib.engine, 'windows.state', {});
    expect(state).toMatchObject({ state: 'ready', photos: 5, done: 5, failed: 0, isUsed: true });
    expect(sizes()).toEqual(made);
    expect(await scores(lib, 'a red square')).toEqual(before);
  });

  test('keep what was found of them over a restart, and nothing is made twice', async () => {
    await using lib = await library();
    await index(lib);
    await thorough(lib);
    const before = await scores(lib, 'a blue square');
    using beside = openBeside(lib.dataDir);
    const made = (): unknown => beside.raw.prepare('SELECT rowid, codes FROM window_codes').all();
    const codes = made();
    await lib.reopen();
    await until('windows to be used', () => lib.engine.windows.state().isUsed);
    expect(await scores(lib, 'a blue square')).toEqual(before);
    await index(lib);
    expect(lib.engine.windows.state()).toMatchObject({ state: 'ready', done: 5 });
    expect(made()).toEqual(codes);
  });

  test('that come and go are followed', async () => {
    await using lib = await library();
    await dispatch(lib.engine, 'settings.set', { thorough: true });
    await index(lib);
    expect(lib.engine.windows.state()).toMatchObject({ state: 'ready', done: 5 });
    await lib.write({ 'f.jpg': photo(6, { width: 200, height: 300 }) });
    await lib.remove('a.jpg');
    await index(lib);
    expect(lib.engine.windows.state()).toMatchObject({ photos: 5, done: 5 });
    expect(Object.keys(await scores(lib, 'a red square')).sort()).toEqual([
      'b.jpg',
      'c.jpg',
      'd.jpg',
      'e.jpg',
      'f.jpg',
    ]);
    const raw = openBeside(lib.dataDir);
    raw.raw.exec('PRAGMA foreign_keys = ON; DELETE FROM photos WHERE unreferenced_since_ms IS NOT NULL');
    raw[Symbol.dispose]();
    expect(rows(lib)).toMatchObject({ windows: 5, codes: 5 });
  });

  test('are put in order by windows and by the whole where only some have windows', async () => {
    await using lib = await library();
    await index(lib);
    const whole = await scores(lib, 'a green square');
    await thorough(lib);
    const all = await scores(lib, 'a green square');
    {
      using beside = openBeside(lib.dataDir);
      beside.raw.exec('PRAGMA foreign_keys = ON; DELETE FROM photo_windows WHERE photo_id IN (1, 2)');
    }
    await lib.reopen();
    await until('windows to be used', () => lib.engine.windows.state().isUsed);
    const found = await scores(lib, 'a green square');
    const byWhole = names.filter((name) => Math.abs((found[name] ?? 0) - (whole[name] ?? 1)) < 1e-6);
    const byWindows = names.filter((name) => Math.abs((found[name] ?? 0) - (all[name] ?? 1)) < 1e-6);
    expect(byWhole).toHaveLength(2);
    expect(byWindows).toHaveLength(3);
  });

  test('that hold something else by now are tried again later, and the others go on', async () => {
    await using lib = await library();
    await index(lib);
    await writeFile(lib.path('c.jpg'), 'no photo');
    expect(await thorough(lib)).toMatchObject({ state: 'ready', done: 4, failed: 1 });
    expect(rows(lib)).toEqual({ windows: 4, codes: 4, attempts: 1 });
  });
});

test('what cannot be written says why, and is written once it can be', async () => {
  await using lib = await library();
  await index(lib);
  using beside = openBeside(lib.dataDir);
  beside.raw.exec("CREATE TRIGGER bad BEFORE INSERT ON window_codes BEGIN SELECT RAISE(ABORT, 'no room'); END");
  const failed = await thorough(lib);
  expect(failed).toMatchObject({ state: 'failed', done: 0, failed: 0, isUsed: false });
  expect(failed.error?.message).toContain('no room');
  expect(rows(lib)).toEqual({ windows: 0, codes: 0, attempts: 0 });
  beside.raw.exec('DROP TRIGGER bad');
  await index(lib);
  expect(lib.engine.windows.state()).toMatchObject({ state: 'ready', error: null, done: 5, isUsed: true });
});

test('what is kept and cannot be read is said, by the search too, which goes by whole photos until it can', async () => {
  await using lib = await library();
  await index(lib);
  const whole = await scores(lib, 'a red square');
  await thorough(lib);
  const closer = await scores(lib, 'a red square');
  await thorough(lib, false);
  const told: WindowState['state'][] = [];
  using _listening = lib.engine.onEvent(({ event }) => {
    if (event === 'library.changed') told.push(lib.engine.windows.state().state);
  });
  using beside = openBeside(lib.dataDir);
  beside.raw.exec('ALTER TABLE window_codes RENAME TO lost');
  expect((await thorough(lib)).state).toBe('unreadable');
  expect(lib.engine.windows.state()).toMatchObject({
    done: 5,
    isUsed: false,
    error: { code: expect.any(String) as string },
  });
  const answer = await lib.engine.search.local(searchRequest({ text: 'a red square' }));
  expect(answer.closerLookUnread).toBe(true);
  expect(await scores(lib, 'a red square')).toEqual(whole);
  expect((await lib.engine.search.local(searchRequest({ text: 'type:jpg' }))).closerLookUnread).toBe(false);

  beside.raw.exec('ALTER TABLE lost RENAME TO window_codes');
  await until('it to be told', () => told.includes('unreadable'));
  await index(lib);
  // Whoever shows an answer of before has to ask again.
  await until('that to be told, too', () => told.at(-1) === 'ready');
  expect(lib.engine.windows.state()).toMatchObject({ state: 'ready', error: null, isUsed: true });
  expect(await scores(lib, 'a red square')).toEqual(closer);
  expect((await lib.engine.search.local(searchRequest({ text: 'a red square' }))).closerLookUnread).toBe(false);
});

test('it is paused until it is to go on, or the next start, and turning it on goes on, too', async () => {
  await using lib = await library();
  await index(lib);
  const pausedBefore = async (): Promise<void> => {
    await dispatch(lib.engine, 'settings.set', { thorough: true });
    const paused = await dispatch(lib.engine, 'windows.setPaused', { paused: true });
    expect(paused.state).toBe('paused');
    expect(paused.done).toBeLessThan(5);
    // Neither indexing nor anything else goes on with it.
    await index(lib);
    expect(lib.engine.windows.state()).toEqual(paused);
  };
  await pausedBefore();
  await dispatch(lib.engine, 'windows.setPaused', { paused: false });
  await lib.engine.windows.settled();
  expect(lib.engine.windows.state()).toMatchObject({ state: 'ready', done: 5 });

  await thorough(lib, false);
  await dispatch(lib.engine, 'windows.clear', {});
  await pausedBefore();
  await thorough(lib, false);
  expect(await thorough(lib)).toMatchObject({ state: 'ready', done: 5 });

  await thorough(lib, false);
  await dispatch(lib.engine, 'windows.clear', {});
  await pausedBefore();
  await lib.reopen();
  await index(lib);
  expect(lib.engine.windows.state()).toMatchObject({ state: 'ready', done: 5 });
});

test('it goes on where that is asked for before it has come to its end', async () => {
  await using lib = await library();
  await index(lib);
  await dispatch(lib.engine, 'settings.set', { thorough: true });
  await until('it to be working', () => lib.engine.windows.state().state === 'working');
  const setPaused = (paused: boolean): Promise<WindowState> => dispatch(lib.engine, 'windows.setPaused', { paused });
  // As from two windows of the page.
  await Promise.all([setPaused(true), setPaused(false)]);
  await lib.engine.windows.settled();
  expect(lib.engine.windows.state()).toMatchObject({ state: 'ready', done: 5 });
});

test('texts that could not be encoded are no model without texts', async () => {
  await using lib = await library();
  await lib.reopen({ launchEncoder: launchOddEncoder('--fails-on-text', 'a') });
  await index(lib);
  const failed = await thorough(lib);
  expect(failed).toMatchObject({ state: 'failed', done: 0, isUsed: false });
  expect(failed.error).not.toBeNull();
  await lib.reopen({ launchEncoder: launchOddEncoder() });
  await index(lib);
  expect(lib.engine.windows.state()).toMatchObject({ state: 'ready', done: 5, isUsed: true });
});

test('a photo whose windows kill the encoder is given up, and only it', async () => {
  await using lib = await library();
  await index(lib);
  await lib.reopen({ launchEncoder: launchOddEncoder('--dies-on-windows-of', 'c.jpg') });
  expect(await thorough(lib)).toMatchObject({ state: 'ready', done: 4, failed: 1, isUsed: true });
  expect(rows(lib)).toEqual({ windows: 4, codes: 4, attempts: 1 });
  expect(Object.keys(await scores(lib, 'a red square')).sort()).toEqual(names);
});

test('photos are shown to nobody while others are indexed, and the rest is made afterwards', async () => {
  await using lib = await library();
  await index(lib);
  await dispatch(lib.engine, 'settings.set', { thorough: true });
  // Before it has come far.
  await lib.write({ 'f.jpg': photo(6) });
  const run = lib.index();
  expect(lib.engine.windows.state().state).not.toBe('ready');
  await run;
  await lib.engine.windows.settled();
  expect(lib.engine.windows.state()).toMatchObject({ state: 'ready', photos: 6, done: 6 });
});

describe('what is kept', () => {
  test('is deleted when that is asked for, and made anew only where it is wanted', async () => {
    await using lib = await library();
    await index(lib);
    await thorough(lib);
    await thorough(lib, false);
    expect(await dispatch(lib.engine, 'windows.clear', {})).toMatchObject({ state: 'off', done: 0, bytes: 0 });
    expect(rows(lib)).toEqual({ windows: 0, codes: 0, attempts: 0 });
    // Nor is anything held against what was measured with it.
    using beside = openBeside(lib.dataDir);
    expect(beside.raw.prepare('SELECT * FROM window_state').all()).toEqual([]);
    await thorough(lib);
    await dispatch(lib.engine, 'windows.clear', {});
    await lib.engine.windows.settled();
    expect(lib.engine.windows.state()).toMatchObject({ state: 'ready', done: 5, isUsed: true });
  });

  test('is measured anew where texts in general are others, and made anew where windows are', async () => {
    await using lib = await library();
    await index(lib);
    await thorough(lib);
    using beside = openBeside(lib.dataDir);
    const excesses = (): unknown =>
      beside.raw.prepare('SELECT excess FROM photo_windows ORDER BY photo_id').pluck().all();
    const codes = (): unknown => beside.raw.prepare('SELECT codes FROM window_codes ORDER BY embedding').pluck().all();
    const [before, made] = [excesses() as number[], codes()];
    for (const wrong of ["texts = 'others'", "formula = 'another'"]) {
      beside.raw.exec(`UPDATE window_state SET ${wrong}; UPDATE photo_windows SET excess = 9`);
      await lib.reopen();
      await index(lib);
      expect(lib.engine.windows.state(), wrong).toMatchObject({ done: 5, isUsed: true });
      for (const [i, excess] of (excesses() as number[]).entries()) expect(excess).toBeCloseTo(before[i] ?? NaN, 2);
      expect(codes()).toEqual(made);
    }
  });
});
