/** Raised whenever readers learn to find more in videos: those are then read again. For photos see `metadataVersion`. */
export const marksVersion = 1;

/** What a photo says of itself by which it belongs to others. Untrusted text. */
export interface PhotoMarks {
  /** What Apple's devices call the still and the video of one Live Photo by. */
  readonly contentId: string | null;
  /** The same for all photos of a burst. */
  readonly burstId: string | null;
  /** It is the one of its burst that the camera shows. */
  readonly isBurstPick: boolean;
  /** A video lies inside the file. */
  readonly hasMotion: boolean;
}

export const noMarks: PhotoMarks = Object.freeze({
  contentId: null,
  burstId: null,
  isBurstPick: false,
  hasMotion: false,
});

/** What a video says of itself. Untrusted text. */
export interface VideoFacts {
  readonly contentId: string | null;
  /** Local wall-clock time, ISO 8601 without zone. */
  readonly takenAt: string | null;
  /** Milliseconds of the epoch. */
  readonly takenAtMs: number | null;
  readonly seconds: number | null;
}

export const noVideoFacts: VideoFacts = Object.freeze({
  contentId: null,
  takenAt: null,
  takenAtMs: null,
  seconds: null,
});

/** Where in a photo file the video lies, in bytes; `end` is the first one after it. */
export interface VideoSpan {
  readonly start: number;
  readonly end: number;
}
