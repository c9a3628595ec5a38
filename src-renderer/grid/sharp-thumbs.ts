import { fetchPicture } from '../lib/fetch-picture.ts';
import { PictureLoader } from '../lib/picture-loader.ts';

/** While the size of the photos is changed, or they are scrolled past, none is worth making, milliseconds. */
const restMs = 150;

/** Thumbnails that are made only for the grid that shows them, two at once for the whole page. */
class SharpThumbs {
  readonly #loader = new PictureLoader(2, fetchPicture);
  /** Those that cannot be had, which are not asked for again and again. */
  readonly #failed = new Set<string>();

  /**
   * Load a thumbnail when it is still wanted after a moment. One that cannot be had leaves what is shown as it is.
   *
   * @param onready told its address when it can be shown at once.
   * @returns call it when the thumbnail is not wanted any more.
   */
  whenAtRest(url: string, onready: (url: string) => void): () => void {
    if (this.#failed.has(url)) return () => undefined;
    const abort = new AbortController();
    const timer = setTimeout(() => void this.#load(url, onready, abort.signal), restMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }

  async #load(url: string, onready: (url: string) => void, signal: AbortSignal): Promise<void> {
    try {
      await this.#loader.load(url, signal);
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      if (!signal.aborted) this.#failed.add(url);
      return;
    }
    onready(url);
  }
}

export const sharpThumbs = new SharpThumbs();
