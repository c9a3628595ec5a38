import { AppError } from '../../../../src-contract/index.ts';
import { connectionFailure, Retryable } from './failures.ts';
import { PartFile, type PartWriter, wrongFile } from './part-file.ts';
import type { WebAnswer, WebClient } from './web-client.ts';

/** How often and how long is waited for a server that does not answer as it should. */
export interface RetryPolicy {
  /** Tries in a row that bring nothing. */
  readonly tries: number;
  /** Wait after the first of them; doubled with each. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** A server that asks to wait longer than this (`Retry-After`) has refused. */
  readonly longestAskedMs: number;
}

export const defaultRetries: RetryPolicy = {
  tries: 7,
  firstMs: 1000,
  longestMs: 60_000,
  longestAskedMs: 10 * 60_000,
};

export interface DownloadJob {
  readonly client: WebClient;
  readonly url: URL;
  /** Absolute path of the file to be. */
  readonly target: string;
  /** For messages: the path as published. */
  readonly name: string;
  readonly bytes: number;
  /** Hex. */
  readonly sha256: string;
  readonly signal: AbortSignal;
  readonly retries: RetryPolicy;
  /** Wait; ends with the signal's reason. */
  readonly wait: (ms: number, signal: AbortSignal) => Promise<void>;
  /** Told how many bytes of the file are there. */
  readonly onBytes: (bytes: number) => void;
}

/**
 * Download a file, from where it stopped the last time: to `<target>.part` first, which gets its name when size and sha256
 * are those that were published.
 *
 * What may pass (connections that break or stall, servers that are busy) is tried again, ever later, as long as it brings
 * something now and then; what came stays for the next time.
 *
 * @throws DOWNLOAD_*, DISK_FULL, MODEL_FOLDER_UNUSABLE; the signal's reason.
 */
export async function downloadFile(job: DownloadJob): Promise<void> {
  const part = new PartFile(job.target);
  let mayStartOver = true;
  for (;;) {
    const { inPieces } = await receive(job, part);
    if (await part.matches(job.sha256, job.signal)) return part.finish();
    await part.remove();
    // Pieces of two versions of the file, where the server does not tell them apart: once more, as a whole.
    if (!inPieces || !mayStartOver)
      throw wrongFile(job.name, job.url.origin, `sha256 ${job.sha256}`, 'another file of the same size');
    mayStartOver = false;
  }
}

/** How what is there of a file came. */
interface Origins {
  /** With several answers, of the past maybe. */
  inPieces: boolean;
}

/** Receive all bytes of the file. */
async function receive(job: DownloadJob, part: PartFile): Promise<Origins> {
  const { signal, retries } = job;
  let have = await part.bytes();
  const origins: Origins = { inPieces: have > 0 };
  // The farthest it came: a server that begins anew again and again brings nothing.
  let farthest = have;
  for (let failed = 0; have !== job.bytes;) {
    if (have > job.bytes) await part.remove();
    job.onBytes(await part.bytes());
    try {
      await receivePiece(job, part, origins);
      if ((await part.bytes()) < job.bytes) throw cutOff(job);
    } catch (error) {
      signal.throwIfAborted();
      if (!(error instanceof Retryable)) throw error;
      const now = await part.bytes();
      failed = now > farthest ? 1 : failed + 1;
      farthest = Math.max(farthest, now);
      if (failed >= retries.tries || (error.afterMs ?? 0) > retries.longestAskedMs) throw error.failure;
      const backoff = Math.min(retries.longestMs, retries.firstMs * 2 ** (failed - 1));
      await job.wait(error.afterMs ?? backoff, signal);
    }
    have = await part.bytes();
  }
  job.onBytes(job.bytes);
  return origins;
}

function cutOff({ url, name, bytes }: DownloadJob): Retryable {
  return new Retryable(
    new AppError('DOWNLOAD_UNREACHABLE', `Expected ${bytes} bytes of "${name}" from ${url.origin} but it ended before`),
  );
}

/** Ask for what is missing and append what comes. */
async function receivePiece(job: DownloadJob, part: PartFile, origins: Origins): Promise<void> {
  const { client, url, signal } = job;
  const have = await part.bytes();
  const answer = await client.get(url, await rangeHeaders(part, have), signal);
  const isRest = answer.status === 206 && have > 0;
  if (isRest && !continues(answer, have, job.bytes)) {
    await answer.body.dump();
    await part.remove();
    return;
  }
  if (answer.status !== 200 && !isRest) {
    await answer.body.dump();
    throw await withoutFile(job, answer, part);
  }
  await requireLength(job, answer, isRest ? have : 0);
  if (!isRest) await part.restart(strongEtag(answer));
  origins.inPieces = isRest;
  await using writer = await part.append();
  await appendBody(job, answer, writer);
}

async function rangeHeaders(part: PartFile, have: number): Promise<Record<string, string>> {
  if (have === 0) return {};
  const etag = await part.etag();
  return { range: `bytes=${have}-`, ...(etag === null ? {} : { 'if-range': etag }) };
}

/** What to throw for an answer that is no file. */
async function withoutFile(job: DownloadJob, answer: WebAnswer, part: PartFile): Promise<Retryable | AppError> {
  if (answer.status !== 416 && answer.status !== 206) return statusFailure(job, answer);
  // What we have is no beginning of its file.
  await part.remove();
  const [, total] = /^bytes \*\/(\d+)$/u.exec(answer.header('content-range') ?? '') ?? [];
  if (total === undefined || Number(total) === job.bytes) return new Retryable(refusal(job, answer));
  return wrongFile(job.name, answer.where, `${job.bytes} bytes`, total);
}

/** Whether a partial answer is the rest of what we have. */
function continues(answer: WebAnswer, have: number, bytes: number): boolean {
  const [, from, total] = /^bytes (\d+)-\d+\/(\d+|\*)$/u.exec(answer.header('content-range') ?? '') ?? [];
  return Number(from) === have && (total === '*' || Number(total) === bytes);
}

function strongEtag(answer: WebAnswer): string | null {
  const etag = answer.header('etag');
  return etag === undefined || etag.startsWith('W/') ? null : etag;
}

async function requireLength(job: DownloadJob, answer: WebAnswer, from: number): Promise<void> {
  const said = answer.header('content-length');
  const length = said === undefined ? undefined : from + Number(said);
  if (length === undefined || length === job.bytes) return;
  await answer.body.dump();
  const type = answer.header('content-type') ?? 'unknown type';
  throw wrongFile(job.name, answer.where, `${job.bytes} bytes`, `${length} (${type})`);
}

async function appendBody(job: DownloadJob, answer: WebAnswer, writer: PartWriter): Promise<void> {
  const chunks = answer.body[Symbol.asyncIterator]() as AsyncIterator<Uint8Array>;
  try {
    for (;;) {
      const chunk = await nextChunk(chunks, answer, job.signal);
      if (chunk === undefined) break;
      if (writer.bytes + chunk.length > job.bytes)
        throw wrongFile(job.name, answer.where, `${job.bytes} bytes`, 'more than that');
      await writer.write(chunk);
      job.onBytes(writer.bytes);
    }
  } finally {
    answer.body.destroy();
  }
  await writer.flush();
}

async function nextChunk(
  chunks: AsyncIterator<Uint8Array>,
  answer: WebAnswer,
  signal: AbortSignal,
): Promise<Uint8Array | undefined> {
  try {
    const next = await chunks.next();
    return next.done === true ? undefined : next.value;
  } catch (error) {
    signal.throwIfAborted();
    throw connectionFailure(error, answer.where);
  }
}

const busy: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504, 509, 520, 522, 524, 529]);

/** What a status means that brings no file. */
function statusFailure(job: DownloadJob, answer: WebAnswer): Retryable | AppError {
  const failure = refusal(job, answer);
  const afterMs = retryAfterMs(answer.header('retry-after'), Date.now());
  const mayPass = busy.has(answer.status) || (answer.status === 403 && afterMs !== undefined);
  return mayPass ? new Retryable(failure, afterMs) : failure;
}

function refusal({ name }: DownloadJob, { status, where, header }: WebAnswer): AppError {
  const after = header('retry-after');
  const later = after === undefined ? '' : `, to be asked again after ${after}`;
  return new AppError('DOWNLOAD_REFUSED', `Expected "${name}" from ${where} but the server answers ${status}${later}`);
}

/** Milliseconds that a `Retry-After` asks to wait: it is in seconds, or a date. Undefined where it is neither. */
function retryAfterMs(header: string | undefined, nowMs: number): number | undefined {
  if (header === undefined) return undefined;
  if (/^\d{1,9}$/u.test(header.trim())) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
