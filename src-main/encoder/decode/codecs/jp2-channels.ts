/**
 * [Note: Channels] This build of OpenJPEG hands over images of one and three components alone. But which components of
 * the codestream are the channels of the image is for the file around it to say: a component mapping box (`cmap`) names
 * them, each by itself or through a palette. So the codestream is put into a file that names those that are wanted,
 * by themselves, with a palette that nobody looks into because there is no mapping without one; and decoded once for
 * the colours and once for what comes with them.
 *
 * @see ISO/IEC 15444-1, I.5.3.4 (pclr) and I.5.3.5 (cmap)
 */
export interface Channels {
  readonly code: Buffer;
  readonly width: number;
  readonly height: number;
  /** Components of the codestream, alike in depth and size. */
  readonly components: number;
  /** Bits of a sample, at most 8. */
  readonly depth: number;
  /** Numbers of the components to be had: one or three. */
  readonly wanted: readonly number[];
}

const [sRgb, grey] = [16, 17];

/** A JP2 file whose image is some components of a codestream. */
export function withChannels({ code, width, height, components, depth, wanted }: Channels): Buffer {
  const header = box(
    'jp2h',
    box('ihdr', u32(height), u32(width), u16(components), [depth - 1, 7, 0, 0]),
    box('colr', [1, 0, 0], u32(wanted.length === 1 ? grey : sRgb)),
    box('pclr', u16(1), [wanted.length, ...wanted.map(() => depth - 1), ...wanted.map(() => 0)]),
    box('cmap', ...wanted.map((component) => [...u16(component), 0, 0])),
  );
  return Buffer.concat([
    box('jP  ', [0x0d, 0x0a, 0x87, 0x0a]),
    box('ftyp', Buffer.from('jp2 \0\0\0\0jp2 ', 'latin1')),
    header,
    box('jp2c', code),
  ]);
}

function box(type: string, ...contents: readonly (Buffer | readonly number[])[]): Buffer {
  const content = Buffer.concat(contents.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from(u32(content.length + 8)), Buffer.from(type, 'latin1'), content]);
}

function u16(value: number): number[] {
  return [value >> 8, value & 255];
}

function u32(value: number): number[] {
  return [value >>> 24, (value >> 16) & 255, (value >> 8) & 255, value & 255];
}
