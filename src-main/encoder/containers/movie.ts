import { noVideoFacts, type VideoFacts } from '../../core/stacks/marks.ts';
import { parseDateTime } from '../metadata/dates.ts';
import { boxes, findBox } from './bmff.ts';

const contentKey = 'com.apple.quicktime.content.identifier';
const dateKey = 'com.apple.quicktime.creationdate';
const maxKeys = 200;
const longestValue = 200;
/** From 1904, where the times of movies begin, to 1970, in seconds. */
const epochSeconds = 2_082_844_800;
/** A clock that was never set says a time before this: 1995, in milliseconds. */
const earliestMs = Date.UTC(1995, 0);

/**
 * Read what a video says of itself.
 *
 * @param moov the content of its `moov` box. Whatever is in it, this does not throw.
 * @see ISO/IEC 14496-12, 8.2.2 for `mvhd`;
 * https://developer.apple.com/documentation/quicktime-file-format/metadata_atoms_and_types for keys and their values
 */
export function readMovie(moov: Buffer): VideoFacts {
  const { takenAtMs, seconds } = readHeader(findBox(moov, 'mvhd'));
  const items = readItems(findBox(moov, 'meta'));
  const local = parseDateTime(items.get(dateKey) ?? null)?.local ?? null;
  return { ...noVideoFacts, contentId: items.get(contentKey) ?? null, takenAt: local, takenAtMs, seconds };
}

function readHeader(header: Buffer | undefined): Pick<VideoFacts, 'takenAtMs' | 'seconds'> {
  const nothing = { takenAtMs: null, seconds: null };
  if (header === undefined || header.length < 20) return nothing;
  const isLong = header[0] === 1;
  if (isLong && header.length < 32) return nothing;
  const created = isLong ? Number(header.readBigUInt64BE(4)) : header.readUInt32BE(4);
  const scale = header.readUInt32BE(isLong ? 20 : 12);
  const duration = isLong ? Number(header.readBigUInt64BE(24)) : header.readUInt32BE(16);
  const ms = (created - epochSeconds) * 1000;
  return {
    takenAtMs: ms >= earliestMs && Number.isSafeInteger(ms) ? ms : null,
    seconds: scale === 0 ? null : duration / scale,
  };
}

/** Texts by their keys. */
function readItems(meta: Buffer | undefined): Map<string, string> {
  const items = new Map<string, string>();
  if (meta === undefined) return items;
  // QuickTime's box begins with its first box, that of MPEG-4 with four more bytes.
  const content = meta.toString('latin1', 4, 8) === 'hdlr' ? meta : meta.subarray(4);
  const keys = readKeys(findBox(content, 'keys'));
  for (const { type, content: item } of boxes(findBox(content, 'ilst') ?? Buffer.alloc(0))) {
    const key = keys[Buffer.from(type, 'latin1').readUInt32BE(0) - 1];
    const data = findBox(item, 'data');
    // Behind its type and its language.
    if (key === undefined || data === undefined || data.length <= 8 || data.length > 8 + longestValue) continue;
    const text = data.toString('utf8', 8).replace(/\0+$/u, '').trim();
    if (text !== '' && !items.has(key)) items.set(key, text);
  }
  return items;
}

/** Names of keys, by their number less one. */
function readKeys(box: Buffer | undefined): string[] {
  // Behind version, flags and their number.
  if (box === undefined || box.length < 8) return [];
  const names: string[] = [];
  for (const { content } of boxes(box.subarray(8))) {
    if (names.length >= maxKeys) break;
    names.push(content.toString('utf8', 0, longestValue));
  }
  return names;
}
