import { setTimeout as sleep } from 'node:timers/promises';

/** Wait for something that happens in another process. */
export async function until(isSo: () => boolean | Promise<boolean>, seconds = 20): Promise<void> {
  const deadline = performance.now() + seconds * 1000;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`Expected ${isSo.toString()} within ${seconds} s`);
    await sleep(20);
  }
}
