import { checkSize, type Codec, damaged, type Decoded, unsupported } from './codec.ts';
import { type PsdLayout, readPsdLayout, resourceId } from '../../containers/psd-layout.ts';
import type { Raster } from './raster.ts';

const mode = { bitmap: 0, grey: 1, indexed: 2, rgb: 3, cmyk: 4, multichannel: 7, duotone: 8 } as const;
const channelsOf: Readonly<Record<number, { channels: number; colour: Raster['colour'] }>> = {
  [mode.bitmap]: { channels: 1, colour: 'grey' },
  [mode.grey]: { channels: 1, colour: 'grey' },
  // Inks are not stored where it would help: the grey underneath is what duotones look like.
  [mode.duotone]: { channels: 1, colour: 'grey' },
  [mode.indexed]: { channels: 1, colour: 'rgb' },
  [mode.rgb]: { channels: 3, colour: 'rgb' },
  [mode.cmyk]: { channels: 4, colour: 'cmyk' },
};

/**
 * PSD and PSB: the composite that Photoshop writes behind the layers, for programs that know no layers. It has the
 * background already where layers leave something open, so extra channels (masks, spot colours) are left out.
 *
 * @see Adobe Photoshop File Formats Specification, "Image Data Section"
 */
export const psd: Codec = {
  decode(bytes, maxPixels) {
    const layout = readPsdLayout(bytes);
    checkSize(layout.width, layout.height, maxPixels);
    if (!layout.hasComposite) return thumbnailOf(layout);
    const kind = channelsOf[layout.mode];
    if (kind === undefined || ![1, 8, 16].includes(layout.depth)) {
      if (layout.resources.has(resourceId.thumbnail)) return thumbnailOf(layout);
      throw unsupported('PSD', `colour mode ${layout.mode} in ${layout.depth} bits`);
    }
    if (layout.channels < kind.channels) throw damaged('it has too few channels');
    const { width, height } = layout;
    const planes = readPlanes(layout, kind.channels);
    const icc = layout.resources.get(resourceId.profile);
    const raster = { width, height, alpha: false, bits: layout.depth === 16 ? 16 : 8, icc } as const;
    if (layout.mode === mode.indexed)
      return { raster: { ...raster, colour: 'rgb', data: throughPalette(planes, layout.palette) } };
    if (layout.depth === 1) return { raster: { ...raster, colour: 'grey', data: fromBits(planes, width, height) } };
    const data = interleave(planes, kind.channels, layout.depth / 8, kind.colour === 'cmyk');
    return { raster: { ...raster, colour: kind.colour, data } };
  },
};

/** A JPEG behind 28 bytes about it: all that is there when compatibility was switched off at saving. */
function thumbnailOf({ resources }: PsdLayout): Decoded {
  const jpeg = resources.get(resourceId.thumbnail)?.subarray(28);
  if (jpeg === undefined || jpeg.length === 0) throw unsupported('PSD', 'it holds layers only and no composite');
  return {
    file: Uint8Array.from(jpeg),
    warnings: ['Pixels: without a composite, only a small preview could be shown'],
  };
}

/** The first `count` planes of the composite, one after the other, unpacked. */
function readPlanes(layout: PsdLayout, count: number): Buffer {
  const { composite, height } = layout;
  const rowBytes = Math.ceil((layout.width * layout.depth) / 8);
  const compression = composite.length >= 2 ? composite.readUInt16BE(0) : -1;
  const size = rowBytes * height * count;
  if (compression === 0) {
    if (composite.length < 2 + size) throw damaged('its composite is cut off');
    return composite.subarray(2, 2 + size);
  }
  if (compression !== 1) throw unsupported('PSD', `compression ${compression}`);
  const lengthBytes = layout.isLarge ? 4 : 2;
  const planes = Buffer.alloc(size);
  let at = 2 + layout.channels * height * lengthBytes;
  for (let row = 0; row < height * count; row++) {
    const length = composite.readUIntBE(2 + row * lengthBytes, lengthBytes);
    if (at + length > composite.length) throw damaged('its composite is cut off');
    unpackBits(composite.subarray(at, at + length), planes.subarray(row * rowBytes, (row + 1) * rowBytes));
    at += length;
  }
  return planes;
}

function unpackBits(packed: Uint8Array, row: Uint8Array): void {
  let at = 0;
  let to = 0;
  while (at < packed.length && to < row.length) {
    const head = packed[at++] ?? 128;
    if (head === 128) continue;
    if (head < 128) {
      const some = packed.subarray(at, at + Math.min(head + 1, row.length - to));
      row.set(some, to);
      at += head + 1;
      to += head + 1;
    } else {
      row.fill(packed[at++] ?? 0, to, Math.min(to + 257 - head, row.length));
      to += 257 - head;
    }
  }
}

/** Planes of big-endian samples as pixels of little-endian ones. Photoshop stores paper where others store ink. */
function interleave(planes: Uint8Array, channels: number, bytes: number, isInverted: boolean): Uint8Array {
  const out = new Uint8Array(planes.length);
  const samples = planes.length / channels / bytes;
  const flip = isInverted ? 255 : 0;
  for (let c = 0; c < channels; c++) {
    for (let i = 0; i < samples; i++) {
      const from = (c * samples + i) * bytes;
      const to = (i * channels + c) * bytes;
      for (let b = 0; b < bytes; b++) out[to + b] = (planes[from + bytes - 1 - b] ?? 0) ^ flip;
    }
  }
  return out;
}

function throughPalette(indexes: Uint8Array, palette: Uint8Array): Uint8Array {
  const out = new Uint8Array(indexes.length * 3);
  for (const [i, index] of indexes.entries())
    for (let c = 0; c < 3; c++) out[i * 3 + c] = palette[c * 256 + index] ?? 0;
  return out;
}

/** One bit a pixel: black where it is set. */
function fromBits(packed: Uint8Array, width: number, height: number): Uint8Array {
  const rowBytes = Math.ceil(width / 8);
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      out[y * width + x] = (((packed[y * rowBytes + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1) === 1 ? 0 : 255;
  return out;
}
