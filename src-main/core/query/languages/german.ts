import type { Language } from './language.ts';

export const german: Language = {
  code: 'de',
  months: [
    ...(['januar|jänner', 'februar|feber', 'märz', 'april', 'mai', 'juni', 'juli', 'august'] as const),
    ...(['september', 'oktober', 'november', 'dezember'] as const),
  ],
  shortMonths: ['jan', 'feb', 'mär', 'apr', '', 'jun', 'jul', 'aug', 'sep|sept', 'okt', 'nov', 'dez'],
  weekdays: ['montag', 'dienstag', 'mittwoch', 'donnerstag', 'freitag', 'samstag|sonnabend', 'sonntag'],
  seasons: {
    spring: 'frühling|frühjahr',
    summer: 'sommer',
    autumn: 'herbst',
    winter: 'winter',
  },
  holidays: {
    christmas: 'weihnachten|weihnacht',
    'christmas-eve': 'heiligabend|heiliger abend|weihnachtsabend',
    'christmas-day': 'erster weihnachtstag|weihnachtstag',
    'boxing-day': 'zweiter weihnachtstag',
    'new-years-eve': 'silvester',
    'new-years-day': 'neujahr|neujahrstag',
    epiphany: 'dreikönigstag|heilige drei könige',
    easter: 'ostern',
    'good-friday': 'karfreitag',
    'easter-sunday': 'ostersonntag',
    'easter-monday': 'ostermontag',
    pentecost: 'pfingsten',
    halloween: 'halloween',
    'valentines-day': 'valentinstag',
  },
  namesThatAreWords: 'mai',
  units: {
    day: 'tag|tage|tagen',
    week: 'woche|wochen',
    weekend: 'wochenende|wochenenden',
    month: 'monat|monate|monaten|monats',
    year: 'jahr|jahre|jahren|jahres',
  },
  counted:
    'menschen|leute|personen|kinder|männer|frauen|tiere|vögel|kühe|schafe|m|meter|km|kilometer|jahre|tage|stunden|' +
    'minuten|euro|mark|watt|ps|pixel|gramm|liter|kalorien|schritte|stück|seiten|fotos|bilder|grad|kerzen|lichter',
  numbered: 'nummer|nr|zimmer|raum|seite|über|fast|rund|etwa|ungefähr|circa|ca|als|unter|ein|eine',
  today: 'heute',
  yesterday: 'gestern',
  dayBeforeYesterday: 'vorgestern',
  numbers: ['eins', 'zwei', 'drei', 'vier', 'fünf', 'sechs', 'sieben', 'acht', 'neun', 'zehn', 'elf', 'zwölf'],
  one: 'einem|einer|ein|eine',
  every: 'jeder|jeden|jede|jedes|jedem',
  this: 'dieser|diesen|diesem|diese|dieses|diesjähriger|diesjährige',
  last:
    'letzter|letzten|letztem|letzte|letztes|voriger|vorigen|vorigem|vorige|voriges|' +
    'vergangener|vergangenen|vergangenem|vergangene|vergangenes',
  lastBehind: '',
  agoBehind: '',
  agoBefore: 'vor',
  articles: 'der|die|das|den|dem|des',
  indefiniteArticles: 'ein|eine|einen|einem|einer|eines',
  of: 'von|vom|des',
  in: 'in|im',
  on: 'am|an',
  from: 'aus|von|vom',
  at: 'zu|um',
  during: 'während',
  since: 'seit|ab',
  until: 'bis|bis zu|bis zum',
  before: 'vor',
  after: 'nach',
  between: 'zwischen',
  and: 'und',
  or: 'oder',
  but: 'aber',
  to: 'bis',
  near: 'bei|nahe|um|rund um|in der nähe von|nähe',
  otherPrepositions: 'nach|zu|zum|zur|von|aus|mit|für|über|als|namens',
  without: 'ohne',
  not: 'nicht|außer|nie|niemals',
  no: 'keine|kein|keinen|ohne',
  any: 'ein|eine|einen|den|die|das|der|irgendwelche|irgendeinen|jegliche',
  ends:
    'und|oder|aber|noch|in|im|am|an|auf|mit|ohne|bei|von|vom|aus|zu|zum|zur|für|unter|über|hinter|neben|zwischen|um|' +
    'während|durch|vor|nach|seit|bis|der|die|das|ist|sind|war|waren|nahe',
  stars: {
    one: 'stern',
    many: 'sterne|sternen',
    atLeast: 'mindestens|wenigstens|ab',
    orMore: 'oder mehr|oder besser|und mehr|und besser|aufwärts',
    rated: 'bewertung|bewertungen|wertung|bewertet|bewertete|bewerteten',
    shown: 'mit|von|der|die|den|das|hat|haben|diese|zeigt|zeigen',
    where: 'in|im|am|an|auf|über|um|hinter|unter|neben|von|bei|und',
    having: 'hotel|hotels|restaurant|restaurants|general|koch|küche',
  },
  onSigns: 'zutritt|durchgang|durchfahrt|einfahrt|ausfahrt|werbung|ahnung|problem|einer|parkplatz|schild|schilder|mehr',
  photos: 'foto|fotos|bild|bilder|bildern|aufnahme|aufnahmen|photo|photos',
  empty: 'alle|meine|unsere|zeig|zeige|mir|finde|die|der|das|von|vom|aus',
  unsure: 'die|an|des|noch|war',
  telling:
    'und|mit|der|das|dem|im|auf|ist|ein|eine|einem|einer|von|vom|zum|zur|bild|bilder|fotos|hund|katze|kinder|' +
    'strand|menschen|leute|frau|mann|haus|baum|berg|berge|wald|schnee|sommer|herbst|frühling|letzten|letztes|letzte',
  inPlace: 'in',
  beforeNames: 'neu|nord|süd|ost|west|klein|bad|sankt|herr|frau|onkel|tante|oma|opa',
  afterNames: 'flagge|fahne|karte|trikot|mauer|hut|kleid|hemd|katze|hund|terrier|bier|wein|käse|salat|wurst|würstchen',
  people: 'hagen|leon|sofia|viktoria|florian|konstanz',
  ordinary:
    'halle|siegen|essen|worms|island|bergen|bad|hai|rot|see|wald|leer|lira|most|rand|sand|sari|dom|marl|erde|' +
    'haar|brand|baden|malmen|norden|senden|laufen|weiden|leben|regen|buchen|wolken|gold|hund|kind|garten',
  places: `
    Brussels|BE: Brüssel
    Milan|IT: Mailand
    Venice|IT: Venedig
    Turin|IT: Turin
    Nice|FR: Nizza
    Lyon|FR: Lyon
    Dunkerque|FR: Dünkirchen
    Tokyo|JP: Tokio
    Havana|CU: Havanna
    Damascus|SY: Damaskus
    Algiers|DZ: Algier
    Tallinn|EE: Reval
    Bratislava|SK: Pressburg
    Ljubljana|SI: Laibach
    Zagreb|HR: Agram
    Thessaloníki|GR: Saloniki
    Siracusa|IT: Syrakus
    Tripoli|LY: Tripolis
    Crete|GR: Kreta
    Rhodes|GR: Rhodos
    Corfu|GR: Korfu
    Sicily|IT: Sizilien
    Sardinia|IT: Sardinien
    Corsica|FR: Korsika
    Tenerife|ES: Teneriffa
    Zanzibar|TZ: Sansibar
    Santorini|GR: Santorin
    Mallorca|ES: Malle
  `,
};
