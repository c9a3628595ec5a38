import { Coder } from '../vectors/codes.ts';
import { windowBytes } from './blended.ts';

/** Bytes of a page of the database: a row as long as this has one of its own. */
const pageBytes = 4096;
/** Of a photo in tables and indexes beside the codes. */
const besideBytes = 50;

/** What windows of photos take in the database, about. @param dim values of an embedding */
export function bytesOfWindows({ photos, dim }: { readonly photos: number; readonly dim: number }): number {
  const rowBytes = windowBytes(new Coder(dim));
  return photos * (besideBytes + Math.ceil(rowBytes / pageBytes) * pageBytes);
}
