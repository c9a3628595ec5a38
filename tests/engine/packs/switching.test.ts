import { appendFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type EngineEvent, noFilters, type SearchAnswer } from '../../../src-contract/index.ts';
import { dispatch } from '../../../src-main/engine/dispatch.ts';
import { installedDir, installPack, otherWords } from '../../helpers/installed-packs.ts';
import { photo } from '../../helpers/photos.ts';
import { query, scores, state, use } from '../../helpers/switching.ts';
import type { Files } from '../../helpers/temp-folder.ts';
import { fixturePack, launchOddEncoder, tempLibrary, type TempLibrary } from '../../helpers/temp-library.ts';
import { until } from '../../helpers/until.ts';
import { openBeside } from '../../helpers/words.ts';

const f16 = { id: 'tiny-f16', version: '1.0.0' };
const clip = { id: 'tiny-clip', version: '1.0.0' };
/** More than is in the encoder at a time. */
const enough = 24;
/** Of these, some come last: no change is over before they may be encoded. */
const lastOnes = 3;

function many(count: number): Files {
  const name = (i: number): string => `${i < lastOnes ? 'last' : 'photo'}-${String(i).padStart(2, '0')}.jpg`;
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), photo(i)] as const));
}

function releaseFile(lib: TempLibrary): string {
  return join(lib.photos, '..', 'release');
}

/** Open a library again with an encoder that some photos wait in until they are released, at the end at the latest. */
async function holdLast(lib: TempLibrary): Promise<AsyncDisposable> {
  await lib.reopen({ launchEncoder: launchOddEncoder('--waits-on', 'last-', '--waits-for', releaseFile(lib)) });
  return { [Symbol.asyncDispose]: () => release(lib) };
}

async function release(lib: TempLibrary): Promise<void> {
  await writeFile(releaseFile(lib), '');
}

/** A library of tiny-clip, the app's own pack, with tiny-f16 installed. */
async function library(count: number): Promise<TempLibrary> {
  const lib = await tempLibrary(many(count), { packDir: fixturePack('tiny-clip'), adoptPack: true });
  await installPack(lib.dataDir, 'tiny-f16');
  await lib.index();
  return lib;
}

/** Embeddings by the id of their pack. */
function embeddings(lib: TempLibrary): Record<string, number> {
  using beside = openBeside(lib.dataDir);
  const rows = beside.raw
    .prepare<[], [string, number]>(
      'SELECT pack_id, count(embeddings.id) FROM packs LEFT JOIN embeddings ON pack = packs.id GROUP BY packs.id',
    )
    .raw();
  return Object.fromEntries(rows.all());
}

async function answeredBy(lib: TempLibrary, id: string): Promise<void> {
  await release(lib);
  await until(`${id} to answer`, async () => (await state(lib)).answering.id === id, 60_000);
}

/** All that the incoming pack may see has been seen. */
async function someSeen(lib: TempLibrary): Promise<void> {
  await until('some photos to be seen', () => embeddings(lib)[f16.id] === enough - lastOnes, 60_000);
}

describe('a pack that is to answer', () => {
  test('does so when it has seen every photo, and every search meanwhile is answered whole by one pack', async () => {
    await using lib = await library(enough);
    await using _held = await holdLast(lib);
    const before = scores(await query(lib));
    const events: EngineEvent[] = [];
    using _listening = lib.engine.onEvent((event) => events.push(event));
    const answers: SearchAnswer[] = [];
    const over = new AbortController();
    const searching = (async () => {
      // Another text each time, or it would be remembered.
      for (let i = 0; !over.signal.aborted; i++) {
        const [answer] = await Promise.all([query(lib), query(lib, `nothing ${i}`)]);
        answers.push(answer);
      }
    })();
    await use(lib, f16.id, 'covered');
    expect(await state(lib)).toMatchObject({
      answering: clip,
      incoming: f16,
      previous: null,
      change: { pack: f16, answers: false, total: enough, error: null },
    });
    await someSeen(lib);
    await answeredBy(lib, f16.id);
    const after = scores(await query(lib));
    over.abort();
    await searching;
    expect(after).not.toEqual(before);
    expect(answers.length).toBeGreaterThan(5);
    for (const answer of answers) {
      expect(answer).toMatchObject({ searched: enough, unseen: 0 });
      expect([before, after]).toContainEqual(scores(answer));
    }
    expect(scores(answers[0] ?? (await query(lib)))).toEqual(before);
    expect(await state(lib)).toMatchObject({ answering: f16, incoming: null, previous: clip, change: null });
    expect(lib.engine.library.status()).toMatchObject({
      pack: f16,
      packChange: null,
      embeddings: enough,
      notice: null,
    });
    expect(embeddings(lib), 'those of before are kept').toEqual({ 'tiny-clip': enough, 'tiny-f16': enough });
    const told = events.filter((event) => event.event === 'packs.changed');
    expect(told.some(({ incoming, change }) => incoming?.id === f16.id && change?.answers === false)).toBe(true);
    expect(told.at(-1)).toMatchObject({ answering: f16, incoming: null, previous: clip, change: null });
  });

  test('answers at once for what it has seen where that is wanted, and the rest follows', async () => {
    await using lib = await library(enough);
    await using _held = await holdLast(lib);
    await use(lib, f16.id, 'now');
    const { answering, incoming, previous, change } = await state(lib);
    expect({ answering, incoming, previous, change }).toMatchObject({
      answering: f16,
      incoming: null,
      previous: clip,
      change: { pack: f16, answers: true, total: enough },
    });
    const { searched, unseen, hits } = await query(lib);
    expect(searched).toBeLessThan(enough);
    expect(searched + unseen).toBe(enough);
    expect(hits).toHaveLength(searched);
    await release(lib);
    await until('all to be done', async () => (await state(lib)).change === null, 60_000);
    expect(await query(lib)).toMatchObject({ searched: enough, unseen: 0 });
    expect(embeddings(lib)).toEqual({ 'tiny-clip': enough, 'tiny-f16': enough });
  });

  test('can be let answer when it has seen some', async () => {
    await using lib = await library(enough);
    await using _held = await holdLast(lib);
    await use(lib, f16.id, 'covered');
    await someSeen(lib);
    await use(lib, f16.id, 'now');
    const { searched, unseen } = await query(lib);
    expect([searched, unseen]).toEqual([enough - lastOnes, lastOnes]);
    expect(await state(lib)).toMatchObject({ answering: f16, previous: clip });
  });

  test('is paused and goes on, and answers nothing meanwhile', async () => {
    await using lib = await library(enough);
    await using _held = await holdLast(lib);
    await use(lib, f16.id, 'covered');
    await someSeen(lib);
    await dispatch(lib.engine, 'packs.setPaused', { paused: true });
    await release(lib);
    const done = enough - lastOnes;
    expect(await state(lib)).toMatchObject({ answering: clip, change: { paused: true, running: false, done } });
    await lib.index();
    expect(embeddings(lib)[f16.id], 'a run does not wake it').toBe(done);
    await dispatch(lib.engine, 'packs.setPaused', { paused: false });
    await answeredBy(lib, f16.id);
  });

  test('sees the photos first that were opened most, then the newest', async () => {
    await using lib = await library(enough);
    const ids = lib.engine.library.catalog.timeline(noFilters).ids;
    const [often = 0, once = 0] = [ids.at(-1), ids.at(-5)];
    for (const photoId of [once, often, often, 12_345]) await dispatch(lib.engine, 'photos.viewed', { photoId });
    await use(lib, f16.id, 'covered');
    await answeredBy(lib, f16.id);
    using beside = openBeside(lib.dataDir);
    const attempts = beside.raw
      .prepare<[], number>(
        "SELECT photo_id FROM embeddings JOIN packs ON packs.id = pack WHERE pack_id = 'tiny-f16' ORDER BY embeddings.id",
      )
      .pluck()
      .all();
    // Sixteen are in the encoder at a time, and come out as they are done.
    expect(attempts.slice(0, 16)).toContain(often);
    expect(attempts.slice(0, 16)).toContain(once);
    expect(new Set(attempts).size).toBe(enough);
    expect(attempts).toHaveLength(enough);
  });

  test('sees photos that are new meanwhile, after the pack that answers', async () => {
    await using lib = await library(enough);
    await using _held = await holdLast(lib);
    await use(lib, f16.id, 'covered');
    await someSeen(lib);
    await lib.write({ 'new.jpg': photo(99) });
    await lib.remove('photo-20.jpg');
    const indexing = lib.index();
    await until('the new one to be found', async () => (await query(lib)).searched === enough, 60_000);
    expect((await state(lib)).answering).toMatchObject(clip);
    await release(lib);
    expect(await indexing, 'with the pack that answers, and with the other one').toMatchObject({
      encoded: lastOnes + 2,
    });
    await answeredBy(lib, f16.id);
    expect(await query(lib)).toMatchObject({ searched: enough, unseen: 0 });
    expect(await lib.findable()).toContain('new.jpg');
    expect(await lib.findable()).not.toContain('photo-20.jpg');
    // Of the one that is gone what there was stays for a while.
    expect(embeddings(lib)['tiny-clip']).toBe(enough + 1);
  });

  test('knows example images that were handed over before, as long as it was incoming', async () => {
    await using lib = await library(enough);
    await using _held = await holdLast(lib);
    const early = await lib.engine.search.upload(new Blob([new Uint8Array(await photo(5))]));
    await use(lib, f16.id, 'covered');
    const late = await lib.engine.search.upload(new Blob([new Uint8Array(await photo(5))]));
    await answeredBy(lib, f16.id);
    const find = (upload: string): Promise<SearchAnswer> =>
      lib.engine.search.query({ text: null, images: [{ upload }], top: 1, filters: noFilters, sort: 'relevance' });
    expect((await find(late)).hits[0]?.score).toBeGreaterThan(0.99);
    await expect(find(early)).rejects.toMatchObject({ code: 'QUERY_IMAGE_UNREADABLE' });
  });

  test('takes the place of another that was to', async () => {
    await using lib = await library(enough);
    await installPack(lib.dataDir, 'tiny-f16', (manifest) => Object.assign(manifest, { id: 'third', space: 'third' }));
    await using _held = await holdLast(lib);
    await use(lib, f16.id, 'covered');
    await someSeen(lib);
    await use(lib, 'third', 'covered');
    expect(await state(lib)).toMatchObject({ answering: clip, incoming: { id: 'third' } });
    const kept = enough - lastOnes;
    await answeredBy(lib, 'third');
    expect(embeddings(lib)).toEqual({ 'tiny-clip': enough, 'tiny-f16': kept, third: enough });
  });
});

describe('going back', () => {
  test('in the middle ends the change, and what was done is not lost', async () => {
    await using lib = await library(enough);
    await using _held = await holdLast(lib);
    const before = scores(await query(lib));
    await use(lib, f16.id, 'covered');
    await someSeen(lib);
    await dispatch(lib.engine, 'packs.goBack', {});
    expect(await state(lib)).toMatchObject({ answering: clip, incoming: null, previous: null, change: null });
    expect(scores(await query(lib))).toEqual(before);
    const kept = enough - lastOnes;
    await lib.index();
    expect(embeddings(lib)).toEqual({ 'tiny-clip': enough, 'tiny-f16': kept });
    await lib.reopen();
    expect(await state(lib)).toMatchObject({ answering: clip, incoming: null });
    await use(lib, f16.id, 'covered');
    expect((await state(lib)).change?.done).toBe(kept);
    await answeredBy(lib, f16.id);
  });

  test('afterwards lets the pack of before answer at once, and forth again', async () => {
    await using lib = await library(12);
    const before = scores(await query(lib));
    await use(lib, f16.id, 'covered');
    await answeredBy(lib, f16.id);
    const after = scores(await query(lib));
    await dispatch(lib.engine, 'packs.goBack', {});
    expect(await state(lib)).toMatchObject({ answering: clip, previous: f16, change: null });
    expect(scores(await query(lib))).toEqual(before);
    await lib.index();
    await lib.reopen();
    expect(await state(lib), 'after a restart, too').toMatchObject({ answering: clip, previous: f16 });
    await dispatch(lib.engine, 'packs.goBack', {});
    expect(scores(await query(lib))).toEqual(after);
    expect(embeddings(lib)).toEqual({ 'tiny-clip': 12, 'tiny-f16': 12 });
  });

  test('is not possible any more when the pack is kept, and what the other one has made goes', async () => {
    await using lib = await library(12);
    await use(lib, f16.id, 'covered');
    await answeredBy(lib, f16.id);
    await dispatch(lib.engine, 'packs.keep', {});
    expect((await state(lib)).previous).toBeNull();
    await until('the others to go', () => embeddings(lib)['tiny-clip'] === undefined);
    expect(embeddings(lib)).toEqual({ 'tiny-f16': 12 });
    await expect(dispatch(lib.engine, 'packs.goBack', {})).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('go back') as string,
    });
    await dispatch(lib.engine, 'packs.keep', {});
    expect(await query(lib)).toMatchObject({ searched: 12, unseen: 0 });
  });
});

describe('a pack of the same space', () => {
  test('answers without any photo being encoded, with biases of its own', async () => {
    await using lib = await library(12);
    await installPack(lib.dataDir, 'tiny-clip', otherWords);
    await lib.reopen({ launchEncoder: launchOddEncoder('--dies-on', '.jpg') });
    const before = scores(await query(lib));
    await use(lib, 'tiny-words', 'covered');
    await answeredBy(lib, 'tiny-words');
    expect(lib.engine.encoder.restarts).toBe(0);
    expect(lib.engine.packs.encoded).toBe(0);
    expect(await query(lib)).toMatchObject({ searched: 12, unseen: 0 });
    expect(scores(await query(lib))).not.toEqual(before);
    expect(embeddings(lib)).toEqual({ 'tiny-clip': 12, 'tiny-words': 12 });
    using beside = openBeside(lib.dataDir);
    const same = beside.raw
      .prepare<[], number>(
        `SELECT count(*) FROM embeddings AS one JOIN embeddings AS two USING (photo_id, vector)
        WHERE one.pack < two.pack AND two.bias IS NOT NULL`,
      )
      .pluck();
    expect(same.get()).toBe(12);
  });
});

describe('a pack that cannot be used', () => {
  test.each<[string, (dir: string) => Promise<void>, string]>([
    ['not there', (dir) => rm(dir, { recursive: true }), 'PACK_NOT_FOUND'],
    ['without a manifest that can be read', (dir) => truncate(join(dir, 'pack.json'), 100), 'PACK_NOT_FOUND'],
    ['damaged', (dir) => appendFile(join(dir, 'image.onnx'), 'x'), 'PACK_FILE_SIZE_MISMATCH'],
    ['without a file', (dir) => rm(join(dir, 'text.onnx')), 'PACK_FILE_MISSING'],
  ])('is refused when it is %s, and nothing changes', async (_, harm, code) => {
    await using lib = await library(3);
    const before = scores(await query(lib));
    await harm(installedDir(lib.dataDir, f16));
    await expect(use(lib, f16.id, 'covered')).rejects.toMatchObject({ code });
    expect(await state(lib)).toMatchObject({ answering: clip, incoming: null, previous: null, change: null });
    expect(scores(await query(lib))).toEqual(before);
  });

  test('is refused when it does not compute what it should', async () => {
    await using lib = await library(3);
    await installPack(lib.dataDir, 'tiny-f16', (manifest) => {
      Object.assign(manifest, { id: 'wrong', space: 'wrong' });
      if (manifest.selfTest.kind === 'agreement') throw new Error('Expected a pack with golden vectors');
      for (const golden of manifest.selfTest.images) golden.vector = golden.vector.map((value) => -value);
    });
    await expect(use(lib, 'wrong', 'now')).rejects.toMatchObject({ code: 'PACK_SELF_TEST_FAILED' });
    expect(await state(lib)).toMatchObject({ answering: clip, incoming: null, previous: null });
    expect(await query(lib)).toMatchObject({ searched: 3, unseen: 0 });
  });

  test('and was incoming is so no more after a start, which says so', async () => {
    await using lib = await library(enough);
    await using _held = await holdLast(lib);
    await use(lib, f16.id, 'covered');
    await someSeen(lib);
    await lib.reopen();
    expect(await state(lib), 'a restart alone ends nothing').toMatchObject({ answering: clip, incoming: f16 });
    await appendFile(join(installedDir(lib.dataDir, f16), 'image.onnx'), 'x');
    await lib.reopen();
    expect(await state(lib)).toMatchObject({ answering: clip, incoming: null, change: null });
    const { notice } = lib.engine.library.status();
    expect(notice).toMatchObject({ kind: 'pack-change-ended' });
    expect(notice?.message).toContain('image.onnx');
    expect(await query(lib)).toMatchObject({ searched: enough, unseen: 0 });
  });

  test.each<[string, (dir: string) => Promise<void>]>([
    ['gone', (dir) => rm(dir, { recursive: true })],
    ['damaged', (dir) => writeFile(join(dir, 'pack.json'), '{}')],
  ])('and was chosen makes way for the one of before when it is %s', async (_, harm) => {
    await using lib = await library(6);
    const before = scores(await query(lib));
    await use(lib, f16.id, 'covered');
    await answeredBy(lib, f16.id);
    await lib.reopen();
    expect(await state(lib), 'what the app comes with does not matter').toMatchObject({
      answering: f16,
      previous: clip,
    });
    await harm(installedDir(lib.dataDir, f16));
    await lib.reopen();
    expect((await state(lib)).answering).toMatchObject(clip);
    expect(lib.engine.library.status().notice).toMatchObject({ kind: 'pack-instead' });
    expect(scores(await query(lib))).toEqual(before);
    await lib.index();
    expect(embeddings(lib)).toEqual({ 'tiny-clip': 6, 'tiny-f16': 6 });
  });

  test('to go back to leaves the one that answers where it is', async () => {
    await using lib = await library(6);
    await use(lib, f16.id, 'covered');
    await answeredBy(lib, f16.id);
    await dispatch(lib.engine, 'packs.goBack', {});
    await rm(join(installedDir(lib.dataDir, f16), 'text.onnx'));
    await expect(dispatch(lib.engine, 'packs.goBack', {})).rejects.toMatchObject({ code: 'PACK_FILE_MISSING' });
    expect(await state(lib)).toMatchObject({ answering: clip, incoming: null, previous: f16 });
    expect(await query(lib)).toMatchObject({ searched: 6, unseen: 0 });
  });
});

describe('a pack that is used for once', () => {
  test('lets no other take its place, and the change goes on afterwards', async () => {
    await using lib = await library(enough);
    await using _held = await holdLast(lib);
    await use(lib, f16.id, 'covered');
    await someSeen(lib);
    const visitor = await installPack(lib.dataDir, 'tiny-clip', otherWords);
    await lib.reopen({ packDir: visitor, adoptPack: false });
    expect(await state(lib)).toMatchObject({ answering: { id: 'tiny-words' }, incoming: null, previous: null });
    await expect(use(lib, f16.id, 'now')).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await expect(dispatch(lib.engine, 'packs.goBack', {})).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    await lib.reopen({ packDir: fixturePack('tiny-clip'), adoptPack: true });
    expect(await state(lib)).toMatchObject({ answering: clip, incoming: f16 });
    await release(lib);
    await lib.index();
    await answeredBy(lib, f16.id);
  });
});
