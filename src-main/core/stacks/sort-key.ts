import type { NamedPhoto } from './stack.ts';

/** Numbers in a name, by their value: `img_9` before `img_10`. */
const digits = /\d+/gu;

/**
 * A text by which the photos of a stack are sorted, the one to show first: finished ones before raw, edited copies before
 * what they were made of, of a burst the one that was picked, what the camera named the cover, first versions before
 * later ones; then by name.
 */
export function sortKeyOf({ isRaw, isBurstPick, read, name }: NamedPhoto): string {
  const flags = [isRaw, !read.isEdited, !isBurstPick, !read.isCover, read.versionOf !== null];
  const padded = name.normalize('NFC').replaceAll(digits, (number) => number.padStart(12, '0'));
  return `${flags.map((flag) => (flag ? '1' : '0')).join('')} ${padded}`;
}
