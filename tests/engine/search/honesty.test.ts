import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EngineEvent, type Settings, strictnesses } from '../../../src-contract/index.ts';
import {
  type Agreement,
  type Calibration,
  calibrationOf,
  type ChanceScores,
  confidenceOf,
  shapeOf,
} from '../../../src-main/core/calibration.ts';
import english from '../../../src-main/core/captions/english.json' with { type: 'json' };
import type { LocalSearchAnswer, LocalSearchRequest } from '../../../src-main/engine/search/local-search.ts';
import { photo, plain } from '../../helpers/photos.ts';
import { forkEncoder } from '../../../src-main/headless/fork-encoder.ts';
import {
  builtinPack,
  fixturePack,
  launchOddEncoder,
  searchRequest,
  tempLibrary,
  type TempLibrary,
} from '../../helpers/temp-library.ts';
import { until } from '../../helpers/until.ts';
import { openBeside } from '../../helpers/words.ts';

/** Enough of the bank for words of all kinds to be in it. */
const captions = english.filter((_, i) => i % 24 === 0);

const squares = ['one.jpg', 'two.jpg', 'three.jpg', 'four.jpg'];

let lib: TempLibrary;
beforeAll(async () => {
  lib = await tempLibrary(
    {
      'p1.png': plain({ r: 220, g: 20, b: 20 }),
      'p2.png': plain({ r: 20, g: 180, b: 40 }),
      'p3.png': plain({ r: 20, g: 40, b: 220 }),
      'p4.png': plain({ r: 0, g: 0, b: 0 }),
      'p5.png': plain({ r: 255, g: 255, b: 255 }),
      ...Object.fromEntries(squares.map((name, i) => [name, photo(i + 1)])),
    },
    { packDir: builtinPack, captions },
  );
  await lib.index();
});
afterAll(() => lib[Symbol.asyncDispose]());

function storedCalibration(): Calibration | undefined {
  using beside = openBeside(lib.dataDir);
  const agreement = beside.raw
    .prepare<[], Agreement>('SELECT agreement_pairs AS pairs, agreement_slope AS slope FROM caption_banks')
    .get();
  return agreement && calibrationOf(agreement, true);
}

function ask(request: Partial<LocalSearchRequest>): Promise<LocalSearchAnswer> {
  return lib.engine.search.local(searchRequest(request));
}

function names({ hits }: Pick<LocalSearchAnswer, 'hits'>): string[] {
  return hits.map(({ path }) => path.slice(lib.photos.length + 1));
}

async function withStrictness<T>(strictness: Settings['strictness'], work: () => Promise<T>): Promise<T> {
  lib.engine.settings.set({ strictness });
  try {
    return await work();
  } finally {
    lib.engine.settings.set({ strictness: 'balanced' });
  }
}

describe('what no photo shows', () => {
  test.each(['two dogs in the snow', 'an elephant', 'sushi', 'a man riding a bicycle'])(
    'is said to match nothing, and near misses are shown, best first: %s',
    async (text) => {
      const answer = await ask({ text });
      expect(answer).toMatchObject({ matching: 0, nothingMatches: true, searched: 9 });
      expect(answer.hits).toHaveLength(9);
      const confidences = answer.hits.map(({ confidence }) => confidence ?? NaN);
      expect(confidences).toEqual(confidences.toSorted((a, b) => b - a));
      expect(confidences[0]).toBeLessThan(0.5);
      expect(answer.hits.every(({ foundBy }) => foundBy.join() === 'look')).toBe(true);
    },
  );

  test.each([
    ['of a few words by words', 'an elephant', 'words', 'chance_median AS median, chance_high AS high'],
    [
      'of more by captions',
      'two dogs in the snow',
      'sentence',
      'chance_caption_median AS median, chance_caption_high AS high',
    ],
  ] as const)('is measured by what the library scores at random: %s', async (_, text, kind, columns) => {
    using beside = openBeside(lib.dataDir);
    const chance = beside.raw.prepare<[], ChanceScores>(`SELECT ${columns} FROM caption_banks`).get();
    const calibration = storedCalibration();
    if (chance === undefined || calibration === undefined) throw new Error('Expected chance and a calibration');
    const { hits } = await ask({ text });
    expect(hits).toHaveLength(9);
    for (const { score, confidence } of hits) {
      expect(confidence).toBeCloseTo(confidenceOf(score, chance, shapeOf(calibration, kind)), 6);
    }
  });

  test('is found nevertheless by what photos are called', async () => {
    await using called = await tempLibrary(
      { 'elephant.png': plain({ r: 0, g: 0, b: 0 }), 'b.jpg': photo(1) },
      { packDir: builtinPack, captions },
    );
    await called.index();
    const answer = await called.engine.search.local(searchRequest({ text: 'an elephant' }));
    expect(answer).toMatchObject({ matching: 1, nothingMatches: false });
    expect(answer.hits[0]).toMatchObject({ path: called.path('elephant.png'), foundBy: ['words'] });
    expect(answer.hits[0]?.confidence).toBeLessThan(0.5);
  });
});

describe('a description in a language that the pack does not know', () => {
  test.each([
    ['zwei Hunde im Schnee', 'de'],
    ['deux chiens dans la neige', 'fr'],
    ['雪の中の犬', 'ja'],
  ])('is said to be in it: %s', async (text, language) => {
    expect(await ask({ text })).toMatchObject({ unknownLanguage: language });
  });

  test('of a word that is English, too, is one that its user speaks: as the search says, or else the settings', async () => {
    const said = async (speaks?: string[]): Promise<string | null> =>
      (await ask({ text: 'Rad', ...(speaks === undefined ? {} : { speaks }) })).unknownLanguage;
    expect(await said(['de'])).toBe('de');
    expect(await said(['en-GB'])).toBeNull();
    lib.engine.settings.set({ language: 'de' });
    try {
      expect(await said()).toBe('de');
      expect(await said(['fr']), 'what the search says counts').toBeNull();
    } finally {
      lib.engine.settings.set({ language: 'system' });
    }
  });

  test('is not asked about for what narrows a search, nor where nothing is described', async () => {
    for (const text of ['type:png', 'ohne Hunde', 'letzten Sommer']) {
      expect((await ask({ text })).unknownLanguage, text).toBeNull();
    }
    expect((await ask({ text: 'letzten Sommer Hunde im Schnee' })).unknownLanguage).toBe('de');
  });

  test('says nothing where photos are called by its words', async () => {
    await using called = await tempLibrary(
      { 'zwei Hunde im Schnee.png': plain({ r: 0, g: 0, b: 0 }), 'b.jpg': photo(1) },
      { packDir: builtinPack, captions },
    );
    await called.index();
    const answer = await called.engine.search.local(searchRequest({ text: 'Hunde im Schnee' }));
    expect(answer).toMatchObject({ matching: 1, unknownLanguage: null });
  });

  test('is none of English words', async () => {
    for (const text of ['two dogs in the snow', 'sushi', 'pixel art', 'a giraffe'])
      expect((await ask({ text })).unknownLanguage, text).toBeNull();
  });
});

describe('what some photos show', () => {
  test.each(['pixel art', 'a grid of colourful squares'])('matches those, and others are weaker: %s', async (text) => {
    const answer = await ask({ text });
    expect(answer.nothingMatches).toBe(false);
    expect(answer.matching).toBeGreaterThan(0);
    expect(squares).toEqual(expect.arrayContaining(names({ hits: answer.hits.slice(0, answer.matching) })));
    for (const [i, { confidence }] of answer.hits.entries()) {
      const isMatch = (confidence ?? NaN) >= (storedCalibration()?.thresholds.balanced.each ?? NaN);
      expect(isMatch).toBe(i < answer.matching);
    }
  });

  test.each(['name', 'newest', 'oldest', 'largest'] as const)(
    'is put in the order asked for, weaker ones behind, best first: %s',
    async (sort) => {
      const best = await ask({ text: 'pixel art' });
      const sorted = await ask({ text: 'pixel art', sort });
      expect(sorted.matching).toBe(best.matching);
      const matching = names({ hits: sorted.hits.slice(0, sorted.matching) });
      expect(matching.toSorted()).toEqual(names({ hits: best.hits.slice(0, best.matching) }).toSorted());
      if (sort === 'name') expect(matching).toEqual(matching.toSorted());
      expect(sorted.hits.slice(sorted.matching)).toEqual(best.hits.slice(best.matching));
    },
  );

  test('is cut to as many as are asked for', async () => {
    const all = await ask({ text: 'pixel art' });
    expect(all.matching).toBeGreaterThan(2);
    const two = await ask({ text: 'pixel art', top: 2 });
    expect(two).toMatchObject({ matching: 2, nothingMatches: false, searched: 9 });
    expect(two.hits).toEqual(all.hits.slice(0, 2));
  });

  test('matches fewer photos the stricter a match must be, by the same confidence', async () => {
    const answers = [];
    for (const strictness of strictnesses) {
      answers.push(await withStrictness(strictness, () => ask({ text: 'coloured squares' })));
    }
    const counts = answers.map(({ matching }) => matching);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(new Set(counts).size).toBeGreaterThan(1);
    const confidences = answers.map(({ hits }) => hits.map(({ confidence }) => confidence));
    expect(confidences[1]).toEqual(confidences[0]);
    expect(confidences[2]).toEqual(confidences[0]);
  });

  test('does not match when it shows what is not to be shown', async () => {
    const answer = await ask({ text: 'pixel art -"a grid of colourful squares"' });
    const plus = await ask({ text: 'pixel art' });
    expect(answer.hits).toHaveLength(9);
    expect(answer.matching).toBeLessThanOrEqual(plus.matching);
  });
});

describe('there is no confidence', () => {
  test.each([
    ['for an example image', ['p1.png'], null],
    ['for an example image with a text', ['p1.png'], 'an elephant'],
    ['for what is left out alone', [], '-elephants'],
    ['for chips alone', [], 'type:png'],
  ])('%s, and everything matches that is not unwanted', async (_, examples, text) => {
    const answer = await ask({ text, images: examples.map((name) => ({ path: lib.path(name) })) });
    expect(answer.nothingMatches).toBe(false);
    expect(answer.matching).toBeGreaterThan(0);
    expect(answer.hits.every(({ confidence }) => confidence === null)).toBe(true);
    expect(answer.cannotTell).toBe(examples.length > 0 ? 'example' : null);
  });

  test('for a pack that is not calibrated', async () => {
    await using tiny = await tempLibrary({ 'a.jpg': photo(1) }, { packDir: fixturePack('tiny-clip') });
    await tiny.index();
    const answer = await tiny.engine.search.local(searchRequest({ text: 'an elephant' }));
    expect(answer).toMatchObject({ matching: 1, nothingMatches: false, hits: [{ confidence: null }] });
    expect(answer.cannotTell).toBe('tooLittle');
  });

  test('as long as biases are unknown, or there are no captions', async () => {
    await using none = await tempLibrary({ 'a.jpg': photo(1) }, { packDir: builtinPack, captions: [] });
    await none.index();
    const answer = await none.engine.search.local(searchRequest({ text: 'an elephant' }));
    expect(answer).toMatchObject({ matching: 1, nothingMatches: false, hits: [{ confidence: null }] });
    expect(answer.cannotTell).toBe('tooLittle');
    await none.reopen({ captions });
    await none.index();
    const later = await none.engine.search.local(searchRequest({ text: 'an elephant' }));
    expect(later.hits[0]?.confidence).toBeGreaterThan(0);
    expect(later.cannotTell).toBeNull();
  });

  test('until the library has been measured, which is said, and then told without being asked', async () => {
    const refused = captions[0] ?? '';
    await using odd = await tempLibrary(
      { 'a.jpg': photo(1) },
      { packDir: builtinPack, captions, launchEncoder: launchOddEncoder('--fails-on-text', refused) },
    );
    await odd.index();
    const answer = await odd.engine.search.local(searchRequest({ text: 'an elephant' }));
    expect(answer).toMatchObject({ matching: 1, nothingMatches: false, cannotTell: 'notYet' });
    expect((await odd.engine.search.local(searchRequest({ text: 'type:jpg' }))).cannotTell).toBeNull();
    expect((await odd.engine.search.local(searchRequest({ text: 'an elephant type:png' }))).cannotTell).toBeNull();

    await odd.reopen({ launchEncoder: forkEncoder });
    const told: EngineEvent['event'][] = [];
    using _listening = odd.engine.onEvent(({ event }) => told.push(event));
    await until('the library to be measured', () => told.includes('library.changed'), 60_000);
    const later = await odd.engine.search.local(searchRequest({ text: 'an elephant' }));
    expect(later).toMatchObject({ nothingMatches: true, cannotTell: null });
  });
});

describe('several examples', () => {
  test('find what they have in common', async () => {
    const images = ['one.jpg', 'two.jpg'].map((name) => ({ path: lib.path(name) }));
    expect(
      names(await ask({ images }))
        .slice(0, 4)
        .toSorted(),
    ).toEqual(squares.toSorted());
  });

  test('beside a text are one term: an image that is given twice counts as once', async () => {
    const image = { path: lib.path('p1.png') };
    const text = 'a grid of colourful squares';
    const once = await ask({ images: [image], text });
    const twice = await ask({ images: [image, image], text });
    expect(names(twice)).toEqual(names(once));
    for (const [i, { score }] of twice.hits.entries()) expect(score).toBeCloseTo(once.hits[i]?.score ?? NaN, 4);
  });
});
