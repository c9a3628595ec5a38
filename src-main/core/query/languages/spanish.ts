import type { Language } from './language.ts';

export const spanish: Language = {
  code: 'es',
  months: [
    ...(['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto'] as const),
    ...(['septiembre|setiembre', 'octubre', 'noviembre', 'diciembre'] as const),
  ],
  shortMonths: ['ene', 'feb', '', 'abr', '', 'jun', 'jul', '', 'sept', 'oct', 'nov', 'dic'],
  weekdays: ['lunes', 'martes', 'miércoles', 'jueves', 'viernes', 'sábado', 'domingo'],
  seasons: { spring: 'primavera', summer: 'verano', autumn: 'otoño', winter: 'invierno' },
  holidays: {
    christmas: 'navidad|navidades',
    'christmas-eve': 'nochebuena',
    'christmas-day': 'día de navidad',
    'new-years-eve': 'nochevieja|fin de año',
    'new-years-day': 'día de año nuevo',
    'new-year': 'año nuevo',
    epiphany: 'día de reyes|epifanía',
    easter: 'pascua|pascuas',
    'good-friday': 'viernes santo',
    'easter-sunday': 'domingo de pascua|domingo de resurrección',
    'easter-monday': 'lunes de pascua',
    pentecost: 'pentecostés',
    halloween: 'halloween',
    'valentines-day': 'san valentín|día de san valentín',
  },
  namesThatAreWords: 'mayo|domingo',
  units: {
    day: 'día|días',
    week: 'semana|semanas',
    weekend: 'fin de semana|fines de semana|finde',
    month: 'mes|meses',
    year: 'año|años',
  },
  counted:
    'personas|gente|hombres|mujeres|niños|animales|pájaros|vacas|ovejas|m|metros|km|kilómetros|años|días|horas|' +
    'minutos|euros|pesos|pesetas|vatios|píxeles|gramos|litros|calorías|pasos|piezas|páginas|fotos|imágenes|grados|velas',
  numbered: 'número|habitación|página|casi|unos|unas|que|un|una',
  today: 'hoy',
  yesterday: 'ayer',
  dayBeforeYesterday: 'anteayer|antes de ayer',
  numbers: ['uno', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez', 'once', 'doce'],
  one: 'un|una',
  every: 'cada|todos los|todas las',
  this: 'este|esta',
  last: 'último|última|últimos|últimas',
  lastBehind: 'pasado|pasada|pasados|pasadas|anterior',
  agoBehind: '',
  agoBefore: 'hace',
  articles: 'el|la|los|las',
  indefiniteArticles: 'un|una',
  of: 'de|del|de la',
  in: 'en',
  on: 'el',
  from: 'de|del',
  at: 'en',
  during: 'durante',
  since: 'desde|a partir de',
  until: 'hasta',
  before: 'antes de|antes del',
  after: 'después de|después del|tras',
  between: 'entre',
  and: 'y|e',
  or: 'o|u|ni',
  but: 'pero',
  to: 'a|al|hasta',
  near: 'cerca de|cerca del|alrededor de',
  otherPrepositions: 'hacia|para|de|del|con|por|como',
  without: 'sin',
  not: 'excepto|salvo|nunca',
  no: 'sin|no',
  any: 'un|una|el|la|los|las|ningún|ninguna',
  ends:
    'y|e|o|u|ni|pero|en|sobre|bajo|con|sin|cerca|de|del|al|para|por|hacia|detrás|delante|entre|durante|antes|después|' +
    'desde|hasta|que|es|son|era',
  stars: {
    one: 'estrella',
    many: 'estrellas',
    atLeast: 'al menos|por lo menos|como mínimo|mínimo|a partir de|desde',
    orMore: 'o más|o mejor|y más|y mejor|como mínimo|al menos|mínimo',
    rated:
      'valoración|valoraciones|valorada|valoradas|valorado|valorados|calificación|calificaciones|calificada|calificadas|' +
      'puntuación|puntuaciones',
    shown: 'con|de|las|los|estas|esas|tiene|tienen|muestra',
    where: 'en|sobre|encima|alrededor|detrás|bajo|de|del|cerca|y',
    having: 'hotel|hoteles|restaurante|restaurantes|general|chef',
  },
  onSigns: 'fumar|aparcar|estacionar|pasar|entrar|tocar|pisar|molestar|hay|es|se|está|son|señal|cartel|problema',
  photos: 'foto|fotos|imagen|imágenes|fotografía|fotografías',
  empty: 'todas|todos|mis|nuestras|muéstrame|muestra|busca|las|los|el|la|de|del',
  unsure: 'sin|no|son|era|dos',
  telling:
    'el|la|los|las|con|del|una|uno|gente|personas|persona|nadie|playa|perro|perros|gato|gatos|niño|niños|niña|coche|coches|' +
    'casa|árbol|árboles|montaña|bosque|nieve|texto|gafas|sombrero|ciudad|calle|fotos|luz|ropa|animales|flores|verano',
  inPlace: 'en',
  beforeNames: 'nuevo|nueva|norte|sur|este|oeste|san|santa|lago|monte|señor|señora|tío|tía|doña|don',
  afterNames: 'bandera|mapa|camiseta|sombrero|vestido|gato|perro|cerveza|vino|queso|ensalada',
  people:
    'salvador|rosario|pilar|santos|guadalupe|mercedes|soledad|concepción|dolores|carolina|florencia|juárez|pereira|merlo|' +
    'mendoza|belgrano|zamora|trujillo|medina|escobar|florida|alba|gracia|modesto|armenia|morelia|lorca|jalapa|valentina',
  ordinary:
    'león|leon|como|palma|manta|natal|sal|barra|serra|cerro|milagro|cuenca|parla|bella|bello|panda|banda|mesa|' +
    'loma|dorado|nevada|montaña|playa|mar|sol|cruz|palmas|esmeraldas|posadas|fortaleza|bata|fresno|amarillo|' +
    'pasto|barras|delicias|retiro|miramar|buenavista|concordia|nogales|libertad|resistencia|tanga|lira|cabo|goma|' +
    'puno',
  places: `
    London|GB: Londres
    Edinburgh|GB: Edimburgo
    Lisbon|PT: Lisboa
    Vienna|AT: Viena
    Munich|DE: Múnich
    Köln|DE: Colonia
    Hamburg|DE: Hamburgo
    Frankfurt am Main|DE: Fráncfort
    Nürnberg|DE: Núremberg
    Paris|FR: París
    Marseille|FR: Marsella
    Bordeaux|FR: Burdeos
    Nice|FR: Niza
    Strasbourg|FR: Estrasburgo
    Brussels|BE: Bruselas
    Antwerpen|BE: Amberes
    Gent|BE: Gante
    Brugge|BE: Brujas
    The Hague|NL: La Haya
    Milan|IT: Milán
    Venice|IT: Venecia
    Florence|IT: Florencia
    Naples|IT: Nápoles
    Genoa|IT: Génova
    Padova|IT: Padua
    Zürich|CH: Zúrich
    Genève|CH: Ginebra
    Basel|CH: Basilea
    Athens|GR: Atenas
    Thessaloníki|GR: Salónica
    Copenhagen|DK: Copenhague
    Stockholm|SE: Estocolmo
    Göteborg|SE: Gotemburgo
    Prague|CZ: Praga
    Warsaw|PL: Varsovia
    Kraków|PL: Cracovia
    Moscow|RU: Moscú
    Saint Petersburg|RU: San Petersburgo
    Belgrade|RS: Belgrado
    Bucharest|RO: Bucarest
    Istanbul|TR: Estambul
    Jerusalem|IL: Jerusalén
    Damascus|SY: Damasco
    Cairo|EG: El Cairo
    Alexandria|EG: Alejandría
    Algiers|DZ: Argel
    Tangier|MA: Tánger
    Fès|MA: Fez
    Tokyo|JP: Tokio
    Beijing|CN: Pekín
    Shanghai|CN: Shanghái
    Seoul|KR: Seúl
    New York City|US: Nueva York
    New Orleans|US: Nueva Orleans
    Philadelphia|US: Filadelfia
    Havana|CU: La Habana
    Crete|GR: Creta
    Rhodes|GR: Rodas
    Corfu|GR: Corfú
    Sicily|IT: Sicilia
    Sardinia|IT: Cerdeña
    Corsica|FR: Córcega
    Santorini|GR: Santorín
  `,
};
