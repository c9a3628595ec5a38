import type { EncoderClient } from './encoder-client.ts';

/** What an encoder does with photos and the files beside them for which it needs no model. */
export type PhotoReader = Pick<
  EncoderClient,
  | 'renderPhoto'
  | 'renderTile'
  | 'readPhoto'
  | 'readVideo'
  | 'findMotion'
  | 'readSidecars'
  | 'readMiniatures'
  | 'readLooks'
>;

/** Reads photos in whichever encoder runs for the pack in use: another pack brings another encoder. */
export class CurrentReader implements PhotoReader {
  readonly #current: () => PhotoReader;

  constructor(current: () => PhotoReader) {
    this.#current = current;
  }

  readonly renderPhoto: PhotoReader['renderPhoto'] = (request) => this.#current().renderPhoto(request);
  readonly renderTile: PhotoReader['renderTile'] = (request) => this.#current().renderTile(request);
  readonly readPhoto: PhotoReader['readPhoto'] = (request) => this.#current().readPhoto(request);
  readonly readVideo: PhotoReader['readVideo'] = (path) => this.#current().readVideo(path);
  readonly findMotion: PhotoReader['findMotion'] = (request) => this.#current().findMotion(request);
  readonly readSidecars: PhotoReader['readSidecars'] = (requests) => this.#current().readSidecars(requests);
  readonly readMiniatures: PhotoReader['readMiniatures'] = (thumbs) => this.#current().readMiniatures(thumbs);
  readonly readLooks: PhotoReader['readLooks'] = (thumbs) => this.#current().readLooks(thumbs);
}
