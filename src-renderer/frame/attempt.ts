import { isAbort } from '../lib/client.ts';
import { ConnectionLost } from '../lib/connection.ts';
import { toasts } from './toasts.svelte.ts';

/** Show an error to the user, unless it is shown otherwise or means nothing. */
export function failed(error: unknown): void {
  if (error instanceof ConnectionLost || isAbort(error)) return;
  toasts.failed(error);
}

/** Do something whose failure the user is told of. @returns whether it worked. */
export async function attempt(work: () => Promise<unknown>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    failed(error);
    return false;
  }
}
