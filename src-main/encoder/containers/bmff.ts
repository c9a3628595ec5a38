/** A box of an ISO base media file: HEIC, JPEG XL, JPEG 2000 and CR3 are made of them. */
export interface Box {
  readonly type: string;
  /** The content, as a view of the file. */
  readonly content: Buffer;
}

const maxBoxes = 10_000;

/** The boxes that lie side by side in `bytes`, up to the first one that does not fit. @see ISO/IEC 14496-12, 4.2 */
export function* boxes(bytes: Buffer): Generator<Box> {
  let at = 0;
  for (let count = 0; count < maxBoxes && at + 8 <= bytes.length; count++) {
    let head = 8;
    let size = bytes.readUInt32BE(at);
    if (size === 1 && at + 16 <= bytes.length) {
      size = Number(bytes.readBigUInt64BE(at + 8));
      head = 16;
    }
    if (size === 0) size = bytes.length - at;
    if (size < head) return;
    yield {
      type: bytes.toString('latin1', at + 4, at + 8),
      content: bytes.subarray(at + head, Math.min(at + size, bytes.length)),
    };
    at += size;
  }
}

/** The content of the first box of a type. */
export function findBox(bytes: Buffer, type: string): Buffer | undefined {
  for (const box of boxes(bytes)) if (box.type === type) return box.content;
  return undefined;
}
