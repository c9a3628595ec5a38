import type { EncodedVideoChunk, VideoDecoder, VideoFrame } from '@napi-rs/webcodecs';
import { AppError } from '../../../../src-contract/index.ts';
import type { HevcConfig } from '../../containers/hevc-config.ts';
import { HeicRefusal } from './refusal.ts';

/** The part of the package that is used. */
export interface NativeCodecs {
  readonly VideoDecoder: typeof VideoDecoder;
  readonly EncodedVideoChunk: typeof EncodedVideoChunk;
}

let loading: Promise<NativeCodecs | null> | undefined;

/** FFmpeg as a native module; null where it is not installed or does not run. */
export function nativeCodecs(): Promise<NativeCodecs | null> {
  return (loading ??= load());
}

async function load(): Promise<NativeCodecs | null> {
  try {
    const { VideoDecoder, EncodedVideoChunk } = await import('@napi-rs/webcodecs');
    return { VideoDecoder, EncodedVideoChunk };
  } catch (error) {
    // It is optional: left out by whoever installs or packages, or not made for this system. libheif does it then.
    if (error instanceof Error) return null;
    throw error;
  }
}

/** Tiles that are handed over at once: what is decoded and not yet taken is at most twice as many. */
const tilesAtOnce = 16;

export interface TileRun {
  readonly hevc: HevcConfig;
  /** Those that are missing are left out. */
  readonly tiles: readonly (Buffer | null)[];
  /** Called for each decoded tile, one after the other; the frame is closed afterwards. */
  readonly onTile: (index: number, frame: VideoFrame) => Promise<void>;
  readonly seconds: number;
}

/**
 * Decode key frames of one configuration, in the native module's threads. The next tiles are decoded while the last ones
 * are taken.
 *
 * @throws HeicRefusal when the decoder fails, PHOTO_TIMEOUT when it is not done after `seconds`.
 */
export async function decodeTiles(native: NativeCodecs, { hevc, tiles, onTile, seconds }: TileRun): Promise<void> {
  const deadline = performance.now() + seconds * 1_000;
  const frames: VideoFrame[] = [];
  let failure: Error | undefined;
  const decoder = new native.VideoDecoder({
    output: (frame) => frames.push(frame),
    error: (error) => {
      failure ??= error;
    },
  });
  /** Take what is there. */
  const take = async (): Promise<void> => {
    for (let frame = frames.shift(); frame !== undefined; frame = frames.shift()) {
      if (performance.now() > deadline)
        throw new AppError('PHOTO_TIMEOUT', `Decoding took too long: over ${seconds} s`);
      try {
        await onTile(frame.timestamp, frame);
      } finally {
        frame.close();
      }
    }
  };
  let flushed: Promise<void> = Promise.resolve();
  try {
    decoder.configure({
      codec: hevc.codec,
      description: hevc.description,
      // Photos are decoded side by side, and a driver would have to be found, loaded and trusted for each.
      hardwareAcceleration: 'prefer-software',
      // Else several threads share each tile, which costs more than it gains.
      optimizeForLatency: false,
    });
    for (let start = 0, end = 1; start < tiles.length; start = end, end += tilesAtOnce) {
      for (const [i, data] of tiles.slice(start, end).entries())
        if (data !== null) decoder.decode(new native.EncodedVideoChunk({ type: 'key', timestamp: start + i, data }));
      const before = flushed;
      flushed = decoder.flush();
      // Its error is met where it is waited for, which may be later than it comes.
      void Promise.allSettled([flushed]);
      // The first alone: its size may be another than the container says.
      await (start === 0 ? flushed : before);
      await take();
    }
    await flushed;
    await take();
    if (failure !== undefined) throw failure;
  } catch (error) {
    // What is still at work would go on with a decoder that is closed.
    await Promise.allSettled([flushed]);
    if (error instanceof AppError || error instanceof HeicRefusal) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new HeicRefusal(`The decoder failed: ${reason}`, { cause: error });
  } finally {
    for (const frame of frames) frame.close();
    if (decoder.state !== 'closed') decoder.close();
  }
}
