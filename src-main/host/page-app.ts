import { type Context, Hono } from 'hono';
import { AppError, type ErrorCode, type ThumbEdge, thumbEdges, type Tile } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';
import type { ByteRange } from './byte-range.ts';
import { attachment } from './content-disposition.ts';
import { fileAnswer } from './file-answer.ts';
import { pageFiles } from './page-files.ts';
import { withoutMessage } from './rpc-errors.ts';
import { inertPolicy, securityHeaders } from './security-headers.ts';

interface DisplayFile {
  readonly path: string;
  readonly contentType: string;
  readonly contentHash: string;
}

/** Where a photo's pixels lie. The engine answers this; a host whose engine is in another process asks it there. */
export interface PhotoFiles {
  /** Thumbnail of this longest edge, WebP. @throws PHOTO_*, ENCODER_* */
  thumbFile(photoId: number, edge?: ThumbEdge): Promise<{ readonly path: string; readonly contentHash: string }>;
  /** The photo in a format that browsers show. @throws PHOTO_*, ENCODER_* */
  displayFile(photoId: number): Promise<DisplayFile>;
  /** A part of the photo. @throws INVALID_ARGUMENT, CANCELLED, PHOTO_*, ENCODER_* */
  tileFile(photoId: number, tile: Tile): Promise<DisplayFile>;
  /** The video of a part of the photo's stack, by its place. @throws PHOTO_MISSING, PHOTO_*, ENCODER_* */
  videoFile(
    photoId: number,
    part: number,
    fileId?: number,
  ): Promise<{ readonly path: string; readonly contentHash: string | null; readonly span: ByteRange | null }>;
  /** The user's file; the one that is meant where there are several. @throws PHOTO_NOT_FOUND, PHOTO_MISSING */
  photoFile(
    photoId: number,
    fileId?: number,
  ): Promise<{
    readonly path: string;
    /** By its content, e.g. `jpeg`. */
    readonly format: string;
    readonly contentHash: string;
    /** The file's own name: untrusted text. */
    readonly name: string;
  }>;
}

export interface PageAppOptions {
  /** The built page: `index.html` and what it loads. */
  readonly pageDir: string;
  readonly photos: PhotoFiles;
  readonly log: Logger;
}

/** What may be shown in place. Anything else that comes as a photo is saved instead. */
const shown: ReadonlySet<string> = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif']);

const photoHeaders = { 'Content-Security-Policy': inertPolicy, 'Cache-Control': 'private, max-age=600' };

/**
 * What every host shows: the built page, and photos by the addresses in `resources` of the contract. Who may ask is the
 * host's to decide, before this is called.
 *
 * @throws NOT_SUPPORTED_HERE when the page has not been built.
 */
export async function pageApp({
  pageDir,
  photos,
  log,
}: PageAppOptions): Promise<(request: Request) => Promise<Response>> {
  const page = await pageFiles(pageDir);
  const app = new Hono();
  app.get('/thumb/:id', async (context) => {
    const { path, contentHash } = await photos.thumbFile(photoIdOf(context));
    return fileAnswer(context.req.raw, { path, contentHash, contentType: 'image/webp', headers: photoHeaders });
  });
  app.get('/thumb/:id/:edge', async (context) => {
    const edge = thumbEdges.find((each) => String(each) === context.req.param('edge'));
    if (edge === undefined) throw new AppError('INVALID_ARGUMENT', 'Expected one of the edges of thumbnails');
    const { path, contentHash } = await photos.thumbFile(photoIdOf(context), edge);
    return fileAnswer(context.req.raw, { path, contentHash, contentType: 'image/webp', headers: photoHeaders });
  });
  app.get('/tile/:id/:level/:column/:row', async (context) => {
    const { level, column, row } = context.req.param();
    const tile = { level: whole(level), column: whole(column), row: whole(row) };
    const { path, contentHash, contentType } = await photos.tileFile(photoIdOf(context), tile);
    return fileAnswer(context.req.raw, { path, contentHash, contentType, headers: photoHeaders });
  });
  app.get('/photo/:id', async (context) => {
    const { path, contentHash, contentType } = await photos.displayFile(photoIdOf(context));
    const disposition = shown.has(contentType) ? 'inline' : 'attachment';
    const headers = { ...photoHeaders, 'Content-Disposition': disposition };
    return fileAnswer(context.req.raw, { path, contentHash, contentType, headers });
  });
  app.get('/original/:id', async (context) => {
    const { path, contentHash, format, name } = await photos.photoFile(photoIdOf(context), fileIdOf(context));
    const headers = { ...photoHeaders, 'Content-Disposition': attachment(name) };
    const contentType = /^[a-z0-9]{1,20}$/.test(format) ? `image/${format}` : 'application/octet-stream';
    return fileAnswer(context.req.raw, { path, contentHash, contentType, headers });
  });
  app.get('/video/:id/:part', async (context) => {
    const part = whole(context.req.param('part'));
    const { path, contentHash, span } = await photos.videoFile(photoIdOf(context), part, fileIdOf(context));
    return fileAnswer(context.req.raw, {
      path,
      // Of a file of its own, size and time tell enough.
      contentHash: contentHash ?? '0',
      span,
      // QuickTime's own type is refused by browsers that play what is in it.
      contentType: 'video/mp4',
      // At the same place there may be another video the next time.
      headers: { ...photoHeaders, 'Cache-Control': 'private, no-cache' },
    });
  });
  app.get('*', async (context) => {
    const file = page.get(context.req.path);
    return file === undefined ? errorAnswer(404, 'NOT_FOUND') : fileAnswer(context.req.raw, file);
  });
  app.notFound(() => errorAnswer(405, 'METHOD_NOT_ALLOWED', { Allow: 'GET, HEAD' }));
  app.onError((thrown) => {
    const error = AppError.from(thrown);
    if (error.code === 'INTERNAL') log.error(withoutMessage(error.cause ?? error), 'a photo could not be sent');
    return errorAnswer(statusOf(error.code), error.code);
  });
  return async (request) => {
    const answer = await app.fetch(request);
    for (const [name, value] of Object.entries(securityHeaders)) answer.headers.set(name, value);
    return answer;
  };
}

/** @throws INVALID_ARGUMENT */
function photoIdOf(context: Context<object, '/:id'>): number {
  return idIn(context.req.param('id'), 'photo');
}

/** @throws INVALID_ARGUMENT */
function fileIdOf(context: Context): number | undefined {
  const text = context.req.query('file');
  return text === undefined ? undefined : idIn(text, 'file');
}

function idIn(text: string, of: string): number {
  const id = Number(text);
  if (!/^[1-9]\d{0,15}$/.test(text) || !Number.isSafeInteger(id)) {
    throw new AppError('INVALID_ARGUMENT', `Expected the number of a ${of}`);
  }
  return id;
}

/** @throws INVALID_ARGUMENT */
function whole(text: string): number {
  if (!/^\d{1,5}$/.test(text)) throw new AppError('INVALID_ARGUMENT', 'Expected the number of a tile or a part');
  return Number(text);
}

function statusOf(code: ErrorCode): number {
  if (code === 'INVALID_ARGUMENT') return 400;
  if (code.startsWith('PHOTO_')) return 404;
  return code === 'INTERNAL' ? 500 : 503;
}

/** An error as its code alone: no path, no name, nothing that was asked for. */
function errorAnswer(status: number, code: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(code, {
    status,
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Security-Policy': inertPolicy,
      'Cache-Control': 'no-store',
      ...headers,
    },
  });
}
