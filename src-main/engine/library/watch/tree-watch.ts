import type { Touched } from '../touched.ts';

export interface TreeWatchOptions {
  /** Absolute, symbolic links resolved. */
  readonly root: string;
  /** Absolute folder that is not watched: the data folder. */
  readonly except: string;
  readonly onTouched: (parts: readonly Touched[]) => void;
  /** Watching has come to an end. */
  readonly onFailed: (error: unknown) => void;
}

/**
 * A folder that is watched with everything below it.
 *
 * [Note: Watching folders] Where the system watches whole trees (macOS, Windows) that is one watch, `RecursiveWatch`:
 * one for each folder would run out of descriptors there, and hold folders that somebody wants to move. Linux watches
 * single folders; which there are, and are new, moved or gone, is what chokidar keeps track of, and no file is watched:
 * its events come through its folder.
 */
export interface TreeWatch extends Disposable {
  /** Begin. From when it returns nothing is missed. @throws the file system's error */
  start(): Promise<void>;
}
