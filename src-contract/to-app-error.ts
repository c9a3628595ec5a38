import { AppError, ErrorCode } from './errors.ts';

/**
 * Turn what a call over any transport threw into an AppError: the error of the other side by its code, CANCELLED for a
 * call that was aborted or whose connection ended, else INTERNAL.
 */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError || !(thrown instanceof Error)) return AppError.from(thrown);
  const code = ErrorCode.safeParse('code' in thrown ? thrown.code : undefined);
  if (code.success) return new AppError(code.data, thrown.message, { cause: thrown });
  return AppError.from(thrown, thrown.name === 'AbortError' ? 'CANCELLED' : 'INTERNAL');
}
