import { cp } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { builtPageDir } from '../../../src-main/headless/paths.ts';
import { hasEvalData } from '../../helpers/eval-data.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { chromiumPath } from './chromium.ts';
import { encodeCaptions } from './encoded-captions.ts';
import { buildPage } from './page-build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built page. */
    pageDir: string;
    /** Data folder of a library without photos that has its captions encoded. */
    captionsDir: string;
  }
}

/** Before all files: the page as it is now, and one loud line where nothing can be tested. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (chromiumPath === undefined) {
    // eslint-disable-next-line no-console -- skipped in silence, these tests would look passed
    console.warn('NOT TESTED in a browser: no Chromium found. Set CHROMIUM_PATH to Chromium or Chrome.');
    return undefined;
  }
  if (!hasEvalData) return undefined;
  await buildPage();
  // Whoever builds while the tests run must not pull the page away from under them.
  await using stack = new AsyncDisposableStack();
  const page = stack.use(await tempFolder());
  await cp(builtPageDir(), page.path, { recursive: true });
  project.provide('pageDir', page.path);
  const captions = stack.use(await tempFolder());
  await encodeCaptions(captions.path);
  project.provide('captionsDir', captions.path);
  const all = stack.move();
  return () => all.disposeAsync();
}
