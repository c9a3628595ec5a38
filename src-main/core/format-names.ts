/** Formats by other names, to those that photos have. */
const formats: ReadonlyMap<string, string> = new Map(
  Object.entries({
    jpeg: ['jpg', 'jpe', 'jfif'],
    tiff: ['tif'],
    heic: ['heif', 'heics', 'heifs', 'hif'],
    jp2: ['jpeg2000', 'j2k', 'j2c', 'jpc', 'jpf', 'jpx'],
    jxl: ['jpegxl'],
    psd: ['psb', 'photoshop'],
    svg: ['svgz'],
    avif: ['avifs'],
    png: ['apng'],
  }).flatMap(([format, names]) => names.map((name) => [name, format] as const)),
);

/** The format that people, or the ending of a file, call so, in small letters; what is not known is one by itself. */
export function formatCalled(name: string): string {
  const lower = name.toLowerCase();
  return formats.get(lower) ?? lower;
}
