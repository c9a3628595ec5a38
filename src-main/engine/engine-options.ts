import type { DecodeLimits, ProviderRequest } from '../core/encoder-protocol.ts';
import type { CudaList } from '../core/cuda/library-list.ts';
import type { Logger } from '../core/logger.ts';
import type { EncoderLauncher } from './encoder/index.ts';
import type { WatchOptions } from './library/index.ts';
import type { DownloadOptions } from './models/index.ts';
import type { TrashOptions } from './trash/index.ts';

/** How a library is opened. */
export interface EngineOptions {
  /** Holds the database and the thumbnails; created when missing. */
  readonly dataDir: string;
  /** Of the pack that comes with the app, or of one that is used for once. */
  readonly packDir: string;
  /**
   * Keep the library with this pack from now on, as with the one that comes with the app, unless somebody has chosen
   * another. Else it is used for this time, and what other packs have made stays. See [Note: Change of packs].
   */
  readonly adoptPack?: boolean;
  readonly launchEncoder: EncoderLauncher;
  readonly log: Logger;
  /** Where photos are encoded: `auto`, as when missing, leaves it to the settings. */
  readonly provider?: ProviderRequest;
  /** Try GPUs by itself, when there are photos; see [Note: GPU]. Not when missing. */
  readonly tryProcessors?: boolean;
  /** Tag photos by itself, when they are indexed; not when missing. */
  readonly tagPhotos?: boolean;
  readonly threads?: number | null;
  readonly limits?: DecodeLimits;
  /** Notice changes of the folders by itself; not when missing. */
  readonly watch?: WatchOptions;
  /** Where photos go that the user throws away, and after what time: for tests. */
  readonly trash?: Pick<TrashOptions, 'toTrash' | 'undoMs'>;
  /** Bytes that the encoder may grow by before it is replaced; 1 GiB when missing. */
  readonly encoderGrowthBytes?: number;
  /** Bytes of previews that are kept. */
  readonly maxPreviewBytes?: number;
  /** Bytes of tiles that are kept, with the pixels that they are cut out of. */
  readonly maxTileBytes?: number;
  /** Where the entries of the catalogue of packs lie; none are known when missing. */
  readonly catalogueDir?: string;
  /** Of the app, which is said to servers that packs are downloaded from. */
  readonly appVersion?: string;
  /** How packs are downloaded, and how much memory there is to use them: for tests. */
  readonly models?: Partial<DownloadOptions> & { readonly memoryBytes?: number };
  /** Where the libraries of CUDA lie, when they are another library's: they are used and not touched. */
  readonly cudaDir?: string;
  /** Which libraries of CUDA there are, and the root of the file system that tells of cards and drivers: for tests. */
  readonly cuda?: { readonly list?: CudaList; readonly root?: string };
  /** What photos are compared with for their biases; the English bank for packs that know English when missing. */
  readonly captions?: readonly string[];
}
