import { ORPCError } from '@orpc/server';
import { AppError, type ErrorCode } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';

/**
 * The error of a call as it crosses to the client: our code and message. `toAppError` of the contract is the way back.
 * Whatever is no AppError is a mistake of ours; it is logged and crosses without its message.
 */
export function toRpcError(thrown: unknown, method: string, log: Logger): ORPCError<ErrorCode, unknown> {
  const error = isAbort(thrown) ? new AppError('CANCELLED', 'The call was cancelled') : AppError.from(thrown);
  if (error.code !== 'INTERNAL') return new ORPCError(error.code, { message: error.message });
  log.error({ method, ...withoutMessage(error.cause ?? error) }, 'a call failed for no reason that is known');
  return internalError();
}

/** What a client is told of a mistake of ours: the details are in the log, and may name what is private. */
export function internalError(): ORPCError<'INTERNAL', unknown> {
  return new ORPCError('INTERNAL', { message: 'Something went wrong inside Eidetic. Its log has the details.' });
}

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}

/** Name and call stack of an error. Its message may hold paths and query texts, which are never logged. */
export function withoutMessage(thrown: unknown): { readonly error: string; readonly stack: readonly string[] } {
  if (!(thrown instanceof Error)) return { error: typeof thrown, stack: [] };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return { error: thrown.name, stack: frames.map((line) => line.trim()) };
}
