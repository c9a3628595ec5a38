import type { Box, ExampleImage, Hit, SearchAnswer, SearchRequest } from '../../../src-contract/index.ts';

/** An example image, which on this machine can also be any file. */
export type LocalImage = ExampleImage | { readonly path: string; readonly box?: Box | undefined };

/** What can be asked on this machine: a search by the contract, or one that names files and folders by their paths. */
export interface LocalSearchRequest extends Omit<SearchRequest, 'images' | 'all'> {
  readonly images: readonly LocalImage[];
  /** Only photos under this folder (a registered root or any folder below one), besides the filters; null for all. */
  readonly folder: string | null;
  /** Whether what belongs together is one hit; as the settings say when missing. */
  readonly stacks?: boolean;
}

/** A hit with where it lies. */
export interface LocalHit extends Pick<Hit, 'score' | 'confidence' | 'foundBy' | 'shares' | 'stack'> {
  readonly photoId: number;
  /** Absolute path of one file that holds the photo, inside `folder` where the request names one. */
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly takenAt: string | null;
  /** Relative path inside the thumbnail cache. */
  readonly thumb: string;
}

export interface LocalSearchAnswer extends Omit<SearchAnswer, 'hits' | 'rest' | 'months'> {
  readonly hits: readonly LocalHit[];
}
