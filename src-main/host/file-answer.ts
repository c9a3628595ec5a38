import { type ByteRange, parseRange } from './byte-range.ts';
import { openFile, type OpenFile, streamOf } from './open-file.ts';

export interface FileToSend {
  /** Absolute, symbolic links resolved. */
  readonly path: string;
  readonly contentType: string;
  /** Tells one content from another; hexadecimal. Null for a file that is named anew whenever it changes. */
  readonly contentHash: string | null;
  readonly headers: Readonly<Record<string, string>>;
  /** What is sent of it, as if that were a file; everything when missing or null. */
  readonly span?: ByteRange | null;
}

/**
 * Answer a GET or HEAD request with a file: whole, a part of it, or that the client's copy is still good.
 *
 * @throws PHOTO_MISSING when it cannot be opened. What happens while it is being sent ends the answer's body with an error.
 * @see https://www.rfc-editor.org/rfc/rfc9110
 */
export async function fileAnswer(request: Request, file: FileToSend): Promise<Response> {
  const opened = await openFile(file.path);
  const { handle } = opened;
  const span = file.span ?? { start: 0, end: opened.sizeBytes };
  const sizeBytes = span.end - span.start;
  const tag = file.contentHash === null ? null : entityTag(file.contentHash, opened);
  const headers = new Headers(file.headers);
  headers.set('Content-Type', file.contentType);
  headers.set('Accept-Ranges', 'bytes');
  if (tag !== null) headers.set('ETag', tag);
  if (tag !== null && matches(request.headers.get('if-none-match'), tag)) {
    await handle.close();
    return new Response(null, { status: 304, headers });
  }
  const range = mayBePartial(request, tag) ? parseRange(request.headers.get('range'), sizeBytes) : null;
  if (range === 'unsatisfiable') {
    await handle.close();
    headers.set('Content-Range', `bytes */${sizeBytes}`);
    headers.set('Content-Length', '0');
    return new Response(null, { status: 416, headers });
  }
  const { start, end } = range ?? { start: 0, end: sizeBytes };
  if (range !== null) headers.set('Content-Range', `bytes ${start}-${end - 1}/${sizeBytes}`);
  headers.set('Content-Length', String(end - start));
  const status = range === null ? 200 : 206;
  if (request.method === 'HEAD') {
    await handle.close();
    return new Response(null, { status, headers });
  }
  return new Response(streamOf(handle, span.start + start, span.start + end), { status, headers });
}

/** Size and time are part of it: a file may have changed since its content was hashed. */
function entityTag(contentHash: string, { sizeBytes, mtimeMs }: OpenFile): string {
  return `"${contentHash}-${sizeBytes.toString(36)}-${Math.trunc(mtimeMs).toString(36)}"`;
}

function matches(header: string | null, tag: string): boolean {
  if (header === null) return false;
  const tags = header.split(',').map((candidate) => candidate.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}

/** A part is of use only to a client that has the rest of the same content. */
function mayBePartial(request: Request, tag: string | null): boolean {
  const condition = request.headers.get('if-range');
  return condition === null || condition.trim() === tag;
}
