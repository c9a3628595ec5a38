import type { Settings, ThumbEdge, Tile, WireError } from '../../src-contract/index.ts';
import type { ProviderRequest, Reply } from '../core/encoder-protocol.ts';

/** Which library, and what to search it with. */
export interface LibraryPlace {
  readonly dataDir: string;
  readonly packDir: string;
  /** As in `EngineOptions`. */
  readonly adoptPack: boolean;
  readonly provider: ProviderRequest;
}

/** What the main process tells the engine process; in brackets the port that goes along. */
export type ToEngine =
  /** The first message [where `EngineCalls` are answered]. */
  | { readonly kind: 'open'; readonly library: LibraryPlace }
  /** A page has come [where it calls the engine's methods]. */
  | { readonly kind: 'page' }
  /** [the helper's end of the line]. */
  | { readonly kind: 'helper-started'; readonly id: number }
  | { readonly kind: 'helper-pid'; readonly id: number; readonly pid: number | undefined }
  /** `how`: words for the user. */
  | { readonly kind: 'helper-ended'; readonly id: number; readonly how: string }
  /** Finish what is being written, close everything, end. */
  | { readonly kind: 'close' };

/** What the engine process tells the main process. */
export type FromEngine =
  | { readonly kind: 'opened'; readonly settings: Settings }
  | { readonly kind: 'failed'; readonly error: WireError }
  | { readonly kind: 'settings'; readonly settings: Settings }
  /** Only the main process can start processes. The engine numbers them. */
  | {
      readonly kind: 'start-helper';
      readonly which: HelperKind;
      readonly id: number;
      readonly libraryDir: string | null;
    }
  | { readonly kind: 'kill-helper'; readonly id: number };

/** Processes that work for the engine; `poller`: looks at network drives. */
export type HelperKind = 'encoder' | 'poller';

/** What the main process asks of the engine for itself. No page has a way to these. */
export interface EngineCalls {
  /** A method of the contract. */
  dispatch(method: string, input: unknown): Promise<Reply<unknown>>;
  /** Files of a photo on the disk, by the name of the way to them. */
  file(which: 'photoFile' | 'displayFile', photoId: number, fileId?: number): Promise<Reply<unknown>>;
  /** The file of a thumbnail of this longest edge; of the smallest without one. */
  thumbFile(photoId: number, edge?: ThumbEdge): Promise<Reply<unknown>>;
  /** The file of a part of a photo. */
  tileFile(photoId: number, tile: Tile): Promise<Reply<unknown>>;
  /** The file of the video of a part of the photo's stack. */
  videoFile(photoId: number, part: number, fileId?: number): Promise<Reply<unknown>>;
}
