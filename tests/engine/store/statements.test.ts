import { describe, expect, test } from 'vitest';
import { AppError, noFilters, type QueryChip } from '../../../src-contract/index.ts';
import { noFacts } from '../../../src-main/core/sidecars/sidecar-facts.ts';
import type { ScanProblem, SeenFile } from '../../../src-main/engine/store/library/files.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { type Plan, plansOf } from '../../helpers/plans.ts';
import { encoded, pack, seen, writeFolder } from '../../helpers/store.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';

const gone = new AppError('PHOTO_MISSING', 'gone').toWire();

/** A store with one folder and the files named, all claimed. */
function filled(store: Store, ...paths: string[]): { folder: number; files: Map<string, number> } {
  const folder = store.folders.add('/photos', 0).id;
  store.files.upsertSeen(folder, store.folders.beginScan(folder, '1:2'), seen(...paths));
  const claimed = store.files.claimAfter(0, [folder], 100, new Set());
  return { folder, files: new Map(claimed.map(({ relativePath, id }) => [relativePath, id])) };
}

function scansIn(plans: readonly Plan[]): string[] {
  return plans.flatMap(({ steps }) => steps.filter((step) => /^SCAN (files|photos|embeddings)\b/.test(step)));
}

test('nothing that runs for every photo or query reads a whole table', async () => {
  const plans = await plansOf((store) => {
    const packRow = store.packs.register(pack);
    const { folder, files } = filled(store, 'a.jpg', 'b.jpg', 'c.jpg');
    const id = (path: string): number => files.get(path) ?? 0;
    return () => {
      store.files.upsertSeen(folder, 2, seen('a.jpg', 'new.jpg'));
      store.files.claimAfter(0, [folder], 10, new Set([1]));
      store.files.countAttempt(id('a.jpg'));
      store.files.release(id('a.jpg'));
      store.files.countPending([folder]);
      store.photos.knownHashes(10, 33);
      store.photos.isKnown('a'.repeat(64), 10);
      const photoId = store.photos.saveEncoded(id('a.jpg'), packRow, encoded('a'), 0);
      store.packs.missingAfter(packRow, { sortAt: '2020', id: 9 }, 10);
      store.packs.claim(packRow, [photoId]);
      store.packs.release(packRow, photoId);
      store.packs.saveEmbedding(packRow, photoId, Float32Array.of(1, 0), null);
      store.packs.fail(packRow, photoId, gone, null);
      store.packs.nextAttemptAtMs(packRow);
      store.oldEmbeddings.deleteEmbeddings(packRow, packRow, 0, 10);
      store.photos.linkKnown(id('b.jpg'), 'a'.repeat(64), 10, 1);
      store.files.fail(id('c.jpg'), gone, null);
      store.photos.embedding(packRow, photoId);
      store.folders.roots();
      store.folders.byId(folder);
      store.folders.setPaused(folder, false);
      store.photos.hit(photoId, null);
      store.photos.hit(photoId, { folderId: folder, prefix: 'sub/' });
      store.photos.sizes([photoId]);
      store.details.details(photoId);
      store.details.content(photoId);
      store.details.places(photoId);
      store.details.placeOfEach([photoId]);
      store.places.positionsAfter([photoId, 38.7, -9.1], 10);
      store.places.countriesAfter([photoId, 'PT'], 10);
      store.files.known(folder, 'sub');
      store.files.remove([1000]);
      store.sidecars.setSeen(folder, [
        { relativePath: 'a.jpg', sidecars: [{ name: 'a.xmp', sizeBytes: 1, mtimeMs: 1, ctimeMs: 1 }] },
      ]);
      store.sidecars.known(folder, '');
      store.sidecars.known(folder, 'sub');
      store.sidecars.save(store.sidecars.unreadAfter(undefined, 9).map((unread) => [unread, noFacts]));
      store.photoMetadata.writeNoted(9);
      store.favourites.putBack(store.favourites.give([photoId], { favourite: true, rating: 4 }));
      store.folders.rootIdentity(folder);
      store.files.retryDue(5);
      store.files.nextAttemptAtMs();
      store.photos.purgeUnreferenced(5);
      const bytes = new Uint8Array(8);
      const state = { maxScale: 1, maxNorm: 1, moments: bytes };
      const blocks = [{ stored: null, bytes, dead: bytes }];
      const [block = 0] = store.codes.write(packRow, { blocks, dropped: [], state });
      store.codes.write(packRow, { blocks: [{ stored: block, bytes, dead: bytes }], dropped: [], state });
      store.codes.write(packRow, { blocks: [], dropped: [block], state });
      store.codes.block(block);
      store.codes.blocks(packRow);
      store.codes.state(packRow);
      store.codes.changes(packRow, 0, 10);
      store.codes.forgetChanges(packRow, [photoId]);
      store.codes.readVectors(packRow, [photoId], () => undefined);
      store.words.find('photo beach', 10);
      store.words.phrase('a b');
      store.photoCountries.withoutCountry(10);
      store.photoCountries.setCountries(new Map([[photoId, 'PT']]));
      const album = store.albums.create({ name: 'a', kind: 'plain', prompt: null, source: 'name' }, 0);
      store.albums.put(album, [photoId], false, 0);
      store.albums.photos(album);
      store.albums.examples(album);
      store.albums.byId(album);
      store.albums.list();
      store.albums.takeOut(album, [photoId]);
      store.looks.unmeasured(1, 0, 9);
      const measured = { sharpness: 9, noise: 1, brightness: 0.5, colourfulness: 20, colours: [['red', 0.5] as const] };
      store.looks.save(1, new Map([[photoId, measured]]));
      store.looks.ordered([...store.looks.sharpness([photoId]).keys()], 'sharp');
      store.taste.choose({ better: photoId, worse: photoId + 1 }, 0);
      store.taste.choices(9);
      store.taste.count();
      const pass = store.tagPasses.begin(packRow, 'a test', new Map());
      store.tagPasses.unseen(pass, packRow, 0);
      store.tagPasses.untagged(packRow, [photoId]);
      store.tagPasses.save(pass, [{ photoId, tags: new Map([[store.tags.add('a shed'), 1]]) }]);
      store.tagPasses.hasSeenAllOf(pass, pass);
      store.tagPasses.deleteSome(pass);
      store.catalog.ordered([photoId], 'newest');
      store.catalog.ordered([photoId], 'name');
      store.catalog.ordered([photoId], 'largest');
    };
  });
  expect(plans.length).toBeGreaterThan(20);
  expect(scansIn(plans)).toEqual([]);
  // A row id range is no index: it reads every photo there is to find the few that wait.
  const pending = plans.filter(({ sql }) => /^\s*select.*state = 'pending'/is.test(sql) && !sql.includes('AS failed'));
  expect(pending.map(({ steps }) => steps.join('\n'))).toEqual([
    expect.stringContaining('files_open'),
    expect.stringContaining('files_open'),
  ]);
});

test('what is asked of a whole library is answered by indexes alone', async () => {
  const plans = await plansOf((store) => {
    // What is in which stack is read once, and from then on it is in memory.
    store.stacking.read();
    return () => {
      const { catalog } = store;
      catalog.timeline(noFilters);
      catalog.timeline({ ...noFilters, folder: { folderId: 1, below: '' } });
      catalog.ids({ ...noFilters, folder: { folderId: 1, below: 'sub' } });
      catalog.ids({ ...noFilters, cameras: ['a'], types: ['jpeg'], minRating: 1, shape: 'square' });
      // Two: who is called so is asked first.
      catalog.ids({ ...noFilters, people: ['a', 'b'] });
      catalog.ids({ ...noFilters, area: { south: 1, north: 2, west: 3, east: 4, corners: null, name: null } });
      catalog.ids({ ...noFilters, area: { south: 1, north: 2, west: 4, east: 3, corners: null, name: null } });
      store.details.thumbsIn([1]);
      store.folders.list();
      store.files.counts();
      store.photos.counts(1);
    };
  });
  const about = plans.filter(({ sql }) => !isOfStacking(sql));
  expect(about).toHaveLength(12);
  // Showing every photo means going through all of them once; never through their rows, which are much larger.
  expect(scansIn(about).filter((step) => !step.includes('USING COVERING INDEX'))).toEqual([]);
});

/** Are stacks to be shown, and is any folder to be looked at before? Hardly ever is, so that there is hardly a row. */
function isOfStacking(sql: string): boolean {
  return /FROM settings|FROM stack_changes/u.test(sql);
}

test('what belongs together in a folder is found without going through others', async () => {
  const plans = await plansOf((store) => {
    writeFolder(store, '/photos', {
      'a/x.jpg': { takenAt: '2023-07-01T12:00:00' },
      'a/x.nef': { takenAt: '2023-07-01T12:00:00', format: 'nef' },
      'a/ben.jpg': {},
      'a/ben.png': {},
    });
    store.stacking.read();
    writeFolder(store, '/photos', { 'a/x-edited.jpg': { takenAt: '2023-07-01T12:00:00' } });
    return () => {
      const index = store.stacking.read();
      store.stackParts.parts(index.stackOf(1));
      store.stackParts.stackOf(1);
      store.stacking.partsOf(1);
      store.unread.videos(1, 0, 3, 10);
      store.videos.known(1, 'a');
    };
  });
  const about = plans.filter(({ sql }) => !isOfStacking(sql));
  expect(about.length).toBeGreaterThan(15);
  expect(scansIn(about)).toEqual([]);
});

test('photos between two days are found without going through the others', async () => {
  const plans = await plansOf((store) => {
    store.stacking.read();
    return () => {
      store.catalog.timeline({ ...noFilters, from: '2023-01-01', to: '2023-01-31', cameras: ['a'] });
    };
  });
  expect(plans.filter(({ sql }) => !isOfStacking(sql)).map(({ steps }) => steps[0])).toEqual([
    'SEARCH photos USING COVERING INDEX photos_timeline (sort_at>? AND sort_at<?)',
  ]);
});

test('words are written without going through photos, files or the index', async () => {
  const plans = await plansOf((store) => {
    writeFolder(store, '/photos', { 'a.jpg': {} });
    return () => {
      store.words.write();
    };
  });
  const written = plans.filter(({ sql }) => /^\s*(insert|delete)/i.test(sql));
  expect(written.map(({ sql }) => /\w+ (?:into|from) \w+/i.exec(sql)?.[0])).toEqual([
    ...['DELETE FROM words', 'INSERT INTO words', 'DELETE FROM word_changes'],
  ]);
  expect(scansIn(written)).toEqual([]);
  // By the row's number: `=`. Without it every row would be looked at.
  expect(written[0]?.steps[0]).toMatch(/^SCAN words VIRTUAL TABLE INDEX \d+:=/);
});

describe('what chips narrow by is found by an index of its own', () => {
  const at = { start: 0, end: 1, text: 'x' };
  const place = { kind: 'place', name: 'x', latitude: 38.7, longitude: -9.1, country: 'PT', ...at } as const;
  const chips: [index: string, chip: QueryChip][] = [
    ['photos_by_lens (lens=?', { kind: 'lens', value: 'x', ...at }],
    ['photos_by_iso (iso>? AND iso<?', { kind: 'iso', min: 100, max: 200, ...at }],
    ['photos_by_iso (iso>?', { kind: 'iso', min: 100, max: null, ...at }],
    ['photos_by_place (latitude>? AND latitude<?', { ...place, radiusKm: 10, names: ['Lisbon'] }],
    [
      'photos_by_place (latitude>? AND latitude<?',
      { kind: 'area', area: { south: 1, north: 2, west: 1, east: 2, corners: null, name: null }, ...at },
    ],
    ['photos_by_country (country=?', { ...place, radiusKm: null, names: [] }],
    ['files_by_directory (folder_id=? AND <expr>=?', { kind: 'folder', value: 'x', ...at }],
  ];

  test.each(chips)('%s', async (index, chip) => {
    const plans = await plansOf((store) => {
      filled(store);
      return () => store.catalog.ids(noFilters, [chip]);
    });
    expect(scansIn(plans)).toEqual([]);
    expect(plans.at(-1)?.steps.join('\n')).toContain(`USING COVERING INDEX ${index}`);
  });

  test('names are stepped through, folders too', async () => {
    const values = ['camera', 'lens', 'folder'] as const;
    const plans = await plansOf((store) => {
      filled(store);
      return () =>
        store.catalog.matching(
          noFilters,
          values.map((kind) => ({ kind, value: 'x', ...at })),
        );
    });
    const steps = plans.filter(({ sql }) => /^\s*with/i.test(sql)).map((plan) => plan.steps.join('\n'));
    expect(steps).toEqual([
      expect.stringContaining('USING COVERING INDEX photos_by_camera (camera>?)') as string,
      expect.stringContaining('USING COVERING INDEX photos_by_lens (lens>?)') as string,
      expect.stringContaining('USING COVERING INDEX files_by_directory (folder_id=? AND <expr>>?)') as string,
    ]);
  });

  test('the few that are found are looked up, and not looked for along the timeline', async () => {
    const plans = await plansOf((store) => () => {
      store.catalog.matching(noFilters, [{ kind: 'iso', min: 1, max: 2, ...at }]);
    });
    expect(plans.at(-1)?.steps).toContain('SEARCH photos USING INTEGER PRIMARY KEY (rowid=?)');
  });
});

describe('a scan', () => {
  const changes: [what: string, change: Partial<SeenFile>][] = [
    ['size', { sizeBytes: 11 }],
    ['modification time', { mtimeMs: 1.5 }],
    ['change time', { ctimeMs: 2 }],
  ];

  test.each(changes)('makes a file pending whose %s is another, and no other', async (_, change) => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const packRow = store.packs.register(pack);
    const { folder, files } = filled(store, 'a.jpg', 'b.jpg');
    for (const id of files.values()) store.photos.saveEncoded(id, packRow, encoded('a'), 0);
    store.files.upsertSeen(folder, 2, seen('a.jpg', 'b.jpg'));
    expect(store.files.counts()).toEqual({ files: 2, pending: 0, failed: 0 });
    store.files.upsertSeen(
      folder,
      3,
      seen('a.jpg', 'b.jpg').map((file) => (file.relativePath === 'a.jpg' ? { ...file, ...change } : file)),
    );
    expect(store.files.counts()).toEqual({ files: 2, pending: 1, failed: 0 });
    expect(store.files.known(folder, 'a.jpg').get('a.jpg')).toMatchObject(change);
    expect(store.photos.counts(packRow), 'findable while it waits').toEqual({ photos: 1, embeddings: 1 });
  });

  test('knows the files at and below a path, and none beside it', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folder } = filled(
      store,
      'a.jpg',
      'sub/b.jpg',
      'sub/deep/c.jpg',
      'subtle.jpg',
      'sub',
      "o'dd/d.jpg",
      'sub0.jpg',
    );
    expect([...store.files.known(folder, 'sub').keys()].sort()).toEqual(['sub', 'sub/b.jpg', 'sub/deep/c.jpg']);
    expect([...store.files.known(folder, "o'dd").keys()]).toEqual(["o'dd/d.jpg"]);
    expect(store.files.known(folder, '').size).toBe(7);
    expect(store.files.known(folder, 'none').size).toBe(0);
    expect(store.files.known(folder + 1, '').size).toBe(0);
  });

  test('replaces the problems of the parts that it looked at', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folder } = filled(store);
    const problem = (path: string): ScanProblem => ({ path, code: 'ENTRY_UNREADABLE', reason: 'no' });
    store.files.setProblems(folder, ['a', 'b', 'c'].map(problem), () => true);
    store.files.setProblems(folder, [problem('d')], (path) => path === 'a');
    expect(store.files.failures().map(({ path }) => path)).toEqual(['b', 'c', 'd']);
  });
});

describe('claims', () => {
  test('go round, skip what is in flight, and leave offline folders alone', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folder, files } = filled(store, 'a.jpg', 'b.jpg', 'c.jpg');
    const [a = 0, b = 0, c = 0] = files.values();
    const ids = (after: number, limit: number, skip: number[]): number[] =>
      store.files.claimAfter(after, [folder], limit, new Set(skip)).map(({ id }) => id);
    expect(ids(0, 2, [a])).toEqual([b, c]);
    expect(ids(b, 9, [])).toEqual([c]);
    expect(ids(c, 9, [])).toEqual([]);
    expect(store.files.claimAfter(0, [folder + 1], 9, new Set())).toEqual([]);
    store.folders.setOffline(folder);
    expect(ids(0, 9, [])).toEqual([]);
  });

  test('count as attempts until they are given back', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folder, files } = filled(store, 'a.jpg');
    const [a = 0] = files.values();
    store.files.release(a);
    store.files.release(a);
    store.files.countAttempt(a);
    expect(store.files.claimAfter(0, [folder], 1, new Set())).toMatchObject([{ attempts: 2, folderPath: '/photos' }]);
  });

  test('come back after a failure when its time has come', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folder, files } = filled(store, 'soon.jpg', 'later.jpg', 'never.jpg');
    store.files.fail(files.get('soon.jpg') ?? 0, gone, 100);
    store.files.fail(files.get('later.jpg') ?? 0, gone, 200);
    store.files.fail(files.get('never.jpg') ?? 0, gone, null);
    const pending = (): string[] =>
      store.files.claimAfter(0, [folder], 9, new Set()).map(({ relativePath }) => relativePath);
    expect(pending()).toEqual([]);
    store.files.retryDue(150);
    expect(pending()).toEqual(['soon.jpg']);
    store.files.retryAll();
    expect(pending()).toEqual(['soon.jpg', 'later.jpg', 'never.jpg']);
    expect(store.files.failures()).toEqual([]);
  });
});

describe('photos', () => {
  test('are purged with their embeddings after the grace period, and not before', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const packRow = store.packs.register(pack);
    const { files } = filled(store, 'a.jpg', 'b.jpg');
    const [a = 0, b = 0] = files.values();
    const first = store.photos.saveEncoded(a, packRow, encoded('a'), 0);
    store.photos.saveEncoded(b, packRow, encoded('b'), 0);
    expect(store.photos.markUnreferenced(1000)).toEqual([]);
    store.files.remove([a]);
    expect(store.photos.markUnreferenced(1000)).toEqual([first]);
    expect(store.photos.markUnreferenced(2000), 'the grace period begins once').toEqual([]);
    expect(store.photos.purgeUnreferenced(1000)).toEqual([]);
    expect(store.photos.isKnown('a'.repeat(64), 10)).toBe(true);
    expect(store.photos.purgeUnreferenced(1001)).toEqual(['a.webp']);
    expect(store.photos.isKnown('a'.repeat(64), 10)).toBe(false);
    expect(store.photos.counts(packRow)).toEqual({ photos: 1, embeddings: 1 });
  });

  test('are told apart by size where their hashes are the same', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const packRow = store.packs.register(pack);
    const { files } = filled(store, 'a.jpg');
    store.photos.saveEncoded(files.get('a.jpg') ?? 0, packRow, encoded('a'), 0);
    expect(store.photos.isKnown('a'.repeat(64), 11)).toBe(false);
  });

  test('give back the embedding that went in, bit for bit', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const packRow = store.packs.register(pack);
    const { files } = filled(store, 'a.jpg');
    const embedding = [Math.fround(0.1), Math.fround(-1e-40)];
    const id = store.photos.saveEncoded(
      files.get('a.jpg') ?? 0,
      packRow,
      encoded('a', { embedding: Float32Array.from(embedding) }),
      0,
    );
    expect([...(store.photos.embedding(packRow, id) ?? [])]).toEqual(embedding);
    expect(Array.from(store.photos.embeddings(packRow), ({ photoId }) => photoId)).toEqual([id]);
  });

  test.each([
    ['another version', { ...pack, version: '2' }, 1],
    ['another pack', { ...pack, id: 'other' }, 1],
    ['another space under the same name', { ...pack, space: 'moved' }, 0],
    ['another size under the same name', { ...pack, dim: 3 }, 0],
  ])('keep embeddings of %s apart', async (_, other, kept) => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const first = store.packs.register(pack);
    const { files } = filled(store, 'a.jpg');
    store.photos.saveEncoded(files.get('a.jpg') ?? 0, first, encoded('a'), 0);
    expect(store.packs.register(pack), 'the same pack').toBe(first);
    const second = store.packs.register(other);
    expect([...store.photos.embeddings(second)]).toEqual([]);
    expect([...store.photos.embeddings(first)]).toHaveLength(kept);
  });
});
