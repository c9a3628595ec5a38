import type { Language } from './language.ts';

export const english: Language = {
  code: 'en',
  months: [
    ...(['january|jan', 'february|feb', 'march', 'april|apr', 'may', 'june', 'july', 'august|aug'] as const),
    ...(['september|sept', 'october|oct', 'november|nov', 'december|dec'] as const),
  ],
  shortMonths: ['', '', 'mar', '', '', 'jun', 'jul', '', 'sep', '', '', ''],
  weekdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'],
  seasons: { spring: 'spring|springtime', summer: 'summer|summertime', autumn: 'autumn|fall', winter: 'winter' },
  holidays: {
    christmas: 'christmas|xmas|christmas time|christmastime',
    'christmas-eve': 'christmas eve',
    'christmas-day': 'christmas day',
    'boxing-day': 'boxing day',
    'new-years-eve': 'new years eve|new year eve|nye',
    'new-years-day': 'new years day|new year day',
    'new-year': 'new year|new years',
    epiphany: 'epiphany',
    easter: 'easter|easter weekend',
    'good-friday': 'good friday',
    'easter-sunday': 'easter sunday',
    'easter-monday': 'easter monday',
    pentecost: 'pentecost|whitsun',
    halloween: 'halloween',
    'valentines-day': 'valentines day|valentines',
    'st-patricks-day': 'st patricks day|saint patricks day',
    thanksgiving: 'thanksgiving|thanksgiving day',
  },
  namesThatAreWords: 'may|march|fall|spring|epiphany|valentines|jan|feb|apr|aug|sept|oct|nov|dec',
  units: {
    day: 'day|days',
    week: 'week|weeks',
    weekend: 'weekend|weekends',
    month: 'month|months',
    year: 'year|years',
  },
  counted:
    'people|persons|men|women|children|kids|animals|birds|cows|sheep|fans|m|metres|meters|metre|meter|km|ft|feet|miles|' +
    'years|days|hours|minutes|dollars|euros|pounds|watts|w|hp|cc|rpm|pixels|px|mm|kg|g|ml|mah|calories|steps|pieces|' +
    'units|words|pages|photos|pictures|degrees|fps|bc|ad|bce|horsepower|islands|lights|candles|books|cars|of',
  numbered:
    'number|no|nr|room|route|highway|interstate|windows|model|series|boeing|airbus|type|class|page|line|peugeot|mazda|' +
    'renault|about|around|over|almost|nearly|than|approximately|roughly|under|some|these|those|a|an',
  today: 'today',
  yesterday: 'yesterday',
  dayBeforeYesterday: 'day before yesterday',
  numbers: ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  one: 'a|an',
  every: 'every|each',
  this: 'this',
  last: 'last|previous',
  lastBehind: '',
  agoBehind: 'ago',
  agoBefore: '',
  articles: 'the',
  indefiniteArticles: 'a|an',
  of: 'of',
  in: 'in',
  on: 'on',
  from: 'from',
  at: 'at|of|over',
  during: 'during',
  since: 'since',
  until: 'until|till',
  before: 'before',
  after: 'after',
  between: 'between',
  and: 'and',
  or: 'or',
  but: 'but',
  to: 'to|until|till|through|thru',
  near: 'near|around',
  otherPrepositions: 'to|towards|from|of|at|by|with|for|like|via|than|about|called|named|vs',
  without: 'without',
  not: 'not|except|except for|excluding|never',
  no: 'no|without',
  any: 'any|a|an|the|my|his|her|their|our|your',
  ends:
    'and|or|but|nor|in|on|at|with|without|near|from|by|to|of|for|into|under|over|behind|above|below|beside|between|around|' +
    'during|while|through|before|after|since|until|inside|outside|that|which|who|is|are|was|were',
  stars: {
    one: 'star',
    many: 'stars',
    atLeast: 'at least',
    orMore: 'or more|or better|or up|or above|and more|and better|and up|and above',
    rated: 'rating|ratings|rated',
    shown: 'with|of|the|has|have|these|those|show|showing',
    where: 'in|on|over|above|around|at|behind|under|of|near|and',
    having: 'hotel|hotels|restaurant|restaurants|resort|resorts|general|admiral|chef',
  },
  onSigns:
    'smoking|parking|entry|exit|trespassing|diving|fishing|swimming|stopping|running|littering|hunting|camping|cycling|' +
    'way|turn|turns|u-turn|u-turns|standing|waiting|loading|vacancy|vacancies|sign|signs|allowed|admittance|access|' +
    'one|body|idea|problem|matter|longer|more|other|doubt',
  photos: 'photo|photos|picture|pictures|image|images|pic|pics|shot|shots',
  empty: 'all|my|our|show|me|find|the',
  unsure: '',
  telling: '',
  inPlace: 'in',
  beforeNames:
    'new|north|south|east|west|northern|southern|eastern|western|central|latin|little|mini|captain|miss|mr|mrs|ms|team|air|' +
    'saint|st|lake|mount|mt|fort|port|cape|bay|gulf|royal|radio|bank|uncle|aunt|made|like|called|named|dr|king|queen',
  afterNames:
    'terrier|terriers|nut|nuts|libre|sandwich|sandwiches|sprout|bull|bulldog|spaniel|retriever|shepherd|hound|cat|cats|dog|dogs|hat|hats|tie|boots|shoes|flag|flags|' +
    'map|jersey|shirt|shirts|dress|team|sauce|sausage|sausages|coffee|tea|bean|beans|style|fashion|fc|united|hilton|wall|' +
    'orange|oranges|roll|rolls|chair|jazz|salad|cheese|onion|chicken|curry|pizza|pasta|steak|beer|wine|whisky|rug|carpet|' +
    'lamp|glass|cabinet|bun|buns|sprouts|waffle|waffles|burger|lover|airlines|airways|bear|pony|horse|duck|goose|monkey',
  people:
    'victoria|charlotte|florence|madison|austin|jackson|lincoln|elizabeth|georgia|jordan|chelsea|eugene|everett|' +
    'warren|irving|irvine|kent|nelson|henderson|hamilton|lafayette|montgomery|preston|bedford|bradford|craig|' +
    'darwin|davie|elgin|garland|livingstone|lowell|mansfield|milton|murphy|nigel|paterson|richardson|robin|' +
    'sutton|taylor|tyler|troy|vaughan|brandon|cary|aurora|diana|olivia|regina|mary|laura|virginia|sofia|vera|' +
    'gary|bryan|carson|allen|clinton|downey|chandler|hayward|fremont|burnaby|markham|barrie|hastings|lancaster|' +
    'beaumont|orlando|israel|norman|adelaide|sidney|alexandria|brent|dudley|hampton|stanley|wayne|lourdes|lorena|' +
    'natalia|catania|beatrice|monroe|hilton|houston',
  // Beside those of `place-words.ts`.
  ordinary:
    'sari|hai|bat|perm|tula|goma|bo|ho|moron|reno|fuji|hitachi|kawasaki|chinatown|koreatown|lakeland|riverside|' +
    'oceanside|lakeside|centennial|independence|providence|clearwater|slough|america|windsor|wellington|okra|' +
    'springfield|columbia|westminster|centurion|edison|elche|norman|cary',
  places: '',
};
