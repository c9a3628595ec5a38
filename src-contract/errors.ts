import { z } from 'zod';

/**
 * Every way Eidetic can fail, as a closed set. docs/errors.md says what each means and what to do.
 *
 * Most `PHOTO_*` codes are per photo: they are data in a batch, listed by `failures`, and never stop anything else.
 */
export const errorCodes = [
  'INVALID_ARGUMENT',
  'FOLDER_NOT_FOUND',
  'FOLDER_NOT_A_FOLDER',
  'FOLDER_UNREADABLE',
  'FOLDER_OVERLAP',
  'FOLDER_NOT_REGISTERED',
  'FOLDER_HAS_NO_PHOTOS',
  'QUERY_EMPTY',
  'QUERY_TOO_LONG',
  'QUERY_IMAGE_UNREADABLE',
  'QUERY_FILE_UNREADABLE',
  'PHOTO_NOT_FOUND',
  'PHOTO_EMPTY',
  'PHOTO_NOT_AN_IMAGE',
  'PHOTO_FORMAT_UNSUPPORTED',
  'PHOTO_DAMAGED',
  'PHOTO_TOO_MANY_PIXELS',
  'PHOTO_FILE_TOO_LARGE',
  'PHOTO_UNREADABLE',
  'PHOTO_MISSING',
  'PHOTO_IN_CLOUD',
  'PHOTO_CHANGED_WHILE_READING',
  'PHOTO_TIMEOUT',
  'PHOTO_NOT_ENCODABLE',
  'PHOTO_KILLED_ENCODER',
  'ENTRY_NAME_NOT_UTF8',
  'ENTRY_SYMLINK_NOT_FOLLOWED',
  'ENTRY_UNREADABLE',
  'COPY_FOLDER_UNUSABLE',
  'ALBUM_NOT_FOUND',
  'TAG_NOT_FOUND',
  'TASTE_TOO_FEW_CHOICES',
  'NOT_SUPPORTED_HERE',
  'PACK_NOT_FOUND',
  'PACK_MANIFEST_INVALID',
  'PACK_UNSUPPORTED',
  'PACK_FILE_MISSING',
  'PACK_FILE_SIZE_MISMATCH',
  'PACK_FILE_HASH_MISMATCH',
  'PACK_PATH_ESCAPES',
  'PACK_SESSION_FAILED',
  'PACK_SELF_TEST_FAILED',
  'PACK_HAS_NO_PATCHES',
  'MODEL_NOT_FOUND',
  'MODEL_BUSY',
  'MODEL_IN_USE',
  'MODEL_LICENSE_NOT_ACCEPTED',
  'MODEL_TOO_LARGE_FOR_MEMORY',
  'MODEL_CATALOGUE_INVALID',
  'MODEL_FOLDER_UNUSABLE',
  'MODEL_MIRROR_INVALID',
  'MODEL_PROXY_INVALID',
  'DISK_FULL',
  'DOWNLOAD_UNREACHABLE',
  'DOWNLOAD_TLS_FAILED',
  'DOWNLOAD_REFUSED',
  'DOWNLOAD_PROXY_REFUSED',
  'DOWNLOAD_MIRROR_UNREADABLE',
  'DOWNLOAD_STALLED',
  'DOWNLOAD_WRONG_FILE',
  'IMPORT_UNREADABLE',
  'IMPORT_UNSAFE',
  'IMPORT_NOT_A_PACK',
  'CUDA_UNAVAILABLE',
  'CUDA_LICENSE_NOT_ACCEPTED',
  'PROVIDER_UNAVAILABLE',
  'ENCODER_CRASHED',
  'ENCODER_UNAVAILABLE',
  'THUMBNAIL_WRITE_FAILED',
  'DATA_DIR_UNUSABLE',
  'DATA_DIR_LOCKED',
  'DATABASE_FROM_FUTURE',
  'DATABASE_DAMAGED',
  'DATABASE_FULL',
  'CANCELLED',
  'INTERNAL',
] as const;

export const ErrorCode = z.enum(errorCodes);
export type ErrorCode = z.infer<typeof ErrorCode>;

/** An error as it crosses a process or network boundary. */
export const WireError = z.strictObject({ code: ErrorCode, message: z.string() });
export type WireError = z.infer<typeof WireError>;

/**
 * The one error class. The message names what was expected, where, and what was found instead:
 * "Expected X for Y but received Z".
 */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.code = code;
  }

  /** Turn anything thrown into an AppError; what is not one already is a bug and becomes INTERNAL. */
  static from(thrown: unknown, code: ErrorCode = 'INTERNAL'): AppError {
    if (thrown instanceof AppError) return thrown;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return new AppError(code, message, { cause: thrown });
  }

  toWire(): WireError {
    return { code: this.code, message: this.message };
  }

  static fromWire(wire: WireError): AppError {
    return new AppError(wire.code, wire.message);
  }
}
