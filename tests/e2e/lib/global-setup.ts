import { cp } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { builtPageDir } from '../../../src-main/headless/paths.ts';
import { hasEvalData } from '../../helpers/eval-data.ts';
import { knownLibrary } from '../../helpers/known-library.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { chromiumPath } from './chromium.ts';
import { buildPage } from './page-build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built page. */
    pageDir: string;
    /** Data folder that the libraries of all tests begin with; see `knownLibrary`. */
    knownDir: string;
  }
}

/** Before all files: the page as it is now, the photos that tests share, and one loud line where nothing can be tested. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (chromiumPath === undefined) {
    // eslint-disable-next-line no-console -- skipped in silence, these tests would look passed
    console.warn('NOT TESTED in a browser: no Chromium found. Set CHROMIUM_PATH to Chromium or Chrome.');
    return undefined;
  }
  if (!hasEvalData) return undefined;
  await using stack = new AsyncDisposableStack();
  const [knownDir] = await Promise.all([knownLibrary(), buildPage()]);
  project.provide('knownDir', knownDir);
  // Whoever builds while the tests run must not pull the page away from under them.
  const page = stack.use(await tempFolder());
  await cp(builtPageDir(), page.path, { recursive: true });
  project.provide('pageDir', page.path);
  const all = stack.move();
  return () => all.disposeAsync();
}
