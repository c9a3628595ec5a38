import { hasPhotoExtension } from '../../../core/photo-extensions.ts';

/**
 * The name of the photo that a file stands for as iCloud's placeholders did up to macOS 13: `.IMG_1.HEIC.icloud`
 * for `IMG_1.HEIC`. Undefined for other files.
 */
export function standsFor(name: string): string | undefined {
  const photo = /^\.(.+)\.icloud$/iu.exec(name)?.[1];
  return photo !== undefined && hasPhotoExtension(photo) ? photo : undefined;
}
