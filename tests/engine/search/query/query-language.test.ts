import { describe, expect, test } from 'vitest';
import { languageUnknownTo } from '../../../../src-main/engine/search/query/query-language.ts';

const english = [
  ...[
    'dog',
    'giraffe',
    'skateboarder',
    'tan dog',
    'dog runs',
    'red car',
    'a red car in the snow',
    'orange reddish sky',
  ],
  ...[
    'komodo dragon',
    'Boston terrier',
    'Las Vegas airport',
    'Tim Hortons sign',
    'two sisters on a bike',
    'pizza pies',
  ],
  ...['hot air balloon', 'chocolate cake', 'an x-ray of a hand', 'man wades', 'giraffes wander', 'toddler sits', 'sea'],
  ...[
    'ballet',
    'café',
    'piñata',
    'naïve painting',
    'kindergarten',
    'a kimono',
    'paella',
    'crème brûlée',
    'sushi platter',
  ],
  ...['grandma on the porch', "my sister's wedding", 'beach at sunset', 'blurry selfie', 'IMG_2034', '42', 'DIY shelf'],
  ...[
    'Anna and Bob at the pool',
    'Golden Gate Bridge',
    'Eiffel Tower at night',
    'die cast car',
    'pain au chocolat on a plate',
  ],
];

/** Names and words that other languages have, too. */
const names = [
  ...['name tag', 'tag', 'die', 'die hard', 'am radio', 'von trapp', 'mit campus', 'el dorado'],
  ...['las palmas', 'los angeles at night', 'la jolla seals', 'la la land', 'a la carte menu', 'el train chicago'],
];

const foreign: Record<string, string[]> = {
  de: [
    ...[
      'Hund am Strand',
      'Kinder spielen im Garten',
      'Sonnenuntergang am Meer',
      'Katze auf dem Sofa',
      'Oma beim Kochen',
    ],
    ...[
      'Geburtstagskuchen mit Kerzen',
      'Berg im Nebel',
      'Frau mit Hut',
      'zwei Pferde auf der Wiese',
      'Brücke bei Nacht',
    ],
    ...['altes Fahrrad vor einer Mauer', 'Hochzeit in der Kirche', 'Boot auf dem See', 'rotes Fahrrad'],
  ],
  fr: [
    ...[
      'chien sur la plage',
      'enfants qui jouent dans le jardin',
      'coucher de soleil sur la mer',
      'chat sur le canapé',
    ],
    ...[
      "gâteau d'anniversaire avec des bougies",
      'montagne dans le brouillard',
      'femme avec un chapeau',
      "mariage à l'église",
    ],
  ],
  es: [
    ...[
      'perro en la playa',
      'niños jugando en el jardín',
      'puesta de sol en el mar',
      'gato en el sofá',
      'mujer con sombrero',
    ],
    ...['pastel de cumpleaños con velas', 'montaña en la niebla', 'dos caballos en el prado', 'barco en el lago'],
  ],
  it: ['bambini che giocano in giardino', 'tramonto sul mare', 'gatto sul divano', 'montagna nella nebbia'],
  nl: ['zonsondergang aan zee', 'kinderen spelen in de tuin', 'hond op het strand'],
  pt: ['cachorro na praia', 'crianças brincando no jardim', 'montanha na neblina'],
  pl: ['zachód słońca nad morzem', 'czerwony samochód'],
  ja: ['海辺の犬', '赤い車', 'ラーメン'],
  zh: ['海滩上的狗', '红色汽车'],
  ko: ['해변의 개'],
  ru: ['собака на пляже', 'закат'],
  uk: ['собака на пляжі'],
  el: ['σκύλος στην παραλία'],
  ar: ['كلب على الشاطئ'],
  fa: ['سگ در ساحل و پرنده'],
  he: ['כלב בחוף'],
  th: ['สุนัขบนชายหาด'],
  hi: ['समुद्र तट पर कुत्ता'],
};
const rows = Object.entries(foreign).flatMap(([language, texts]) => texts.map((text) => [text, language] as const));

describe('to a pack that knows English', () => {
  test.each(names)('"%s" is, for whoever speaks nothing else', async (text) => {
    expect(await languageUnknownTo(['en'], text, ['en-US'])).toBeNull();
  });

  test.each([
    ['Hund am Strand', 'de'],
    ['Geburtstagskuchen mit Kerzen', 'de'],
    ['chien sur la plage', 'fr'],
    ['perro en la playa', 'es'],
    ['海辺の犬', 'ja'],
  ])('"%s" is %s for everybody', async (text, language) => {
    expect(await languageUnknownTo(['en'], text, ['en-US'])).toBe(language);
  });

  test.each(english)('"%s" is known', async (text) => {
    expect(await languageUnknownTo(['en'], text, [])).toBeNull();
  });

  test.each(rows)('"%s" is %s, and unknown, where somebody speaks that', async (text, language) => {
    expect(await languageUnknownTo(['en'], text, ['en', language])).toBe(language);
  });

  test.each(['', '  ', '2019', '!?', '🎂', 'xkcdq'])('nothing is said of %j, which is of no language', async (text) => {
    expect(await languageUnknownTo(['en'], text, [])).toBeNull();
  });
});

test('a language that the pack knows, by whatever tag, is known', async () => {
  expect(await languageUnknownTo(['en', 'de-AT'], 'Hund am Strand', ['de-AT'])).toBeNull();
  expect(await languageUnknownTo(['mul'], 'Hund am Strand', [])).toBeNull();
  expect(await languageUnknownTo(['nb'], 'rødt hus ved fjorden', ['nb-NO'])).toBeNull();
  expect(await languageUnknownTo(['zh-Hans'], '海滩上的狗', [])).toBeNull();
});

test('English is unknown to a pack that has only another', async () => {
  expect(await languageUnknownTo(['zh'], 'a dog on the beach', [])).toBe('en');
});

describe('a single word', () => {
  test.each([
    ['Tannenzapfen', 'de'],
    ['brouette', 'fr'],
    ['panadería', 'es'],
    ['spiaggia', 'it'],
  ])('%s is of the language of its user, or nothing is said', async (word, language) => {
    expect(await languageUnknownTo(['en'], word, [language])).toBe(language);
    expect(await languageUnknownTo(['en'], word, [`${language}-XX`, 'en'])).toBe(language);
    expect(await languageUnknownTo(['en'], word, ['en-GB'])).toBeNull();
  });

  test.each([
    ['Hund', 'de'],
    ['Weihnachtsbaum', 'de'],
    ['Sonnenuntergang', 'de'],
    ['Katzen', 'de'],
    ['chien', 'fr'],
    ['parapluie', 'fr'],
    ['oiseaux', 'fr'],
    ['perro', 'es'],
    ['sombrilla', 'es'],
    ['boda', 'es'],
    ['nino', 'es'],
  ])('%s, which everybody sees is %s, is told to whoever speaks another', async (word, language) => {
    expect(await languageUnknownTo(['en'], word, ['en'])).toBe(language);
    expect(await languageUnknownTo(['en'], word, ['de', 'fr', 'es'])).toBe(language);
    expect(await languageUnknownTo(['en'], word, ['it'])).toBe(language);
  });

  test.each([
    ['Strand', 'de'],
    ['Rad', 'de'],
    ['boot', 'de'],
    ['Kuchen', 'de'],
    ['chat', 'fr'],
    ['four', 'fr'],
    ['pain', 'fr'],
    ['pan', 'es'],
    ['mar', 'es'],
  ])('%s is English, or what it is in the language that somebody speaks: %s', async (word, language) => {
    expect(await languageUnknownTo(['en'], word, [language])).toBe(language);
    expect(await languageUnknownTo(['en'], word, ['en'])).toBeNull();
    expect(await languageUnknownTo(['en'], word, ['it'])).toBeNull();
    expect(await languageUnknownTo(['en'], `old ${word} on a table`, [language])).toBeNull();
  });

  test.each(['Gift', 'Wolf', 'Hand', 'rose', 'orange', 'sofa'])(
    '%s means the same, or is hardly a thing in photos',
    async (word) => {
      expect(await languageUnknownTo(['en'], word, ['de'])).toBeNull();
      expect(await languageUnknownTo(['en'], word, ['fr'])).toBeNull();
    },
  );

  test.each(['Luna', 'Baum', 'Flores'])('%s may be a name, for whoever does not speak its language', async (word) => {
    expect(await languageUnknownTo(['en'], word, ['en'])).toBeNull();
  });

  test.each(['dog', 'giraffe', 'table', 'restaurant', 'sofa'])('%s is English for everybody', async (word) => {
    expect(await languageUnknownTo(['en'], word, ['de', 'fr'])).toBeNull();
  });
});

describe('what is written in two languages at once', () => {
  test.each([
    ['Anna am Strand', 'de'],
    ['dog am Strand', 'de'],
    ['Kind mit dog', 'de'],
    ['Hund beach', 'de'],
    ['selfie mit Oma', 'de'],
    ['chien beach', 'fr'],
    ['chat noir', 'fr'],
    ['gato hat', 'es'],
  ])('"%s" is not understood by who knows English alone: %s', async (text, language) => {
    expect(await languageUnknownTo(['en'], text, [language])).toBe(language);
  });

  test.each([
    ['red car', 'fr'],
    ['four dogs in the boot', 'de'],
    ['chocolate cake on a table', 'fr'],
    ['man with a hut', 'de'],
  ])('"%s" is English, also to whom a word of it is one of %s', async (text, language) => {
    expect(await languageUnknownTo(['en'], text, [language])).toBeNull();
  });
});

test.each([
  ['coucher de soleil', 'fr', ['de', 'es', 'en']],
  ['puesta de sol', 'es', ['de', 'fr', 'en']],
  ['Wasserfall', 'de', ['fr', 'es', 'en']],
  ['hond op het strand', 'nl', ['de', 'fr', 'en']],
  ['cane sulla spiaggia', 'it', ['de', 'fr', 'en']],
  ['犬 浜辺', 'ja', ['de', 'ja', 'en']],
])('"%s" is %s, whatever is spoken', async (text, language, spoken) => {
  for (const each of spoken) expect(await languageUnknownTo(['en'], text, [each])).toBe(language);
});

test.each([
  ...[
    'luna sleeping',
    'rosa',
    'Maria del Mar',
    'Juan de la Cruz',
    'Rio de Janeiro carnival',
    'lake como',
    'mesa verde',
  ],
  ...['chili con carne', 'piña colada', 'coq au vin', 'mont blanc hike', 'art nouveau', 'tête-à-tête', 'armoire'],
])('"%s" is said in English, too', async (text) => {
  for (const spoken of [['en-US'], ['de', 'en'], []]) expect(await languageUnknownTo(['en'], text, spoken)).toBeNull();
});

test('what English has from another language leaves the rest of that language', async () => {
  expect(await languageUnknownTo(['en'], 'Piña Colada am Strand', ['de'])).toBe('de');
  expect(await languageUnknownTo(['en'], 'chili con carne', ['es'])).toBeNull();
});

test('a script that two languages have is that of the one that is spoken', async () => {
  expect(await languageUnknownTo(['en'], '猫', ['ja'])).toBe('ja');
  expect(await languageUnknownTo(['en'], '猫', ['zh'])).toBe('zh');
});

test('of what may be English as well, the language that the user speaks decides', async () => {
  expect(await languageUnknownTo(['en'], 'niesendes Baby', ['de'])).toBe('de');
  expect(await languageUnknownTo(['en'], 'niesendes Baby', ['fr'])).toBeNull();
});
