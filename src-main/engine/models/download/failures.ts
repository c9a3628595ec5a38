import { AppError } from '../../../../src-contract/index.ts';

/** A failure that may be gone with the next try; `afterMs` is when the server says to come back. */
export class Retryable extends Error {
  readonly failure: AppError;
  readonly afterMs: number | undefined;

  constructor(failure: AppError, afterMs?: number) {
    super(failure.message, { cause: failure });
    this.failure = failure;
    this.afterMs = afterMs;
  }
}

/** Of Node's and OpenSSL's names for certificates that cannot be trusted those that do not begin like these. */
const tlsCodes = /^(CERT_|ERR_TLS_|ERR_SSL_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/u;
const stallCodes: ReadonlySet<string> = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']);

/**
 * Name what went wrong on the way to a server: what may pass is `Retryable`, what will not is an error of ours. A
 * certificate that is not trusted is never tried again: the answer would be the same, or worse.
 *
 * @param where the address, as it is shown.
 */
export function connectionFailure(error: unknown, where: string): Retryable | AppError {
  const codes = codesOf(error);
  const reason = reasonOf(error);
  const tls = codes.find((code) => tlsCodes.test(code));
  if (tls !== undefined) {
    return new AppError(
      'DOWNLOAD_TLS_FAILED',
      `Expected a trusted connection to ${where} but received ${tls}: ${reason}`,
      {
        cause: error,
      },
    );
  }
  if (/Proxy response \(4\d\d\)/u.test(reason)) {
    return new AppError('DOWNLOAD_PROXY_REFUSED', `Expected the proxy to lead to ${where} but it refuses: ${reason}`, {
      cause: error,
    });
  }
  if (codes.some((code) => stallCodes.has(code))) {
    return new Retryable(
      new AppError('DOWNLOAD_STALLED', `Expected ${where} to send something but nothing came for too long`, {
        cause: error,
      }),
    );
  }
  return new Retryable(
    new AppError('DOWNLOAD_UNREACHABLE', `Expected a connection to ${where} but received: ${reason}`, { cause: error }),
  );
}

/** Name what went wrong when a file of a pack was written, moved or removed. @param what for the message. */
export function writeFailure(error: unknown, what: string): AppError {
  if (error instanceof AppError) return error;
  const [code] = codesOf(error);
  const full = code === 'ENOSPC' || code === 'EDQUOT';
  return new AppError(
    full ? 'DISK_FULL' : 'MODEL_FOLDER_UNUSABLE',
    `Expected to ${what} but received: ${reasonOf(error)}`,
    { cause: error },
  );
}

/** Codes of an error and of what caused it, as far as it says. */
function codesOf(error: unknown): string[] {
  const codes: string[] = [];
  const seen = new Set<unknown>();
  const visit = (each: unknown): void => {
    if (!(each instanceof Error) || seen.has(each)) return;
    seen.add(each);
    if ('code' in each && typeof each.code === 'string') codes.push(each.code);
    visit(each.cause);
    if (each instanceof AggregateError) each.errors.forEach(visit);
  };
  visit(error);
  return codes;
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.map(reasonOf).join('; ');
  if (!(error instanceof Error)) return String(error);
  return error.message === '' ? (codesOf(error)[0] ?? error.name) : error.message;
}
