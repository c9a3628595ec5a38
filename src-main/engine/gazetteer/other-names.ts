import { languages } from '../../core/query/languages/index.ts';

/**
 * Names of towns that the list does not have: English ones of what it calls by the local name, and the other way round.
 * `Name in the list|country: further names`. Where the first further name has an `!`, it is the one to show.
 */
const lines = `
  Köln|DE: Cologne!
  Nürnberg|DE: Nuremberg!
  Hannover|DE: Hanover!
  Braunschweig|DE: Brunswick!
  Frankfurt am Main|DE: Frankfurt!
  Munich|DE: München
  Vienna|AT: Wien
  Zürich|CH: Zurich!
  Genève|CH: Geneva!, Genf
  Luzern|CH: Lucerne!
  Bern|CH: Berne
  Basel|CH: Basle
  Antwerpen|BE: Antwerp!
  Brugge|BE: Bruges!
  Gent|BE: Ghent!
  Brussels|BE: Bruxelles, Brüssel
  The Hague|NL: Den Haag
  Strasbourg|FR: Straßburg
  Dunkerque|FR: Dunkirk!
  Rome|IT: Roma
  Milan|IT: Milano, Mailand
  Venice|IT: Venezia, Venedig
  Florence|IT: Firenze, Florenz
  Naples|IT: Napoli, Neapel
  Turin|IT: Torino
  Genoa|IT: Genova, Genua
  Padova|IT: Padua!
  Mantova|IT: Mantua!
  Siracusa|IT: Syracuse
  Livorno|IT: Leghorn
  Sevilla|ES: Seville!
  Zaragoza|ES: Saragossa
  Palma|ES: Palma de Mallorca
  A Coruña|ES: La Coruña, Corunna
  Lisbon|PT: Lisboa, Lissabon
  Porto|PT: Oporto
  Athens|GR: Athina, Athen
  Irákleion|GR: Heraklion!, Iraklio
  Ródos|GR: Rhodes Town!
  Copenhagen|DK: København, Kopenhagen
  Århus|DK: Aarhus!
  Göteborg|SE: Gothenburg!
  Prague|CZ: Praha, Prag
  Pilsen|CZ: Plzeň
  Warsaw|PL: Warszawa, Warschau
  Kraków|PL: Krakow!, Cracow, Krakau
  Gdańsk|PL: Danzig
  Wrocław|PL: Breslau
  Moscow|RU: Moskva, Moskau
  Saint Petersburg|RU: Petersburg, Leningrad
  Kyiv|UA: Kiev, Kiew
  Lviv|UA: Lvov, Lemberg
  Odessa|UA: Odesa
  Bucharest|RO: București
  Belgrade|RS: Beograd
  Istanbul|TR: Constantinople
  Québec|CA: Quebec!, Quebec City
  Montréal|CA: Montreal!
  New York City|US: New York!, NYC
  Los Angeles|US: LA, L.A.
  Las Vegas|US: Vegas
  Washington, D.C.|US: Washington
  Rio de Janeiro|BR: Rio
  Mexico City|MX: Ciudad de México
  Mumbai|IN: Bombay
  Kolkata|IN: Calcutta
  Chennai|IN: Madras
  Bengaluru|IN: Bangalore
  Varanasi|IN: Benares
  Beijing|CN: Peking
  Guangzhou|CN: Canton
  Nara-shi|JP: Nara!
  Ho Chi Minh City|VN: Saigon
  Yangon|MM: Rangoon
  Cairo|EG: Kairo
  Fès|MA: Fez!
  Marrakesh|MA: Marrakech
  Jerusalem|IL: Yerushalayim
  Tel Aviv|IL: Tel Aviv-Yafo
  Cusco|PE: Cuzco
`;

const linePattern = /^\s*(.+)\|(..): (.+)$/u;

export interface OtherNames {
  readonly listed: string;
  readonly country: string;
  readonly names: readonly string[];
  /** Which of them to show instead of the listed one. */
  readonly shown: string | undefined;
}

/** Names that only some languages have, of towns and of islands: they come with the languages. */
export const namesOfLanguages: readonly OtherNames[] = languages
  .flatMap(({ places }) => places.trim().split('\n'))
  .flatMap((line) => {
    const [, listed = '', country = '', list = ''] = linePattern.exec(line) ?? [];
    return listed === '' ? [] : [{ listed, country, names: list.split(', '), shown: undefined }];
  });

export const otherNames: readonly OtherNames[] = lines
  .trim()
  .split('\n')
  .map((line) => {
    const [, listed = '', country = '', list = ''] = linePattern.exec(line) ?? [];
    const names = list.split(', ');
    const [first = ''] = names;
    const shown = first.endsWith('!') ? first.slice(0, -1) : undefined;
    return { listed, country, names: names.map((name) => name.replace('!', '')), shown };
  });

/** Islands that people spend holidays on, as circles: `name|country: latitude longitude radius in km`. */
const islandLines = `
  Mallorca|ES: 39.62 2.98 60
  Menorca|ES: 39.96 4.08 30
  Ibiza|ES: 38.98 1.43 30
  Formentera|ES: 38.69 1.45 15
  Tenerife|ES: 28.27 -16.6 55
  Gran Canaria|ES: 27.95 -15.6 35
  Lanzarote|ES: 29.04 -13.63 40
  Fuerteventura|ES: 28.4 -14 60
  Madeira|PT: 32.75 -17 40
  Sicily|IT: 37.55 14.1 180
  Sardinia|IT: 40.1 9.05 150
  Capri|IT: 40.55 14.24 6
  Elba|IT: 42.78 10.27 20
  Corsica|FR: 42.1 9.1 100
  Crete|GR: 35.24 24.9 140
  Rhodes|GR: 36.2 27.95 50
  Corfu|GR: 39.6 19.85 40
  Santorini|GR: 36.41 25.43 13
  Mykonos|GR: 37.45 25.37 12
  Zakynthos|GR: 37.79 20.79 25
  Naxos|GR: 37.05 25.48 20
  Sylt|DE: 54.9 8.33 22
  Rügen|DE: 54.43 13.43 35
  Skye|GB: 57.3 -6.25 45
  Gotland|SE: 57.5 18.5 75
  Bali|ID: -8.37 115.14 85
  Lombok|ID: -8.58 116.3 50
  Koh Samui|TH: 9.5 100 16
  Phuket|TH: 7.95 98.35 30
  Hawaii|US: 20.6 -157.2 320
  Maui|US: 20.8 -156.33 45
  Oahu|US: 21.46 -157.97 40
  Kauai|US: 22.06 -159.5 32
  Zanzibar|TZ: -6.13 39.36 55
`;

export interface Island {
  readonly name: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusKm: number;
}

export const islands: readonly Island[] = islandLines
  .trim()
  .split('\n')
  .map((line) => {
    const [, name = '', country = '', rest = ''] = /^\s*(.+)\|(..): (.+)$/u.exec(line) ?? [];
    const [latitude = 0, longitude = 0, radiusKm = 0] = rest.split(' ').map(Number);
    return { name, country, latitude, longitude, radiusKm };
  });

/**
 * Regions, of which neither borders nor a middle are known here. Towns somewhere else have their names: by these alone
 * nobody means them. The states of `countries.ts` are regions too.
 */
export const regions: readonly string[] = (
  'Africa|Alps|Andes|Antarctica|Asia|Australasia|Balkans|Caribbean|Europe|Scandinavia|Mediterranean|Patagonia|Siberia|' +
  'Andalusia|Aragon|Bavaria|Bohemia|Brittany|Burgundy|Castile|Catalonia|Champagne|Dalmatia|Dolomites|Flanders|Galicia|' +
  'Lapland|Lombardy|Moravia|Normandy|Piedmont|Provence|Prussia|Pyrenees|Saxony|Silesia|Transylvania|Tuscany|Tyrol|' +
  'Umbria|Wallonia|Westphalia|Cornwall|Devon|Dorset|Essex|Kent|Norfolk|Somerset|Suffolk|Surrey|Sussex|Yorkshire|' +
  'Cotswolds|Highlands|Labrador|Newfoundland|New England|Kashmir|Kerala|Punjab|Rajasthan|Tibet|Amazon|Sahara|Sinai'
).split('|');
