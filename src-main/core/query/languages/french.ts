import type { Language } from './language.ts';

export const french: Language = {
  code: 'fr',
  months: [
    ...(['janvier', 'février', 'mars', 'avril', 'mai', 'juin', 'juillet', 'août'] as const),
    ...(['septembre', 'octobre', 'novembre', 'décembre'] as const),
  ],
  shortMonths: ['janv', 'févr|fév', '', 'avr', '', '', 'juil', '', 'sept', 'oct', 'nov', 'déc'],
  weekdays: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi', 'dimanche'],
  seasons: { spring: 'printemps', summer: 'été', autumn: 'automne', winter: 'hiver' },
  holidays: {
    christmas: 'noël',
    'christmas-eve': 'veille de noël|réveillon de noël|réveillon',
    'christmas-day': 'jour de noël',
    'new-years-eve': 'saint-sylvestre|saint sylvestre|réveillon du nouvel an',
    'new-years-day': "jour de l' an|premier de l' an",
    'new-year': 'nouvel an',
    epiphany: 'épiphanie|jour des rois',
    easter: 'pâques',
    'good-friday': 'vendredi saint',
    'easter-sunday': 'dimanche de pâques',
    'easter-monday': 'lundi de pâques',
    pentecost: 'pentecôte',
    halloween: 'halloween',
    'valentines-day': 'saint-valentin|saint valentin',
  },
  namesThatAreWords: 'mars|mai',
  units: {
    day: 'jour|jours',
    week: 'semaine|semaines',
    weekend: 'week-end|weekend|week-ends',
    month: 'mois',
    year: 'an|ans|année|années',
  },
  counted:
    'personnes|gens|hommes|femmes|enfants|animaux|oiseaux|vaches|moutons|m|mètres|km|kilomètres|ans|jours|heures|' +
    'minutes|euros|francs|watts|pixels|grammes|litres|calories|pas|pièces|pages|photos|images|degrés|bougies',
  numbered: 'numéro|no|chambre|page|plus|presque|environ|que|un|une',
  today: 'aujourdhui',
  yesterday: 'hier',
  dayBeforeYesterday: 'avant-hier|avant hier',
  numbers: ['une', 'deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze'],
  one: 'un|une',
  every: 'chaque|tous les|toutes les',
  this: 'ce|cet|cette',
  last: 'derniers|dernières|dernier|dernière',
  lastBehind: 'dernier|dernière|derniers|dernières|passé|passée|passés|passées',
  agoBehind: '',
  agoBefore: 'il y a',
  articles: "le|la|les|l'",
  indefiniteArticles: 'un|une',
  of: "de|du|des|d'|de l'|de la",
  in: 'en|au|aux|à|dans',
  on: 'le',
  from: "de|du|des|d'",
  at: 'à',
  during: 'pendant|durant',
  since: 'depuis|à partir de|dès',
  until: 'jusquà|jusquen|jusquau',
  before: 'avant',
  after: 'après',
  between: 'entre',
  and: 'et',
  or: 'ou',
  but: 'mais',
  to: 'à|jusquà|au',
  near: "près de|près d'|autour de|autour d'|aux environs de|à côté de",
  otherPrepositions: "vers|pour|de|du|des|d'|avec|par|comme",
  without: 'sans',
  not: 'pas|sauf|excepté|hormis|jamais',
  no: "pas de|pas d'|sans",
  any: "un|une|le|la|les|l'|aucun|aucune|des",
  ends:
    "et|ou|mais|ni|en|dans|sur|sous|avec|sans|près|de|du|des|d'|à|au|aux|pour|par|vers|derrière|devant|entre|pendant|avant|" +
    'après|depuis|qui|que|est|sont|était',
  stars: {
    one: 'étoile',
    many: 'étoiles',
    atLeast: 'au moins|au minimum|minimum|à partir de|dès',
    orMore: 'ou plus|ou mieux|et plus|et mieux|au moins|minimum|au minimum',
    rated: 'note|notes|noté|notée|notés|notées|évaluation|évaluations',
    shown: "avec|de|d'|des|les|ces|ont|montre|montrant",
    where: 'dans|sur|au|à|autour|derrière|sous|de|du|près|et',
    having: 'hôtel|hôtels|restaurant|restaurants|général|chef',
  },
  onSigns: 'porte|problème|panneau|parking|stationnement|publicité|souci',
  photos: 'photo|photos|image|images|cliché|clichés|photographies',
  empty: "toutes|tous|mes|nos|montre|moi|trouve|les|le|la|de|du|des|d'|l'",
  unsure: 'hier|pour|sur|par|sous|note|notes',
  telling:
    "le|la|les|l'|d'|du|des|dans|avec|une|et|aux|chien|plage|enfant|enfants|gens|personnes|personne|" +
    'maison|arbre|montagne|forêt|voiture|neige|été|hiver|soir|matin|dernier|dernière|étoiles',
  inPlace: 'en|au|aux|à',
  beforeNames: 'nouveau|nouvelle|nord|sud|est|ouest|petite|petit|saint|sainte|lac|mont|monsieur|madame|oncle|tante',
  afterNames: 'drapeau|carte|maillot|chapeau|robe|chemise|chat|chien|bière|vin|fromage|salade|saucisse',
  people: 'dominique|maurice|florence|nancy|lourdes|charlotte|victoria|laval',
  ordinary: 'nice|tours|lens|sale|angers|cannes|mans|sucre|saintes|vannes|roses|chas|gray|sens|carrefour|orange|timon',
  places: `
    London|GB: Londres
    Edinburgh|GB: Édimbourg
    Lisbon|PT: Lisbonne
    Vienna|AT: Vienne
    Munich|DE: Munich
    Köln|DE: Cologne
    Hamburg|DE: Hambourg
    Frankfurt am Main|DE: Francfort
    Nürnberg|DE: Nuremberg
    Dresden|DE: Dresde
    Brussels|BE: Bruxelles
    Antwerpen|BE: Anvers
    Gent|BE: Gand
    The Hague|NL: La Haye
    Venice|IT: Venise
    Genoa|IT: Gênes
    Padova|IT: Padoue
    Sevilla|ES: Séville
    Barcelona|ES: Barcelone
    Zaragoza|ES: Saragosse
    Valencia|ES: Valence
    Córdoba|ES: Cordoue
    Athens|GR: Athènes
    Thessaloníki|GR: Thessalonique
    Copenhagen|DK: Copenhague
    Warsaw|PL: Varsovie
    Kraków|PL: Cracovie
    Moscow|RU: Moscou
    Saint Petersburg|RU: Saint-Pétersbourg
    Bucharest|RO: Bucarest
    Tbilisi|GE: Tbilissi
    Jerusalem|IL: Jérusalem
    Damascus|SY: Damas
    Beirut|LB: Beyrouth
    Cairo|EG: Le Caire
    Alexandria|EG: Alexandrie
    Algiers|DZ: Alger
    Tangier|MA: Tanger
    Beijing|CN: Pékin
    New Orleans|US: La Nouvelle-Orléans, Nouvelle-Orléans
    Philadelphia|US: Philadelphie
    Havana|CU: La Havane
    Crete|GR: Crète
    Corfu|GR: Corfou
    Sicily|IT: Sicile
    Sardinia|IT: Sardaigne
    Corsica|FR: Corse
    Mallorca|ES: Majorque
    Menorca|ES: Minorque
    Madeira|PT: Madère
    Santorini|GR: Santorin
  `,
};
