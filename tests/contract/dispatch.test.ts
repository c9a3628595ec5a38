import { vocabulary } from '../../src-main/core/tags/vocabulary.ts';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  AppError,
  errorCodes,
  maxCorners,
  maxMapLevel,
  maxJudged,
  maxWhereParts,
  maxSelection,
  maxSuggestions,
  maxTop,
  maxTowns,
  maxUploadBytes,
  methods,
  type MethodName,
  noFilters,
  type SearchRequest,
  WireError,
} from '../../src-contract/index.ts';
import { dispatch } from '../../src-main/engine/dispatch.ts';
import { nvidiaRoot, standIns } from '../helpers/cuda-list.ts';
import { installPack } from '../helpers/installed-packs.ts';
import { fixtureEntry, writeCatalogue } from '../helpers/model-catalogue.ts';
import { photo } from '../helpers/photos.ts';
import { tempFolder, type TempFolder } from '../helpers/temp-folder.ts';
import { fixturePack, tempLibrary, type TempLibrary } from '../helpers/temp-library.ts';

let lib: TempLibrary;
let catalogue: TempFolder;
let nvidia: TempFolder;
beforeAll(async () => {
  catalogue = await tempFolder();
  nvidia = await nvidiaRoot();
  await writeCatalogue(catalogue.path, [await fixtureEntry('tiny-f16')]);
  lib = await tempLibrary(
    { 'a.jpg': photo(1), 'b.jpg': photo(2), 'bad.jpg': 'text' },
    // A mirror that has nothing: what is begun there is none of this test's business.
    {
      adoptPack: true,
      catalogueDir: catalogue.path,
      models: { environment: { EIDETIC_MODELS_MIRROR: catalogue.path } },
      cuda: { list: (await standIns()).list, root: nvidia.path },
    },
  );
  // Another id than that of the catalogue, which is to be installed.
  await installPack(lib.dataDir, 'tiny-f16', (manifest) => Object.assign(manifest, { id: 'tiny-other' }));
  await mkdir(join(lib.dataDir, '..', 'copies'));
});
afterAll(async () => {
  await lib[Symbol.asyncDispose]();
  await catalogue[Symbol.asyncDispose]();
  await nvidia[Symbol.asyncDispose]();
});

/** Call as a host that passes on what came over a wire: of any type. */
function call(method: string, input: unknown): Promise<unknown> {
  return dispatch(lib.engine, method as 'library.addFolder', input as { path: string });
}

const query: SearchRequest = { text: 'x', images: [], top: 5, filters: noFilters, sort: 'relevance' };
const album = { name: 'a', kind: 'smart', prompt: null, source: 'selection', photoIds: [1] };
const recipe = { text: 'x', images: [], filters: noFilters, sort: 'newest' };
const box = { south: 38, north: 39, west: -10, east: -9 };
const area = { ...box, corners: null, name: 'Lisbon' };
const corner = { latitude: 38, longitude: -9 };
const filtered = (filters: object): object => ({ filters: { ...noFilters, ...filters } });

describe('input', () => {
  test.each<[MethodName, unknown]>([
    ['library.addFolder', {}],
    ['library.addFolder', { path: 7 }],
    ['library.addFolder', { path: 'x'.repeat(4097) }],
    ['library.addFolder', { path: '/x', recursive: true }],
    ['library.addFolder', null],
    ['library.addFolder', undefined],
    ['library.removeFolder', { folderId: 0 }],
    ['library.removeFolder', { folderId: '1' }],
    ['library.setFolderPaused', { folderId: 1 }],
    ['library.setPatterns', { folderId: 1, patterns: [''] }],
    ['library.setPatterns', { folderId: 1, patterns: ['a\nb'] }],
    ['library.setPatterns', { folderId: 1, patterns: ['x'.repeat(201)] }],
    ['library.setPatterns', { folderId: 1, patterns: Array.from({ length: 101 }, () => 'x') }],
    ['library.previewPatterns', { folderId: 1, patterns: 'x' }],
    ['library.index', {}],
    ['library.index', { retryFailed: 'yes' }],
    ['library.index', { retryFailed: true, folderIds: [1] }],
    ['library.status', { unexpected: 1 }],
    ['duplicates.groups', { kind: 'alike', offset: 0, limit: 10 }],
    ['duplicates.groups', { kind: 'near', offset: 0, limit: 101 }],
    ['duplicates.setKept', { kind: 'near', photoIds: [], isKept: true }],
    ['looks.sharpest', { photoIds: [] }],
    ['looks.sharpest', { photoIds: Array.from({ length: 501 }, () => 1) }],
    ['taste.pairs', { photoIds: Array.from({ length: 1001 }, () => 1), passed: [] }],
    ['taste.pairs', { photoIds: [1], passed: [[1]] }],
    ['taste.choose', { better: 1, worse: 1 }],
    ['library.timeline', filtered({ colours: ['mauve'] })],
    ['library.timeline', {}],
    ['library.timeline', filtered({ from: '2023-02-30' })],
    ['library.timeline', filtered({ from: '2023-1-1' })],
    ['library.timeline', filtered({ shape: 'round' })],
    ['library.timeline', filtered({ minRating: 6 })],
    ['library.timeline', filtered({ folder: { folderId: 1 } })],
    ['library.timeline', filtered({ cameras: [null] })],
    ['photos.details', { photoId: -1 }],
    ['photos.details', { photoId: 1.5 }],
    ['photos.details', { photoId: 2 ** 53 }],
    ['photos.viewed', { photoId: 0 }],
    ['photos.paths', { photoIds: [] }],
    ['photos.copyTo', { photoIds: [1] }],
    ['photos.copyTo', { photoIds: [1], folder: '/', asLinks: 'yes' }],
    ['stacks.of', {}],
    ['stacks.count', { photoIds: [] }],
    ['stacks.paths', { photoIds: ['1'] }],
    ['stacks.copyTo', { photoIds: [1], folder: 'x'.repeat(4097) }],
    ['settings.set', { stacks: 'on' }],
    ['settings.set', { writeSidecars: 'on' }],
    ['favourites.writeAll', { photoIds: [1] }],
    ['search.query', { ...query, top: 0 }],
    ['search.query', { ...query, top: maxTop + 1 }],
    ['search.query', { ...query, top: 2.5 }],
    ['search.query', { ...query, top: '5' }],
    ['search.query', { ...query, text: undefined }],
    ['search.query', { ...query, text: ['x'] }],
    ['search.query', { ...query, images: [{ path: '/etc/passwd' }] }],
    ['search.query', { ...query, images: [{ photoId: 1, upload: 'x' }] }],
    ['search.query', { ...query, folder: '/photos' }],
    ['search.query', { ...query, feedback: { liked: [1] } }],
    ['search.query', { ...query, feedback: { liked: [1], disliked: [1] } }],
    [
      'search.query',
      { ...query, feedback: { liked: Array.from({ length: maxJudged + 1 }, (_, i) => i + 1), disliked: [] } },
    ],
    ['search.query', [query]],
    ['search.upload', { image: 'data:image/png;base64,' }],
    ['search.upload', { image: new Blob([]) }],
    ['search.where', { photoId: 0, text: 'a dog' }],
    ['search.where', { photoId: 1, text: null }],
    ['search.where', { photoId: 1 }],
    ['search.whereParts', { photoId: 1, parts: [] }],
    ['search.whereParts', { photoId: 1, parts: [{ upload: 'x' }] }],
    ['search.whereParts', { photoId: 1, parts: Array.from({ length: maxWhereParts + 1 }, () => ({ photoId: 1 })) }],
    ['search.why', { photoId: '1', text: 'a dog' }],
    ['savedSearches.save', { name: 'a' }],
    ['savedSearches.save', { name: '', recipe }],
    ['savedSearches.save', { name: ' ', recipe }],
    ['savedSearches.save', { name: 'a\tb', recipe }],
    ['savedSearches.save', { name: 'a', recipe: { ...recipe, top: 5 } }],
    ['savedSearches.save', { name: 'a', recipe: { ...recipe, images: [{ upload: 'x' }] } }],
    ['savedSearches.remove', { id: 'a' }],
    ['savedSearches.remember', { recipe: { ...recipe, text: null } }],
    ['savedSearches.clearRecent', { all: true }],
    ['packs.use', { id: 'tiny-other' }],
    ['packs.use', { id: '../tiny-f16', when: 'now' }],
    ['packs.use', { id: 'tiny-other', version: '../1', when: 'now' }],
    ['packs.use', { id: 'tiny-other', when: 'later' }],
    ['packs.setPaused', {}],
    ['packs.goBack', { id: 'tiny-other' }],
    ['models.list', { all: true }],
    ['cuda.install', { acceptLicense: 'yes' }],
    ['cuda.remove', { all: true }],
    ['models.install', {}],
    ['models.install', { id: '' }],
    ['models.install', { id: 'x'.repeat(81) }],
    ['models.install', { id: 'x', acceptLicense: 'yes' }],
    ['models.import', { path: '' }],
    ['models.import', { path: 'x'.repeat(4097) }],
    ['models.remove', { id: 7 }],
    ['models.setSources', { mirror: null }],
    ['models.setSources', { mirror: '', proxy: null }],
    ['favourites.give', { photoIds: [], favourite: true }],
    ['favourites.give', { photoIds: [1], favourite: 1 }],
    ['favourites.give', { photoIds: [1], rating: 6 }],
    ['favourites.give', { photoIds: [1], rating: -2 }],
    ['favourites.give', { photoIds: [1], rating: 2.5 }],
    ['favourites.putBack', { marks: [] }],
    ['favourites.putBack', { marks: [{ photoId: 1, favourite: true }] }],
    ['library.timeline', filtered({ favourite: false })],
    ['library.timeline', filtered({ area: { ...area, south: 91 } })],
    ['library.timeline', filtered({ area: { ...area, south: 40, north: 39 } })],
    ['library.timeline', filtered({ area: { ...area, corners: [] } })],
    [
      'library.timeline',
      filtered({ area: { ...area, corners: Array.from({ length: maxCorners + 1 }, () => corner) } }),
    ],
    ['library.timeline', filtered({ area: { ...area, name: 'x'.repeat(201) } })],
    ['places.map', { box, level: -1, filters: noFilters }],
    ['places.map', { box, level: maxMapLevel + 1, filters: noFilters }],
    ['places.map', { box: { ...box, west: -181 }, level: 1, filters: noFilters }],
    ['places.count', { area: box, filters: noFilters }],
    ['places.towns', { box, limit: maxTowns + 1 }],
    ['albums.create', { ...album, name: ' ' }],
    ['albums.create', { ...album, name: 'x'.repeat(201) }],
    ['albums.create', { ...album, name: 'a\nb' }],
    ['albums.update', { id: 1, name: 'a\u0000' }],
    ['albums.create', { ...album, kind: 'clever' }],
    ['albums.create', { ...album, prompt: '' }],
    ['albums.update', { id: 1, strictness: 1.5 }],
    ['albums.update', { id: 1, position: 2 }],
    ['albums.update', { id: 1, rivals: [0] }],
    ['albums.add', { id: 1, photoIds: [] }],
    ['albums.move', { id: 1, runs: [{ photoIds: [1] }] }],
    ['albums.suggest', { id: 1, top: maxSuggestions + 1 }],
    ['tags.add', { phrase: ' ' }],
    ['tags.add', { phrase: 'x'.repeat(101) }],
    ['tags.update', { id: 0, isHidden: true }],
    ['tags.update', { id: 1, name: '' }],
    ['tags.update', { id: 1, key: 'dog' }],
    ['tags.setRefused', { id: 1, photoIds: [], isRefused: true }],
    ['tags.setRefused', { id: 1, photoIds: [1] }],
    ['tags.ofPhoto', { photoId: 'dog' }],
    ['library.timeline', filtered({ tags: ['dog'] })],
    ['albums.tidy', {}],
    ['albums.tidy', { photoIds: [] }],
    ['albums.tidy', { photoIds: [1], filters: noFilters }],
    ['settings.set', { theme: 'sepia' }],
    ['settings.set', { rowHeight: 1e9 }],
    ['settings.set', { unknown: 1 }],
  ])('of %s is refused: %j', async (method, input) => {
    await expect(call(method, input)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(method) as string,
    });
  });

  test('of more photos than can be selected is refused', async () => {
    const photoIds = Array.from({ length: maxSelection + 1 }, () => 1);
    await expect(call('photos.paths', { photoIds })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  test('of an upload is refused when it is too large, without reading it', async () => {
    const large = new Blob(Array.from({ length: 129 }, () => new Uint8Array(1024 * 1024)));
    expect(large.size).toBeGreaterThan(maxUploadBytes);
    await expect(call('search.upload', { image: large })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  test.each(['nothing.here', '__proto__', 'toString', 'constructor', '', 'folders.list', 'host.info'])(
    'of no method is refused: "%s"',
    async (name) => {
      await expect(call(name, {})).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' });
    },
  );
});

describe('output', () => {
  test('of every method is what the contract promises', async () => {
    const image = new Blob([new Uint8Array(await photo(1))]);
    const inputs: [MethodName, unknown][] = [
      ['library.addFolder', { path: lib.photos }],
      ['library.status', {}],
      ['library.index', { retryFailed: true }],
      ['library.setFolderPaused', { folderId: 1, paused: false }],
      ['library.previewPatterns', { folderId: 1, patterns: ['*.png'] }],
      ['library.setPatterns', { folderId: 1, patterns: ['Exports/'] }],
      ['library.leftOut', {}],
      ['search.query', query],
      ['search.upload', { image }],
      ['encoder.provider', {}],
      ['encoder.processors', {}],
      ['cuda.status', {}],
      ['cuda.install', { acceptLicense: true }],
      ['cuda.pause', {}],
      ['cuda.cancel', {}],
      ['cuda.remove', {}],
      ['library.failures', {}],
      ['library.timeline', { filters: noFilters }],
      ['library.facets', {}],
      ['photos.details', { photoId: 1 }],
      ['places.map', { box, level: 3, filters: noFilters }],
      ['places.count', { area, filters: noFilters }],
      ['places.towns', { box, limit: 5 }],
      ['photos.viewed', { photoId: 1 }],
      ['search.why', { photoId: 1, text: 'a dog' }],
      ['photos.paths', { photoIds: [1] }],
      ['photos.copyTo', { photoIds: [1], folder: join(lib.dataDir, '..', 'copies') }],
      ['stacks.of', { photoId: 1 }],
      ['folders.tree', {}],
      ['folders.of', { photoId: 1 }],
      ['favourites.give', { photoIds: [1], favourite: true, rating: 4 }],
      ['favourites.sidecars', {}],
      ['favourites.list', {}],
      ['favourites.putBack', { marks: [{ photoId: 1, favourite: null, rating: null }] }],
      ['albums.create', album],
      ['albums.list', {}],
      ['albums.update', { id: 1, name: 'b', prompt: 'a dog', coverId: 1, rivals: [] }],
      ['albums.photos', { id: 1 }],
      ['albums.suggest', { id: 1, top: 5, strictness: 0 }],
      ['albums.tidy', { filters: noFilters }],
      ['albums.add', { id: 1, photoIds: [1] }],
      ['albums.move', { id: 1, runs: [{ photoIds: [1], before: null }] }],
      ['albums.refuse', { id: 1, photoIds: [1] }],
      ['albums.takeOut', { id: 1, photoIds: [1] }],
      ['albums.remove', { id: 1 }],
      ['albums.restore', { id: 1 }],
      ['tags.list', {}],
      ['tags.ofPhoto', { photoId: 1 }],
      ['tags.update', { id: 1, name: 'Rex', isHidden: true }],
      ['tags.add', { phrase: 'my red kayak' }],
      ['tags.setRefused', { id: 1, photoIds: [1], isRefused: true }],
      ['tags.remove', { id: vocabulary().words.length + 1 }],
      ['tags.restore', { id: vocabulary().words.length + 1 }],
      ['trash.move', { photoIds: [1], folder: null, whole: false }],
      ['trash.undo', { batch: 1 }],
      ['duplicates.groups', { kind: 'near', offset: 0, limit: 100 }],
      ['duplicates.setKept', { kind: 'exact', photoIds: [1], isKept: true }],
      ['duplicates.state', {}],
      ['looks.sharpest', { photoIds: [1] }],
      ['looks.state', {}],
      ['taste.pairs', { photoIds: [1], passed: [[1, 2]] }],
      ['taste.choose', { better: 1, worse: 2 }],
      ['taste.state', {}],
      ['taste.forget', {}],
      ['windows.state', {}],
      ['windows.setPaused', { paused: true }],
      ['windows.clear', {}],
      ['stacks.count', { photoIds: [1] }],
      ['stacks.paths', { photoIds: [1] }],
      ['stacks.copyTo', { photoIds: [1], folder: join(lib.dataDir, '..', 'copies') }],
      ['library.storage', {}],
      ['library.clearCache', {}],
      ['savedSearches.save', { name: 'a', recipe }],
      ['savedSearches.list', {}],
      ['savedSearches.remove', { id: 1 }],
      ['savedSearches.remember', { recipe }],
      ['savedSearches.asText', { recipe }],
      ['savedSearches.recent', {}],
      ['savedSearches.clearRecent', {}],
      ['settings.get', {}],
      ['settings.set', { theme: 'dark', writeSidecars: true }],
      ['favourites.writeAll', {}],
      ['library.stop', {}],
      ['packs.state', {}],
      ['models.list', {}],
      ['models.install', { id: 'tiny-f16' }],
      ['models.pause', { id: 'tiny-f16' }],
      ['models.resume', { id: 'tiny-f16' }],
      ['models.cancel', { id: 'tiny-f16' }],
      ['models.import', { path: fixturePack('tiny-f16') }],
      ['models.verify', { id: 'tiny-f16' }],
      ['models.remove', { id: 'tiny-f16' }],
      ['models.sources', {}],
      ['models.setSources', { mirror: null, proxy: null }],
      ['models.offer', {}],
      ['models.declineOffer', {}],
      ['packs.setPaused', { paused: true }],
      ['packs.use', { id: 'tiny-other', when: 'now' }],
      // Of the packs here the one that can.
      ['search.where', { photoId: 1, text: 'a dog' }],
      ['search.whereParts', { photoId: 1, parts: [{ photoId: 1, box: { x: 0, y: 0, width: 0.5, height: 0.5 } }] }],
      ['packs.goBack', {}],
      ['packs.keep', {}],
      ['library.removeFolder', { folderId: 1 }],
    ];
    expect(inputs.map(([method]) => method).sort()).toEqual(Object.keys(methods).sort());
    for (const [method, input] of inputs) {
      if (method === 'library.failures') await lib.settled();
      const answer = await call(method, input);
      expect(methods[method].output.parse(answer), method).toEqual(answer);
    }
  });
});

describe('errors', () => {
  test('cross a wire with code and message, and nothing else', () => {
    const error = new AppError('PACK_NOT_FOUND', 'Expected a pack', { cause: new Error('secret') });
    const wire = JSON.parse(JSON.stringify(error.toWire())) as unknown;
    expect(wire).toEqual({ code: 'PACK_NOT_FOUND', message: 'Expected a pack' });
    expect(AppError.fromWire(WireError.parse(wire))).toMatchObject({ code: error.code, message: error.message });
  });

  test('of unknown kind are bugs', () => {
    expect(AppError.from(new TypeError('x'))).toMatchObject({ code: 'INTERNAL', message: 'x' });
    expect(AppError.from('text')).toMatchObject({ code: 'INTERNAL', message: 'text' });
    const known = new AppError('QUERY_EMPTY', 'x');
    expect(AppError.from(known)).toBe(known);
  });

  test('have codes that are told apart', () => {
    expect(new Set(errorCodes).size).toBe(errorCodes.length);
  });
});
