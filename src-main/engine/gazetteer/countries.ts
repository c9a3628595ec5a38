import { languages } from '../../core/query/languages/index.ts';
import { placeKey } from './place-key.ts';

/** Names as people use them, where those of `Intl` are stiff. */
const plainNames: Readonly<Record<string, string>> = {
  HK: 'Hong Kong',
  MO: 'Macau',
  MM: 'Myanmar',
  PS: 'Palestine',
};

/** Further names of countries. */
const otherNames: Readonly<Record<string, readonly string[]>> = {
  US: [
    'Vereinigten Staaten',
    'EE. UU.',
    'EEUU',
    'Estados Unidos de América',
    'USA',
    'U.S.A.',
    'US',
    'America',
    'United States of America',
    'The States',
  ],
  GB: ['UK', 'Great Britain', 'Britain'],
  AE: ['UAE', 'Emirates'],
  CZ: ['Czech Republic', 'Tschechische Republik', 'République tchèque', 'República Checa'],
  NL: ['Niederlanden', 'Holland', 'The Netherlands'],
  TR: ['Turkey'],
  MM: ['Burma'],
  CI: ['Ivory Coast'],
  CV: ['Cabo Verde'],
  CD: ['Democratic Republic of the Congo', 'DR Congo', 'DRC'],
  CG: ['Republic of the Congo', 'Congo'],
  MK: ['Macedonia'],
  SZ: ['Swaziland'],
  TL: ['East Timor'],
  BA: ['Bosnia'],
  KR: ['Korea'],
  VA: ['Vatican', 'The Vatican'],
  SY: ['Syrian Arab Republic'],
  RU: ['Russian Federation'],
};

/** Languages in which people and programs write names of countries, as far as their letters go. */
const writtenIn = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'sv', 'da', 'nb', 'fi', 'pl', 'cs', 'hu', 'tr'];

/** All names of a country that are known, in several languages, with its codes. @param code ISO 3166-1 alpha-2. */
export function namesOfCountry(code: string): string[] {
  const byLanguage = writtenIn.map(
    (language) => new Intl.DisplayNames([language], { type: 'region' }).of(code) ?? code,
  );
  const plain = plainNames[code];
  return [...new Set([code, ...(plain === undefined ? [] : [plain]), ...byLanguage, ...(otherNames[code] ?? [])])];
}

/** Names of countries, in English and in the languages of queries, and of the states that tell towns of one name apart. */
export class Countries {
  readonly #names = new Map<string, string>();
  readonly #codes = new Map<string, string>();
  readonly #allNames = new Map<string, string[]>();

  /** @param codes ISO 3166-1 alpha-2 of all countries there are. */
  constructor(codes: Iterable<string>) {
    const english = new Intl.DisplayNames(['en'], { type: 'region' });
    for (const code of codes) {
      const official = english.of(code) ?? code;
      const name = (plainNames[code] ?? official).replaceAll('’', "'");
      this.#names.set(code, name);
      const known = [name, official, ...(otherNames[code] ?? [])];
      for (const each of known) this.#codes.set(placeKey(each), code);
      this.#allNames.set(code, known);
    }
    this.#addNamesOfLanguages();
  }

  /** A name goes to the country that English knows by it, then to that of the first language that does. */
  #addNamesOfLanguages(): void {
    for (const language of languages) {
      const names = new Intl.DisplayNames([language.code], { type: 'region' });
      for (const [code, known] of this.#allNames) {
        const name = names.of(code)?.replaceAll('’', "'") ?? code;
        const key = placeKey(name);
        if (this.#codes.get(key) === undefined) this.#codes.set(key, code);
        if (this.#codes.get(key) === code && !known.includes(name)) known.push(name);
      }
    }
  }

  /** What a country is called in any language. */
  namesOf(code: string): readonly string[] {
    return this.#allNames.get(code) ?? [];
  }

  /** Name of a country: its code where it has none. */
  name(code: string): string {
    return this.#names.get(code) ?? code;
  }

  /** Find a country's code by one of its names. */
  byName(name: string): string | undefined {
    const key = placeKey(name);
    return this.#codes.get(key) ?? this.#codes.get(key.replace(/^the /u, ''));
  }
}

type States = Readonly<Record<string, readonly [name: string, short: string]>>;

/** States by the codes that the list of towns has for them. Others are rarely named behind a town. */
const states: Readonly<Record<string, States>> = {
  US: Object.fromEntries(
    (
      'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|' +
      'DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|' +
      'KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|' +
      'MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|' +
      'NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|RI Rhode Island|' +
      'SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|' +
      'WV West Virginia|WI Wisconsin|WY Wyoming'
    )
      .split('|')
      .map((state) => [state.slice(0, 2), [state.slice(3), state.slice(0, 2)] as const]),
  ),
  CA: {
    '01': ['Alberta', 'AB'],
    '02': ['British Columbia', 'BC'],
    '03': ['Manitoba', 'MB'],
    '04': ['New Brunswick', 'NB'],
    '05': ['Newfoundland and Labrador', 'NL'],
    '07': ['Nova Scotia', 'NS'],
    '08': ['Ontario', 'ON'],
    '09': ['Prince Edward Island', 'PE'],
    '10': ['Quebec', 'QC'],
    '11': ['Saskatchewan', 'SK'],
    '12': ['Yukon', 'YT'],
    '13': ['Northwest Territories', 'NT'],
    '14': ['Nunavut', 'NU'],
  },
  AU: {
    '01': ['Australian Capital Territory', 'ACT'],
    '02': ['New South Wales', 'NSW'],
    '03': ['Northern Territory', 'NT'],
    '04': ['Queensland', 'QLD'],
    '05': ['South Australia', 'SA'],
    '06': ['Tasmania', 'TAS'],
    '07': ['Victoria', 'VIC'],
    '08': ['Western Australia', 'WA'],
  },
  GB: { ENG: ['England', 'ENG'], SCT: ['Scotland', 'SCT'], WLS: ['Wales', 'WLS'], NIR: ['Northern Ireland', 'NIR'] },
};

/** Name of the state of a town; undefined where states are not told apart. */
export function stateName(country: string, adminCode: string): string | undefined {
  return states[country]?.[adminCode]?.[0];
}

/** Is this the state of a town, by its name, or by its short one in capitals: "IN" is Indiana, and "in" is not? */
export function isState(country: string, adminCode: string, name: string): boolean {
  const state = states[country]?.[adminCode];
  return state !== undefined && (placeKey(state[0]) === placeKey(name) || state[1] === name.replaceAll('.', ''));
}

/** Names of all those states: by themselves they are no towns. */
export function stateNames(): string[] {
  return Object.values(states).flatMap((ofCountry) => Object.values(ofCountry).map(([name]) => name));
}
