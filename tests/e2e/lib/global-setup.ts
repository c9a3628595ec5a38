import { cp } from 'node:fs/promises';
import type { TestProject } from 'vitest/node';
import { builtPageDir } from '../../../src-main/headless/paths.ts';
import { hasEvalData } from '../../helpers/eval-data.ts';
import { tempFolder } from '../../helpers/temp-folder.ts';
import { chromiumPath } from './chromium.ts';
import { buildPage } from './page-build.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The built page. */
    pageDir: string;
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
  const folder = await tempFolder();
  await cp(builtPageDir(), folder.path, { recursive: true });
  project.provide('pageDir', folder.path);
  return async () => {
    await folder[Symbol.asyncDispose]();
  };
}
