import { AppError } from '../../src-contract/index.ts';
import { failed } from '../frame/attempt.ts';
import { client } from '../frame/client.ts';
import { ConnectionLost } from '../lib/connection.ts';
import { library } from '../library/index.ts';

let isWarming = false;

/**
 * Have the model loaded before the first search needs it, which takes a second or two. Whoever goes to the search field
 * is about to search; an error shows with the search itself.
 */
export async function warmUp(): Promise<void> {
  if (library.status?.provider !== null || isWarming) return;
  isWarming = true;
  try {
    await client.call('encoder.provider', {});
    await library.refresh();
  } catch (error) {
    if (!(error instanceof AppError || error instanceof ConnectionLost)) failed(error);
  } finally {
    isWarming = false;
  }
}
