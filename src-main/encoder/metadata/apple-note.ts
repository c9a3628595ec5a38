/** What Apple's devices note for themselves. Untrusted text. */
interface AppleNote {
  /** Shared by the still and the video of a Live Photo. */
  readonly contentId: string | null;
  /** Shared by the photos of a burst. */
  readonly burstId: string | null;
}

const begin = Buffer.from('Apple iOS\0', 'latin1');
/** Behind the name, a version and the byte order. */
const directoryAt = 14;
const maxEntries = 500;
const typeAscii = 2;
const [burstTag, contentTag] = [0x0b, 0x11];

/**
 * Read the two identifiers in a maker note of Apple's; those of other makers have none.
 *
 * The note is a TIFF directory whose offsets are from the note's own beginning.
 *
 * @see https://exiftool.org/TagNames/Apple.html
 */
export function readAppleNote(note: Buffer | null): AppleNote {
  const found = new Map<number, string>();
  if (note !== null && note.length > directoryAt + 2 && note.subarray(0, begin.length).equals(begin)) {
    const isLittle = note.toString('latin1', 12, 14) === 'II';
    const u16 = (at: number): number => (isLittle ? note.readUInt16LE(at) : note.readUInt16BE(at));
    const u32 = (at: number): number => (isLittle ? note.readUInt32LE(at) : note.readUInt32BE(at));
    const count = Math.min(u16(directoryAt), maxEntries);
    for (let i = 0; i < count; i++) {
      const entry = directoryAt + 2 + 12 * i;
      if (entry + 12 > note.length) break;
      const [tag, type, length] = [u16(entry), u16(entry + 2), u32(entry + 4)];
      if ((tag !== burstTag && tag !== contentTag) || type !== typeAscii || found.has(tag)) continue;
      const at = length <= 4 ? entry + 8 : u32(entry + 8);
      if (at + length <= note.length) found.set(tag, note.toString('latin1', at, at + length).replace(/\0.*$/su, ''));
    }
  }
  return { contentId: found.get(contentTag) ?? null, burstId: found.get(burstTag) ?? null };
}
