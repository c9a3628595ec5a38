import type { StackKind } from '../../../src-contract/index.ts';
import type { FileName } from './file-name.ts';

/** A file of one folder that holds a photo, with what tells which others belong to it. */
export interface PhotoFile {
  readonly photoId: number;
  /** Without a folder, with its ending. */
  readonly name: string;
  readonly isRaw: boolean;
  /** Local wall-clock time, ISO 8601 without zone; null when unknown. */
  readonly takenAt: string | null;
  /** Minutes east of UTC of `takenAt`; null when unknown. */
  readonly offsetMinutes: number | null;
  readonly camera: string | null;
  /** Width / height, upright. */
  readonly aspect: number;
  /** What Apple's devices call the still and the video of one Live Photo by. */
  readonly contentId: string | null;
  readonly burstId: string | null;
  /** The camera or somebody picked it of its burst. */
  readonly isBurstPick: boolean;
  /** A video lies inside the file. */
  readonly hasMotion: boolean;
}

/** A video of the same folder. */
export interface VideoFile {
  readonly videoId: number;
  readonly name: string;
  readonly contentId: string | null;
  /** Local wall-clock time; null when the file does not say. */
  readonly takenAt: string | null;
  /** The moment in milliseconds of the epoch; null when the file does not say. */
  readonly takenAtMs: number | null;
  /** Null when unknown. */
  readonly seconds: number | null;
}

/** What belongs together in one folder. */
export interface FoundStack {
  readonly kind: StackKind;
  /** The one to show first. Each photo once. */
  readonly photos: readonly { readonly photoId: number; readonly sortKey: string }[];
  readonly videoIds: readonly number[];
}

/** Do two photos show the same picture? Asked only of photos that have the same aspect and do not say when they were taken. */
export type AreAlike = (photoId: number, otherId: number) => boolean;

/** A photo with its name read. */
export interface NamedPhoto extends PhotoFile {
  readonly read: FileName;
  /** Place of the photo among those that are joined: files of one content have the same. */
  readonly node: number;
}
