import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gunzipSync } from 'node:zlib';
import { initWasm, Resvg } from '@resvg/resvg-wasm';
import { checkSize, type Codec, damaged } from './codec.ts';

/** Drawings have no pixels of their own: the longest edge is brought between these. */
const edges = { least: 1_024, most: 4_096 } as const;
const maxSourceBytes = 64 << 20;

/** A font that every system of a kind has; without one, what is written in drawings is not there. */
const systemFonts = [
  '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf',
  '/usr/share/fonts/TTF/DejaVuSans.ttf',
  '/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf',
  '/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf',
  '/System/Library/Fonts/Supplemental/Arial.ttf',
  String.raw`C:\Windows\Fonts\arial.ttf`,
];

/** The memory of resvg cannot be looked at; it holds a drawing several times over. */
const bytesPerPixel = 12;
let mostPixels = 0;

let starting: Promise<Uint8Array[]> | undefined;

/** @returns the fonts there are. */
async function start(): Promise<Uint8Array[]> {
  const wasm = createRequire(import.meta.url).resolve('@resvg/resvg-wasm/index_bg.wasm');
  await initWasm(readFileSync(wasm));
  for (const path of systemFonts) {
    try {
      return [readFileSync(path)];
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return [];
}

/**
 * SVG through resvg in WebAssembly: no scripts, and nothing but the file itself is read. librsvg, which sharp has, draws
 * too, but cannot be stopped, and a few lines of a drawing can ask for work without end.
 */
export const svg: Codec = {
  async decode(bytes, maxPixels) {
    const source = bytes[0] === 0x1f ? gunzipSync(bytes, { maxOutputLength: maxSourceBytes }) : bytes;
    const fontBuffers = await (starting ??= start());
    const natural = new Resvg(source, { font: { fontBuffers } });
    const { width, height } = natural;
    natural.free();
    const edge = Math.max(width, height);
    const fitting = Math.min(Math.max(1, edges.least / edge), edges.most / edge);
    // A line is drawn one pixel thin, not none.
    const scale = Math.max(fitting, 1 / Math.min(width, height));
    checkSize(Math.ceil(width * scale), Math.ceil(height * scale), maxPixels);
    const drawing = new Resvg(source, { font: { fontBuffers }, fitTo: { mode: 'zoom', value: scale } });
    const image = drawing.render();
    mostPixels = Math.max(mostPixels, image.width * image.height);
    const png = image.asPng();
    if (png.length === 0) throw damaged('it cannot be drawn');
    return { file: Uint8Array.from(png) };
  },
  heldBytes: () => mostPixels * bytesPerPixel,
};
