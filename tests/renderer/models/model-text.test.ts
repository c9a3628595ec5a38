import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import type { ModelEntry, ModelState } from '../../../src-contract/index.ts';
import { de, en, es, fr } from '../../../src-renderer/messages.ts';
import {
  datasetText,
  estimateText,
  factsText,
  figureText,
  installLine,
  languageNames,
  memoryText,
  offerTexts,
  problemHint,
  recallOf,
  recallText,
  verifiedText,
  type Words,
} from '../../../src-renderer/models/model-text.ts';

const catalogues = { en, de, fr, es } as const;

/** As the page has them, with values that are easily told apart. */
function wordsIn(language: keyof typeof catalogues): Words {
  return {
    language,
    text: (key, values = {}) =>
      String(new IntlMessageFormat(catalogues[language][key], language, undefined, { ignoreTag: true }).format(values)),
    number: (value, options) => new Intl.NumberFormat(language, options).format(value),
    bytes: (bytes) => `${String(bytes)} B`,
    duration: (seconds) => `${String(seconds)} s`,
    languageName: (tag) => new Intl.DisplayNames(language, { type: 'language' }).of(tag) ?? tag,
  };
}

const words = wordsIn('en');

const coco = (value: number): ModelEntry['figures'][number] => ({
  dataset: 'coco-5k',
  metric: 't2i_R@1',
  value,
  source: 'its makers',
});

const entry: ModelEntry = {
  id: 'better',
  version: '1.0.0',
  title: 'Better',
  summary: { en: 'Sees more', de: 'Sieht mehr', fr: 'Voit plus', es: 'Ve más' },
  origin: 'catalogue',
  recommended: true,
  languages: ['en'],
  license: { spdx: 'MIT', name: null, url: 'https://example.org/license', commercialUse: true, mustAccept: false },
  downloadBytes: 300,
  diskBytes: 310,
  figures: [coco(0.3044)],
  memory: { neededMB: 2, machineMB: 8 },
  verified: 'golden',
  sharesSpaceWith: [],
  state: { kind: 'available' },
  refusedBecause: null,
  estimate: { photos: 1200, photosPerSecond: 12.345, seconds: 97 },
};
const builtin: ModelEntry = {
  ...entry,
  id: 'builtin',
  title: 'Built in',
  origin: 'builtin',
  recommended: false,
  downloadBytes: 0,
  figures: [coco(0.214)],
  state: { kind: 'inUse' },
  estimate: null,
};
const withFigures = (...figures: ModelEntry['figures']): ModelEntry => ({ ...entry, figures });

describe('how well a model finds', () => {
  test('is told out of 100, beside the model in use', () => {
    expect(recallOf(entry, builtin)).toEqual({ hits: 30, before: 21, dataset: 'coco-5k' });
  });

  test('is of the model in use alone where it is that one, or none is known', () => {
    expect(recallOf(builtin, builtin)?.before).toBeNull();
    expect(recallOf(entry, null)?.before).toBeNull();
  });

  test('is compared only where both were measured with the same photos', () => {
    const other = withFigures({ ...coco(0.588), dataset: 'flickr30k-1k' });
    expect(recallOf(other, builtin)).toEqual({ hits: 59, before: null, dataset: 'flickr30k-1k' });
  });

  test('is told by the usual photos where there are several figures', () => {
    const several = withFigures(
      { ...coco(0.588), dataset: 'flickr30k-1k' },
      { ...coco(0.6), metric: 't2i_R@5' },
      coco(0.3),
    );
    expect(recallOf(several, null)).toEqual({ hits: 30, before: null, dataset: 'coco-5k' });
  });

  test('is not told by figures of anything else, nor of sets that nobody else was measured with', () => {
    expect(recallOf(withFigures({ ...coco(0.5446), dataset: 'shared-eval/coco' }), builtin)).toBeNull();
    expect(recallOf(withFigures({ ...coco(0.6), metric: 't2i_R@5' }), builtin)).toBeNull();
    expect(recallOf(withFigures(), builtin)).toBeNull();
  });

  test('is a sentence', () => {
    expect(recallText({ hits: 30, before: null, dataset: 'coco-5k' }, words)).toBe(
      'The photo that is meant comes first in about 30 of 100 searches (COCO, 5,000 photos)',
    );
    expect(recallText({ hits: 30, before: 21, dataset: 'coco-5k' }, words)).toContain('now in 21');
  });

  test.each([
    ['coco-5k', 'COCO, 5,000 photos'],
    ['flickr30k-1k', 'Flickr30k, 1,000 photos'],
    ['my-set-2k', 'my-set, 2,000 photos'],
    ['toString-1k', 'toString, 1,000 photos'],
    ['imagenet', 'imagenet'],
  ])('the photos "%s" are called "%s"', (dataset, text) => {
    expect(datasetText(dataset, words)).toBe(text);
  });

  test('names whoever published a figure, and what it is when it is another', () => {
    expect(figureText(coco(0.3044), words)).toBe(
      'First hit in 30.4% of searches (COCO, 5,000 photos; published by its makers)',
    );
    expect(figureText({ ...coco(0.559), metric: 't2i_R@5' }, words)).toMatch(/^t2i_R@5 55\.9%/u);
  });
});

describe('what somebody who chooses wants to know', () => {
  test('is languages, download and time', () => {
    expect(factsText(entry, builtin, words)).toBe('English · 300 B to download · about 97 s for your photos');
  });

  test('is the space on the disk of one that is there', () => {
    const there: ModelEntry = { ...entry, state: { kind: 'installed' }, estimate: null };
    expect(factsText(there, builtin, words)).toBe('English · 310 B on the disk');
  });

  test('says where photos need not be looked at anew', () => {
    expect(factsText({ ...entry, sharesSpaceWith: ['builtin'] }, builtin, words)).toContain(
      'your photos need not be looked at again',
    );
    expect(factsText({ ...entry, sharesSpaceWith: ['another'] }, builtin, words)).not.toContain('need not');
  });

  test('says nothing of time without photos', () => {
    const none: ModelEntry = { ...entry, estimate: { photos: 0, photosPerSecond: 3, seconds: 0 } };
    expect(factsText(none, builtin, words)).toBe('English · 300 B to download');
    expect(estimateText(none, words)).toBeNull();
  });

  test.each([
    [['en', 'de', 'fr'], 'English, German, French'],
    [['en', 'de', 'fr', 'es'], '4 languages'],
    [['mul', 'en', 'de', 'fr', 'es'], 'more than 50 languages'],
  ])('the languages %j are "%s"', (languages, text) => {
    expect(factsText({ ...entry, languages, downloadBytes: 0, estimate: null }, null, words)).toBe(text);
  });

  test('names every language in the details, in the language of the page', () => {
    const many: ModelEntry = { ...entry, languages: ['mul', 'en', 'de'] };
    expect(languageNames(many, words)).toBe('more than 50 languages, English, German');
    expect(languageNames(many, wordsIn('de'))).toBe('mehr als 50 Sprachen, Englisch, Deutsch');
  });

  test('tells memory in bytes, and the rate with two digits', () => {
    expect(memoryText(entry, words)).toBe('2097152 B of the 8388608 B that this computer has');
    expect(estimateText(entry, words)).toMatch(/^about 97 s for 1,200 photos, 12 a second/u);
  });

  test('tells models that have run from those that have not', () => {
    const texts = (['golden', 'agreement', 'untried'] as const).map((verified) =>
      verifiedText({ ...entry, verified }, words),
    );
    expect(new Set(texts).size).toBe(3);
    expect(texts[2]).toMatch(/^Not yet run/u);
  });
});

describe('how far installing is', () => {
  type Installing = Extract<ModelState, { kind: 'installing' }>;
  const state: Installing = {
    kind: 'installing',
    phase: 'downloading',
    bytesDone: 75,
    bytesTotal: 300,
    bytesPerSecond: 25,
    secondsLeft: 9,
    paused: false,
  };

  test('is bytes, rate and time left', () => {
    expect(installLine(state, words)).toEqual({
      title: 'Downloading',
      detail: '75 B of 300 B · 25 B a second · about 9 s left',
      fraction: 0.25,
    });
  });

  test('has neither rate nor time while it is paused or waits', () => {
    expect(installLine({ ...state, paused: true }, words)).toMatchObject({ title: 'Paused', detail: '75 B of 300 B' });
    expect(installLine({ ...state, phase: 'waiting' }, words)).toMatchObject({ detail: '75 B of 300 B' });
  });

  test('has no time left until that is known', () => {
    expect(installLine({ ...state, bytesPerSecond: 0, secondsLeft: null }, words).detail).toBe('75 B of 300 B');
  });

  test('has no fraction while the total is unknown, and none above one', () => {
    expect(installLine({ ...state, bytesTotal: 0 }, words).fraction).toBeNull();
    expect(installLine({ ...state, bytesDone: 301 }, words).fraction).toBe(1);
  });

  test.each(['waiting', 'downloading', 'checking', 'testing'] as const)('says what is done when %s', (phase) => {
    expect(installLine({ ...state, phase }, words).title).toBe(words.text(`models.${phase}`));
  });
});

describe('the offer', () => {
  test('says what better eyes bring, where that was measured, and what they cost', () => {
    expect(offerTexts(entry, builtin, words)).toEqual([
      'Better shows the photo that is meant first in about 30 of 100 searches; at present it is 21.',
      'Measured with COCO, 5,000 photos.',
      '300 B to download, then about 97 s for your 1,200 photos, while you go on searching.',
    ]);
  });

  test('compares with nothing where the model in use has no such figure', () => {
    expect(offerTexts(entry, { ...builtin, figures: [] }, words)[0]).toBe(
      'Better shows the photo that is meant first in about 30 of 100 searches.',
    );
  });

  test('claims nothing that was not measured, and no time that is not known', () => {
    expect(offerTexts({ ...entry, figures: [], estimate: null }, builtin, words)).toEqual([
      '300 B to download, then your photos are looked at anew while you go on searching.',
    ]);
  });

  test('begins with the language of the page where that makes the difference', () => {
    const knowing = { ...entry, languages: ['mul', 'en'] };
    expect(offerTexts(knowing, builtin, wordsIn('de'))[0]).toBe(
      'Better versteht Beschreibungen auf Deutsch; die bisherigen Augen kennen nur Englisch.',
    );
    expect(offerTexts(knowing, builtin, words)[0]).not.toContain('understands');
    expect(offerTexts(knowing, { ...builtin, languages: ['de'] }, wordsIn('de'))[0]).not.toContain('versteht');
    expect(offerTexts(entry, builtin, wordsIn('de'))[0]).not.toContain('versteht');
  });

  test.each(['de', 'fr', 'es'] as const)('stands in %s with its numbers', (language) => {
    const text = offerTexts(entry, builtin, wordsIn(language)).join(' ');
    for (const part of ['30', '21', '300 B', '97 s', 'COCO']) expect(text).toContain(part);
  });
});

describe('a problem', () => {
  test('says in figures what is missing of this computer', () => {
    expect(problemHint('MODEL_TOO_LARGE_FOR_MEMORY', entry, words)).toBe(
      'It needs 2097152 B of memory; this computer has 8388608 B.',
    );
    expect(problemHint('DISK_FULL', entry, words)).toBe('The download takes 300 B, and some space has to be left.');
  });

  test('says no more where its name says all, or the figures are not known', () => {
    expect(problemHint('DOWNLOAD_STALLED', entry, words)).toBeNull();
    expect(problemHint('DISK_FULL', { ...entry, downloadBytes: 0 }, words)).toBeNull();
  });
});
