import { AppError } from '../../src-contract/index.ts';

/** @throws CANCELLED when whoever asked is not interested any more. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw new AppError('CANCELLED', 'The request was cancelled', { cause: signal.reason as unknown });
}
