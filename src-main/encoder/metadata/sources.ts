import type { ExifBlock } from './exif.ts';
import type { IptcBlock } from './iptc.ts';
import type { PngText } from './png.ts';
import type { XmpBlock } from './xmp.ts';

/** Everything that was readable in one file; a block that is absent or broken is empty. */
export interface Sources {
  readonly exif: ExifBlock;
  readonly xmp: XmpBlock;
  readonly iptc: IptcBlock;
  readonly png: PngText;
}

export const noExif: ExifBlock = {
  tags: new Map(),
  gps: new Map(),
  bigEndian: false,
  xmp: null,
  iptc: null,
  makerNote: null,
  problems: [],
};

export const noXmp: XmpBlock = { properties: new Map(), structures: new Map(), problems: [] };

export const noIptc: IptcBlock = { datasets: new Map(), problems: [] };

export const noPngText: PngText = {
  exif: null,
  xmp: null,
  iptc: null,
  title: null,
  description: null,
  creationTime: null,
  problems: [],
};
