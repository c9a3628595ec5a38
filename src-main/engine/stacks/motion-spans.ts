import { lstat } from 'node:fs/promises';
import { LRUCache } from 'lru-cache';
import type { ReadingRequest } from '../../core/encoder-protocol.ts';
import type { VideoSpan } from '../../core/stacks/marks.ts';
import type { PhotoReader } from '../encoder/index.ts';

/** Of the photos looked at last. One takes some hundred bytes. */
const maxRemembered = 200;

interface Remembered {
  /** Of the file when its content was known to be the photo's. */
  readonly stamp: string;
  readonly span: Promise<VideoSpan | null>;
}

/**
 * Where in photos their videos lie, remembered: a browser asks for a video in parts, and each time the whole photo would be
 * read and hashed. What is remembered counts as long as the file is of the same size, time and identity.
 */
export class MotionSpans {
  readonly #encoder: Pick<PhotoReader, 'findMotion'>;
  /** By content and path. */
  readonly #spans = new LRUCache<string, Remembered>({ max: maxRemembered });

  constructor(encoder: Pick<PhotoReader, 'findMotion'>) {
    this.#encoder = encoder;
  }

  /** As `PhotoReader.findMotion`. @throws PHOTO_*, ENCODER_* */
  readonly findMotion = async (request: ReadingRequest): Promise<VideoSpan | null> => {
    const key = `${request.contentHash} ${request.path}`;
    const stamp = await stampOf(request.path);
    const known = this.#spans.get(key);
    const isKnown = stamp !== undefined && known?.stamp === stamp;
    const remembered = isKnown ? known : { stamp: stamp ?? '', span: this.#encoder.findMotion(request) };
    this.#spans.set(key, remembered);
    try {
      return await remembered.span;
    } catch (error) {
      if (this.#spans.peek(key) === remembered) this.#spans.delete(key);
      throw error;
    }
  };
}

/** Undefined when it cannot be asked: whoever reads the file meets the reason. */
async function stampOf(path: string): Promise<string | undefined> {
  try {
    const { dev, ino, size, mtimeNs, ctimeNs } = await lstat(path, { bigint: true });
    return [dev, ino, size, mtimeNs, ctimeNs].join(' ');
  } catch (error) {
    if (error instanceof Error && 'code' in error) return undefined;
    throw error;
  }
}
