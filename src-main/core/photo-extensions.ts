/**
 * File name endings that a scan takes for photos, lower case. The content decides later what a file really is; an
 * ending that no decoder handles yet is listed on purpose, so that such photos show up as failures with a reason
 * instead of missing silently.
 */
const extensions: ReadonlySet<string> = new Set([
  ...['jpg', 'jpeg', 'jpe', 'jfif', 'png', 'apng', 'webp', 'avif', 'avifs', 'gif', 'tif', 'tiff'],
  ...['heic', 'heics', 'heif', 'heifs', 'hif', 'jxl', 'bmp', 'dib', 'ico', 'cur', 'svg', 'svgz', 'psd', 'psb', 'mpo'],
  ...['jp2', 'j2k', 'j2c', 'jpc', 'jpf', 'jpx'],
  ...['dng', 'cr2', 'cr3', 'crw', 'nef', 'nrw', 'arw', 'srf', 'sr2', 'raf', 'orf', 'rw2', 'rwl', 'pef', 'srw', 'x3f'],
  ...['3fr', 'fff', 'iiq', 'erf', 'kdc', 'dcr', 'mrw', 'mef', 'mos'],
]);

/** Does a file name end like a photo's? */
export function hasPhotoExtension(name: string): boolean {
  return name.lastIndexOf('.') > 0 && endingOf(name) !== undefined;
}

/** The ending of a photo file that a text has, in small letters and without its dot; undefined for none. */
export function endingOf(text: string): string | undefined {
  const dot = text.lastIndexOf('.');
  const ending = text.slice(dot + 1).toLowerCase();
  return dot >= 0 && extensions.has(ending) ? ending : undefined;
}

/** Endings of videos that phones write beside a photo, lower case. `mp` is that of Pixel phones in Google's exports. */
const videoExtensions: ReadonlySet<string> = new Set(['mov', 'mp4', 'mp']);

/** Does a file name end like that of a video which may belong to a photo? */
export function hasVideoExtension(name: string): boolean {
  const dot = name.lastIndexOf('.');
  return dot > 0 && videoExtensions.has(name.slice(dot + 1).toLowerCase());
}
