/*
 * Draws models/agreement/*.png, the pictures by which the towers of a pack without golden vectors are compared: note
 * _Agreement_ in src-main/core/pack/agreement.ts. `node scripts/agreement-pictures.ts`; the result is in the repository.
 *
 * Every picture is a plain thing that nothing else among them looks like, drawn with light and shadow rather than as a
 * sign, since most models have seen more photos than drawings.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';

const side = 256;
const out = process.argv[2] ?? join(import.meta.dirname, '..', 'models', 'agreement');

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** The same number between 0 and 1 for the same `seed`, without any order. */
function scattered(seed: number): number {
  const value = Math.sin(seed * 127.1 + 311.7) * 43_758.545_3;
  return value - Math.floor(value);
}

function stops(...colours: readonly string[]): string {
  return colours.map((colour, i) => `<stop offset="${i / (colours.length - 1)}" stop-color="${colour}"/>`).join('');
}

function down(id: string, ...colours: readonly string[]): string {
  return `<linearGradient id="${id}" x1="0" y1="0" x2="0" y2="1">${stops(...colours)}</linearGradient>`;
}

/** Light from the upper left on something round. */
function ball(id: string, ...colours: readonly string[]): string {
  return `<radialGradient id="${id}" cx="0.35" cy="0.3" r="0.8">${stops(...colours)}</radialGradient>`;
}

const rect = (fill: string, x: number, y: number, width: number, height: number, more = ''): string =>
  `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${fill}" ${more}/>`;
const circle = (fill: string, x: number, y: number, r: number, more = ''): string =>
  `<circle cx="${x}" cy="${y}" r="${r}" fill="${fill}" ${more}/>`;
const path = (fill: string, d: string, more = ''): string => `<path d="${d}" fill="${fill}" ${more}/>`;
const whole = (fill: string): string => rect(fill, 0, 0, side, side);

function sunset(): string {
  const glitter = range(40).map((i) => {
    const y = 172 + i * 2.1;
    const width = 10 + scattered(i) * (20 + i);
    return rect('#ffd98a', 128 - width / 2 + (scattered(i + 50) - 0.5) * 26, y, width, 1.6, 'opacity="0.75"');
  });
  return `<defs>${down('sky', '#3b2a63', '#a8446a', '#f4803c', '#ffd36b')}${down('sea', '#d9772f', '#6a3152', '#1d1838')}</defs>
    ${whole('url(#sky)')}${circle('#fff1b8', 128, 158, 30)}${rect('url(#sea)', 0, 168, side, 88)}${glitter.join('')}
    ${range(4)
      .map((i) =>
        path('#2a1c38', `M${30 + i * 22} ${50 + (i % 2) * 14} q6 -8 12 0 q6 -8 12 0 q-6 -4 -12 3 q-6 -7 -12 -3z`),
      )
      .join('')}`;
}

function football(): string {
  const pentagon = (x: number, y: number, r: number, turn: number): string =>
    path(
      '#161616',
      `${range(5)
        .map((i) => {
          const angle = turn + (i * 2 * Math.PI) / 5;
          return `${i === 0 ? 'M' : 'L'}${x + r * Math.sin(angle)} ${y - r * Math.cos(angle)}`;
        })
        .join('')}z`,
    );
  const seams = range(5).map((i) => {
    const angle = (i * 2 * Math.PI) / 5;
    const at = (r: number, turn = 0): string =>
      `${128 + r * Math.sin(angle + turn)} ${118 - r * Math.cos(angle + turn)}`;
    return `<path d="M${at(27)}L${at(50)}L${at(62, 0.42)}M${at(50)}L${at(62, -0.42)}" stroke="#333" stroke-width="2" fill="none"/>`;
  });
  const outer = range(5).map((i) => {
    const angle = ((i + 0.5) * 2 * Math.PI) / 5;
    return pentagon(128 + 74 * Math.sin(angle), 118 - 74 * Math.cos(angle), 22, angle);
  });
  const grass = range(260).map((i) => {
    const [x, y] = [scattered(i) * side, 170 + scattered(i + 999) * 86];
    return `<path d="M${x} ${y}l${(scattered(i + 5) - 0.5) * 6} -9" stroke="${i % 2 === 0 ? '#2f7d2c' : '#57a945'}" stroke-width="2"/>`;
  });
  return `<defs>${down('sky', '#9cc9ee', '#e3f1fa')}${ball('ball', '#ffffff', '#f2f2f2', '#a8a8a8')}<clipPath id="c">${circle('#000', 128, 118, 84)}</clipPath></defs>
    ${whole('url(#sky)')}${rect('#3f9338', 0, 160, side, 96)}${grass.join('')}<ellipse cx="136" cy="204" rx="76" ry="12" fill="#1d4d1b" opacity="0.6"/>
    ${circle('url(#ball)', 128, 118, 84)}<g clip-path="url(#c)">${pentagon(128, 118, 27, 0)}${seams.join('')}${outer.join('')}</g>`;
}

function clock(): string {
  const marks = range(60).map((i) => {
    const angle = (i * Math.PI) / 30;
    const inner = i % 5 === 0 ? 78 : 86;
    const at = (r: number): string => `${128 + r * Math.sin(angle)} ${128 - r * Math.cos(angle)}`;
    return `<path d="M${at(inner)}L${at(92)}" stroke="#1b1b1b" stroke-width="${i % 5 === 0 ? 5 : 1.6}"/>`;
  });
  return `<defs>${down('wall', '#cdbfa6', '#b6a588')}${ball('face', '#ffffff', '#f6f3ea', '#d9d4c4')}${down('rim', '#777', '#222')}</defs>
    ${whole('url(#wall)')}${circle('#000', 134, 138, 108, 'opacity="0.25"')}${circle('url(#rim)', 128, 128, 108)}${circle('url(#face)', 128, 128, 98)}${marks.join('')}
    <path d="M128 128L84 100" stroke="#111" stroke-width="8" stroke-linecap="round"/><path d="M128 128L158 62" stroke="#111" stroke-width="5" stroke-linecap="round"/>
    <path d="M128 140L120 204" stroke="#c22" stroke-width="2"/>${circle('#111', 128, 128, 7)}`;
}

function banana(): string {
  return `<defs>${down('peel', '#ffe45c', '#f5c518', '#c98f12')}${down('table', '#e9e4da', '#cfc8ba')}</defs>${whole('url(#table)')}
    <ellipse cx="132" cy="206" rx="88" ry="14" fill="#8c8577" opacity="0.5"/>
    ${path('url(#peel)', 'M44 74C40 150 96 214 190 200C214 196 226 184 230 172C226 168 220 168 214 170C140 184 92 132 74 70C66 58 50 60 44 74z')}
    ${path('none', 'M58 74C66 142 120 196 210 184', 'stroke="#b9860f" stroke-width="3"')}
    ${path('#5a3d12', 'M44 74C46 60 66 56 74 70C70 60 66 46 64 40L50 42C50 54 46 62 44 74z')}${path('#3d2a10', 'M228 170l8 4l-4 8l-8 -4z')}`;
}

function trafficLight(): string {
  const lamp = (y: number, id: string): string =>
    `${circle('#0c0c0c', 128, y, 31)}${circle(`url(#${id})`, 128, y, 26)}`;
  return `<defs>${down('sky', '#a9c9e6', '#dfeaf3')}${down('case', '#3a3d40', '#1a1c1e')}${ball('r', '#ffd0c0', '#ff2a1a', '#b80d05')}${ball('y', '#6a5a1c', '#4a3f12', '#2b250a')}${ball('g', '#1d5a34', '#123d22', '#0a2414')}</defs>
    ${whole('url(#sky)')}${rect('#55595c', 120, 222, 16, 40)}${rect('url(#case)', 84, 14, 88, 216, 'rx="16"')}${circle('#ff5a48', 128, 54, 44, 'opacity="0.3"')}${lamp(54, 'r')}${lamp(122, 'y')}${lamp(190, 'g')}`;
}

function daisy(): string {
  const petals = range(16).map(
    (i) =>
      `<ellipse cx="128" cy="62" rx="15" ry="46" fill="url(#petal)" stroke="#c9c9c9" transform="rotate(${i * 22.5} 128 124)"/>`,
  );
  const dots = range(90).map((i) =>
    circle(
      i % 2 === 0 ? '#d99a0c' : '#f7cf3a',
      128 + Math.sqrt(scattered(i)) * 28 * Math.cos(i * 2.4),
      124 + Math.sqrt(scattered(i)) * 28 * Math.sin(i * 2.4),
      2.6,
    ),
  );
  return `<defs>${down('green', '#5a9a48', '#2a5a26')}${down('petal', '#ffffff', '#e9ecf2')}</defs>${whole('url(#green)')}
    ${range(60)
      .map(
        (i) =>
          `<path d="M${scattered(i) * 256} 256q${(scattered(i + 4) - 0.5) * 60} -90 ${(scattered(i + 8) - 0.5) * 80} -${120 + scattered(i) * 90}" stroke="${i % 2 === 0 ? '#3f7a34' : '#1f4a1e'}" stroke-width="4" fill="none"/>`,
      )
      .join('')}
    <path d="M128 150Q120 210 132 256" stroke="#3c7a2c" stroke-width="8" fill="none"/>${petals.join('')}${circle('#e8b21a', 128, 124, 32)}${dots.join('')}`;
}

function umbrella(): string {
  const ribs = [36, 82, 128, 174, 220];
  const panels = ribs.slice(0, -1).map((x, i) => {
    const to = ribs[i + 1] ?? 220;
    return path(
      i % 2 === 0 ? '#d3202c' : '#b01420',
      `M128 36Q${(x + 128) / 2 - 20 + i * 10} 60 ${x} 128Q${(x + to) / 2} 108 ${to} 128Q${(to + 128) / 2 + 10 - 0} 60 128 36z`,
    );
  });
  const rain = range(90).map(
    (i) =>
      `<path d="M${scattered(i) * 270} ${scattered(i + 77) * 256}l-5 16" stroke="#dfe8ee" stroke-width="1.5" opacity="0.7"/>`,
  );
  return `<defs>${down('sky', '#6f7f8c', '#9aa7b0')}</defs>${whole('url(#sky)')}${rain.join('')}<path d="M128 40V206q0 22 20 22t20 -20" stroke="#2a1a10" stroke-width="7" fill="none"/>
    ${path('#c41b27', 'M36 128C40 70 80 36 128 36S216 70 220 128Q197 108 174 128Q151 108 128 128Q105 108 82 128Q59 108 36 128z')}${panels.join('')}<path d="M128 36V24" stroke="#2a1a10" stroke-width="5"/>`;
}

function house(): string {
  const bricks = range(120).map((i) =>
    rect(
      i % 3 === 0 ? '#a34f35' : '#b65a3c',
      60 + (i % 10) * 14 - (Math.floor(i / 10) % 2) * 6,
      130 + Math.floor(i / 10) * 8,
      12,
      6,
    ),
  );
  const window = (x: number): string =>
    `${rect('#fff', x, 150, 34, 38)}${rect('#7fb4d8', x + 3, 153, 13, 15)}${rect('#7fb4d8', x + 18, 153, 13, 15)}${rect('#5f9ac4', x + 3, 170, 13, 15)}${rect('#5f9ac4', x + 18, 170, 13, 15)}`;
  return `<defs>${down('sky', '#6fb1e8', '#d6ebf8')}${down('lawn', '#6fb24e', '#3f7a2e')}</defs>${whole('url(#sky)')}${rect('url(#lawn)', 0, 212, side, 44)}
    ${rect('#8f4630', 54, 126, 148, 100)}<clipPath id="w">${rect('#000', 54, 126, 148, 100)}</clipPath><g clip-path="url(#w)">${bricks.join('')}</g>${rect('#6a3a2c', 170, 56, 20, 50)}${path('#54343a', 'M36 132L128 52L220 132z')}
    ${window(66)}${window(156)}${rect('#3b2518', 112, 160, 32, 66)}${circle('#e0b84a', 138, 196, 3)}${path('#b9b09c', 'M112 226H144L164 256H92z')}`;
}

function strawberry(): string {
  const seeds = range(46).map((i) => {
    const [x, y] = [
      128 + (scattered(i) - 0.5) * 130 * (1 - Math.floor(i / 6) / 11),
      96 + Math.floor(i / 6) * 17 + scattered(i + 3) * 8,
    ];
    return `<ellipse cx="${x}" cy="${y}" rx="2.4" ry="4" fill="#f6dd7a"/>`;
  });
  return `<defs>${ball('fruit', '#ff7a6a', '#e01f2d', '#8f0d18')}</defs>${whole('#f1efe9')}<ellipse cx="134" cy="226" rx="60" ry="10" fill="#999" opacity="0.5"/>
    ${path('url(#fruit)', 'M128 232C84 216 46 150 54 104C60 74 96 66 128 76C160 66 196 74 202 104C210 150 172 216 128 232z')}${seeds.join('')}
    ${range(7)
      .map(
        (i) =>
          `<path d="M128 74q${-54 + i * 18} ${-6 + Math.abs(i - 3) * 4} ${-64 + i * 21} ${26 - Math.abs(i - 3) * 2}q${30 - i * 10} -4 ${64 - i * 21} ${-26 + Math.abs(i - 3) * 2}" fill="${i % 2 === 0 ? '#3f8f36' : '#2c6e28'}"/>`,
      )
      .join('')}<path d="M128 76q2 -22 14 -34" stroke="#3f8f36" stroke-width="6" fill="none"/>`;
}

function laptop(): string {
  const keys = range(48).map((i) =>
    rect('#2c2e33', 58 + (i % 12) * 12, 180 + Math.floor(i / 12) * 9, 9.5, 6.5, 'rx="1.5"'),
  );
  return `<defs>${down('desk', '#c49a6c', '#8f6a44')}${down('screen', '#4aa3e0', '#1c4f9c')}${down('metal', '#d9dce0', '#9ea3aa')}</defs>${whole('#dad6cf')}${rect('url(#desk)', 0, 150, side, 106)}
    ${rect('#1a1b1e', 50, 40, 156, 112, 'rx="7"')}${rect('url(#screen)', 57, 47, 142, 96)}${rect('#f4f6f8', 70, 58, 70, 60)}${rect('#e2e6ea', 70, 58, 70, 10)}${range(
      5,
    )
      .map((i) => rect('#8a97a5', 76, 74 + i * 8, 52 - i * 6, 3))
      .join('')}
    ${path('url(#metal)', 'M50 172H206L224 234H32z')}${keys.join('')}${rect('#b9bdc3', 106, 219, 44, 11)}${rect('#6a6e75', 50, 152, 156, 20)}`;
}

const drawings = {
  sunset,
  football,
  clock,
  banana,
  daisy,
  umbrella,
  house,
  strawberry,
  laptop,
  'traffic-light': trafficLight,
};

await mkdir(out, { recursive: true });
for (const [name, draw] of Object.entries(drawings)) {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 ${side} ${side}">${draw()}</svg>`;
  await sharp(Buffer.from(svg))
    .flatten()
    .removeAlpha()
    .png({ palette: true, compressionLevel: 9 })
    .toFile(join(out, `${name}.png`));
}
