import { AppError } from '../../../../src-contract/index.ts';

/** Name what could not be read of what is imported, if only because somebody else alone may. @throws IMPORT_UNREADABLE */
export async function readable<T>(path: string, read: Promise<T>, signal?: AbortSignal): Promise<T> {
  try {
    return await read;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AppError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new AppError('IMPORT_UNREADABLE', `Expected to read "${path}" but received: ${reason}`, { cause: error });
  }
}
