import { parentPort } from 'node:worker_threads';
import { AppError, type WireError } from '../../../../src-contract/index.ts';
import { bmp } from './bmp.ts';
import { type Codec, type CodecName, damaged } from './codec.ts';
import { heic } from './heic.ts';
import { ico } from './ico.ts';
import { jp2 } from './jp2.ts';
import { jxl } from './jxl.ts';
import { psd } from './psd.ts';
import { toTiff } from './raster.ts';
import { svg } from './svg.ts';

/** A file to decode. */
export interface CodecTask {
  readonly codec: CodecName;
  readonly bytes: Uint8Array;
  readonly maxPixels: number;
  /** Colour profile that is known from elsewhere. */
  readonly icc?: Uint8Array | undefined;
}

export type CodecReply = {
  /** Memory that the decoders keep, in bytes. */
  readonly heldBytes: number;
} & (
  | { readonly ok: true; readonly image: Uint8Array; readonly warnings: readonly string[] }
  /** After an error that the decoder did not mean to give, its memory cannot be trusted. */
  | { readonly ok: false; readonly error: WireError; readonly isSound: boolean }
);

const codecs: Readonly<Record<CodecName, Codec>> = { heic, jxl, jp2, psd, bmp, ico, svg };

async function answer(task: CodecTask): Promise<CodecReply> {
  const codec = codecs[task.codec];
  const bytes = Buffer.from(task.bytes.buffer, task.bytes.byteOffset, task.bytes.byteLength);
  try {
    const decoded = await codec.decode(bytes, task.maxPixels);
    const image =
      'file' in decoded ? decoded.file : toTiff(task.icc ? { ...decoded.raster, icc: task.icc } : decoded.raster);
    return { ok: true, image, warnings: decoded.warnings ?? [], heldBytes: codec.heldBytes?.() ?? 0 };
  } catch (error) {
    const isSound = error instanceof AppError;
    // Emscripten throws numbers: addresses of exceptions inside of its memory.
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'the decoder gave up';
    const named = isSound ? error : damaged(reason.replaceAll(/\s+/gu, ' '));
    return { ok: false, error: named.toWire(), isSound, heldBytes: 0 };
  }
}

parentPort?.on('message', (task: CodecTask) => {
  void answer(task).then((reply) => {
    const isOwn = reply.ok && reply.image.byteLength === reply.image.buffer.byteLength;
    parentPort?.postMessage(reply, isOwn ? [reply.image.buffer as ArrayBuffer] : []);
  });
});
