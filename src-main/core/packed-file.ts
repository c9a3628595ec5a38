/**
 * Address of a file that is packed beside the code, such as one of the models, for any module of `src-main`: in a checkout,
 * built, and in the archive of the desktop app, beside which models lie.
 *
 * @param path relative to the root of the package, with forward slashes.
 */
export function packedFile(importMetaUrl: string, path: string): string {
  const root = importMetaUrl.slice(0, importMetaUrl.lastIndexOf('/src-main/')).replace(/\/dist$/u, '');
  return `${root.replace(/\/app\.asar$/u, '/app.asar.unpacked')}/${path}`;
}
