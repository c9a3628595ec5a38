import { isUtf8 } from 'node:buffer';

/** UTF-16 code units kept of a title, a description or a name. */
const maxTextLength = 10_000;

// Everything in the Unicode class Cc except newline and tab.
const controlCharacters = /[^\P{Cc}\n\t]/gu;

/**
 * Clean one untrusted string: newlines become `\n`, other control characters and outer blanks go.
 *
 * @returns at most `maxLength` UTF-16 code units of well-formed text, or null when nothing is left.
 */
export function cleanText(text: string, maxLength = maxTextLength): string | null {
  // A block may hold many megabytes of one string; only its start can end up in the result.
  const start = text.slice(0, maxLength * 16);
  const clean = start
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(controlCharacters, '')
    .toWellFormed()
    .trim()
    .slice(0, maxLength)
    // The cut may have split a surrogate pair.
    .replace(/[\uD800-\uDBFF]$/, '')
    .trimEnd();
  return clean === '' ? null : clean;
}

/** Decode bytes of undeclared encoding: UTF-8 when valid, else Windows-1252, which contains Latin-1. */
export function decodeBytes(bytes: Uint8Array): string {
  return new TextDecoder(isUtf8(bytes) ? 'utf-8' : 'windows-1252').decode(bytes);
}

/** Read an EXIF value as text, whether it was stored as ASCII or as bytes; null for any other type or blank text. */
export function exifText(value: unknown): string | null {
  if (typeof value === 'string') return cleanText(untilNul(value));
  if (value instanceof Uint8Array) return cleanText(untilNul(decodeBytes(value)));
  return null;
}

// EXIF text ends at its first NUL; cameras leave remains of other text behind it.
function untilNul(text: string): string {
  const end = text.indexOf('\0');
  return end === -1 ? text : text.slice(0, end);
}

/** Read a Windows "XP" tag: little-endian UTF-16 whatever the byte order of the file. */
export function windowsText(value: unknown, maxLength = maxTextLength): string | null {
  if (!(value instanceof Uint8Array)) return exifText(value);
  // An odd last byte is half a character.
  const text = new TextDecoder('utf-16le').decode(value.subarray(0, value.length & ~1));
  return cleanText(untilNul(text), maxLength);
}

/**
 * Read EXIF UserComment: 8 bytes that name the character set, then text.
 *
 * @param bigEndian byte order of the EXIF block, for UTF-16 text that does not show its own.
 * @returns null when blank or when the bytes are not text.
 * @see EXIF 2.32 section 4.6.5, tag 0x9286
 */
export function userComment(value: unknown, bigEndian: boolean): string | null {
  if (!(value instanceof Uint8Array)) return exifText(value);
  const header = Buffer.from(value.subarray(0, 8)).toString('latin1').toUpperCase();
  const body = value.subarray(8);
  if (header.startsWith('UNICODE')) return cleanText(untilNul(decodeUtf16(body, bigEndian)));
  if (header.startsWith('JIS')) return cleanText(untilNul(new TextDecoder('iso-2022-jp').decode(body)));
  if (header.startsWith('ASCII')) return exifText(body);
  // Without a known header the bytes are text by luck only: some cameras keep private binary data here.
  const text = decodeBytes(header.startsWith('\0') ? body : value).replace(/\0+$/, '');
  return text.search(controlCharacters) === -1 ? cleanText(text) : null;
}

// The standard names no byte order for UNICODE comments, and writers disagree: some follow the block, some always use
// one. Text in any Latin script settles it by the side its zero bytes are on.
function decodeUtf16(bytes: Uint8Array, bigEndian: boolean): string {
  const even = bytes.subarray(0, bytes.length & ~1);
  if (even[0] === 0xfe && even[1] === 0xff) return new TextDecoder('utf-16be').decode(even);
  if (even[0] === 0xff && even[1] === 0xfe) return new TextDecoder('utf-16le').decode(even);
  let highFirst = 0;
  let lowFirst = 0;
  for (let i = 0; i < Math.min(even.length, 2000); i += 2) {
    if (even[i] === 0 && even[i + 1] !== 0) highFirst++;
    if (even[i] !== 0 && even[i + 1] === 0) lowFirst++;
  }
  const big = highFirst === lowFirst ? bigEndian : highFirst > lowFirst;
  return new TextDecoder(big ? 'utf-16be' : 'utf-16le').decode(even);
}

const cameraJunk = new Set(
  [
    'OLYMPUS DIGITAL CAMERA',
    'KONICA MINOLTA DIGITAL CAMERA',
    'MINOLTA DIGITAL CAMERA',
    'SAMSUNG DIGITAL CAMERA',
    'SAMSUNG',
    'DIGITAL CAMERA',
    'DIGITAL IMAGE',
    'DCIM',
    'SONY DSC',
    'EPSON DSC PICTURE',
    'EXIF_JPEG_PICTURE',
    'EXIF JPEG',
    'JPEG PICTURE',
    'CREATED WITH GIMP',
    'DEFAULT',
    'IMAGE DESCRIPTION',
    'USER COMMENTS',
    'HEADER',
    // Huawei and Honor phones name the shooting mode.
    'COF',
    'DAV',
    'EDF',
    'FBT',
    'HDR',
    'MDE',
    'NOR',
    'OZNOR',
    'PTR',
    'RBT',
    'RHDR',
    'SDR',
    'TRHDR',
  ].map((text) => text.toLowerCase()),
);

/** Tell whether a description is one that cameras or programs write on every photo. */
export function isCameraJunk(text: string): boolean {
  const plain = text.toLowerCase().replaceAll(/\s+/g, ' ');
  return cameraJunk.has(plain) || plain.startsWith('file written by adobe photoshop');
}
