/** Formats of raw photos, as photos are stored with them: by maker, and `raw` where that cannot be told. */
export const rawFormats = ['arw', 'cr2', 'cr3', 'crw', 'dng', 'nef', 'orf', 'raf', 'raw', 'rw2', 'x3f'] as const;
export type RawFormat = (typeof rawFormats)[number];
