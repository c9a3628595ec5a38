import { AppError } from '../../../src-contract/index.ts';

/**
 * Ask the encoder, and once more when it died over it: what somebody waits for can share the process with a photo of
 * the library that kills it.
 */
export async function askAgain<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof AppError && error.code === 'ENCODER_CRASHED') return ask();
    throw error;
  }
}
