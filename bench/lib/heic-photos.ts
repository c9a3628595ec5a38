import { writeFile } from 'node:fs/promises';
import { VideoEncoder, VideoFrame } from '@napi-rs/webcodecs';
import sharp from 'sharp';
import { property, writeHeic } from './heif-writer.ts';

/** As an iPhone stores a photo of 12 megapixels: 8 x 6 tiles, the last row of which reaches beyond the picture. */
const [width, height, edge] = [4032, 3024, 512];
const [columns, rows] = [Math.ceil(width / edge), Math.ceil(height / edge)];

/** Bits of a tile: photos become about as large as those of an iPhone among the odd files, 0.8 MB. */
const tileBits = 150_000;

/** Interleaved 8-bit RGB of `width` x `height` pixels. */
export interface CameraPixels {
  readonly data: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Store pixels as a HEIC of 4032 x 3024, with the EXIF and the orientation of a JPEG: 1 or 6. */
export async function makeHeic(pixels: CameraPixels, jpeg: Buffer, target: string): Promise<void> {
  const raw = { width: pixels.width, height: pixels.height, channels: 3 } as const;
  // The edge is repeated in what lies beyond the picture.
  const padding = { right: columns * edge - width, bottom: rows * edge - height, extendWith: 'copy' } as const;
  const full = await sharp(pixels.data, { raw }).resize(width, height, { fit: 'fill' }).toBuffer();
  const data = await sharp(full, { raw: { width, height, channels: 3 } })
    .extend(padding)
    .raw()
    .toBuffer();
  const frames = Array.from({ length: columns * rows }, (_, i) =>
    tileOf(data, (i % columns) * edge, Math.floor(i / columns) * edge),
  );
  const { tiles, hvcC } = await encodeTiles(frames);
  const { exif, orientation } = await sharp(jpeg).metadata();
  const heic = writeHeic({
    width,
    height,
    columns,
    tile: { width: edge, height: edge },
    tiles,
    hvcC,
    properties: [property.nclx(6, true), ...(orientation === 6 ? [property.turn(3)] : [])],
    ...(exif && { exif: exif.subarray(6) }),
  });
  await writeFile(target, heic);
}

/** Luma and chroma (BT.601, full range, 4:2:0) of a square of the padded picture. */
function tileOf(rgb: Buffer, left: number, top: number): Uint8Array {
  const stride = columns * edge * 3;
  const out = new Uint8Array((edge * edge * 3) / 2);
  const [blueAt, redAt] = [edge * edge, (edge * edge * 5) / 4];
  for (let y = 0; y < edge; y += 2) {
    for (let x = 0; x < edge; x += 2) {
      let [blue, red] = [0, 0];
      for (const [dx, dy] of square) {
        const at = (top + y + dy) * stride + (left + x + dx) * 3;
        const [r, g, b] = [rgb[at] ?? 0, rgb[at + 1] ?? 0, rgb[at + 2] ?? 0];
        const luma = 0.299 * r + 0.587 * g + 0.114 * b;
        out[(y + dy) * edge + x + dx] = Math.round(luma);
        blue += (b - luma) / 1.772;
        red += (r - luma) / 1.402;
      }
      const at = (y / 2) * (edge / 2) + x / 2;
      out[blueAt + at] = Math.min(255, Math.round(128 + blue / 4));
      out[redAt + at] = Math.min(255, Math.round(128 + red / 4));
    }
  }
  return out;
}

const square = [
  [0, 0],
  [1, 0],
  [0, 1],
  [1, 1],
] as const;

/** Encode pictures as key frames that share their parameters. */
async function encodeTiles(frames: readonly Uint8Array[]): Promise<{ tiles: Uint8Array[]; hvcC: Uint8Array }> {
  const tiles: Uint8Array[] = [];
  let hvcC: Uint8Array | undefined;
  const encoder = new VideoEncoder({
    output: (chunk, metadata) => {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      if (chunk.type !== 'key') throw new Error('Expected key frames alone');
      tiles[chunk.timestamp] = data;
      hvcC ??= metadata?.decoderConfig?.description;
    },
    error: (error) => {
      throw error;
    },
  });
  // One frame a second: the rate control then gives each its share.
  encoder.configure({
    codec: 'hvc1.1.6.L93.B0',
    width: edge,
    height: edge,
    framerate: 1,
    bitrate: tileBits,
    latencyMode: 'quality',
    hevc: { format: 'hevc' },
  });
  const colorSpace = { primaries: 'bt709', transfer: 'iec61966-2-1', matrix: 'smpte170m', fullRange: true } as const;
  for (const [timestamp, data] of frames.entries()) {
    const frame = new VideoFrame(data, { format: 'I420', codedWidth: edge, codedHeight: edge, timestamp, colorSpace });
    encoder.encode(frame, { keyFrame: true });
    frame.close();
  }
  await encoder.flush();
  encoder.close();
  if (hvcC === undefined || tiles.length !== frames.length) throw new Error('Expected a picture of each tile');
  return { tiles, hvcC };
}
