/** The metadata blocks of one file, as `metadata()` of sharp returns them. */
export interface MetadataBlocks {
  readonly format: string;
  /** EXIF, with or without a leading `Exif\0\0`. */
  readonly exif?: Buffer | undefined;
  /** XMP packet. */
  readonly xmp?: Buffer | undefined;
  /** Photoshop image resources or plain IPTC records. */
  readonly iptc?: Buffer | undefined;
}

/** Of a format that holds none. */
export function noBlocks(format: string): MetadataBlocks {
  return { format };
}
