import { XmpNotUnderstood } from './not-understood.ts';

type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** The text of a packet, with its byte order mark if it has one, and how to write such a text again. */
export interface PacketText {
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * Decode an XMP file so that `encodePacket` makes the same bytes of it again.
 *
 * @throws XmpNotUnderstood where it is no UTF-8, nor UTF-16 with a byte order mark.
 */
export function decodePacket(bytes: Uint8Array): PacketText {
  const encoding = encodingOf(bytes);
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new XmpNotUnderstood(`it is not valid ${encoding.toUpperCase()}`, { cause: error });
  }
  const declared = /^\uFEFF?<\?xml\s[^>]*?\bencoding\s*=\s*["']([^"']*)["']/u.exec(text)?.[1];
  if (declared !== undefined && !/^utf-?(?:8|16)(?:le|be)?$/iu.test(declared))
    throw new XmpNotUnderstood(`it is written in ${declared}, not in Unicode`);
  return { text, encoding };
}

/** The bytes of a text in the encoding of the file that it was read from. */
export function encodePacket({ text, encoding }: PacketText): Buffer {
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  const bytes = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

function encodingOf(bytes: Uint8Array): Encoding {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  return bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
}
