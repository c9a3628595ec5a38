import axe, { type AxeResults } from 'axe-core';
import { describe, expect, test } from 'vitest';
import { type App, canRun, useApp } from './lib/app.ts';
import { cocoPhotos, copyPhotos, evalFiles } from './lib/photo-files.ts';
import { firstScreens, libraryForScreens, loseConnection, screens } from './lib/screens.ts';

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe finds wrong with the page as it is, one line for each element. */
async function violations({ page, ui }: App): Promise<string[]> {
  // As text through the debugger: a script element would be refused by the page's policy.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  await ui.atRest();
  const found: AxeResults['violations'] = await page.evaluate(async (values) => {
    const { axe: inPage } = window as unknown as { axe: typeof axe };
    const results = await inPage.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return results.violations;
  }, tags);
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  );
}

/** In light and in dark. */
async function allViolations(app: App): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme });
    found.push(...(await violations(app)).map((line) => `${colorScheme}: ${line}`));
  }
  await app.page.emulateMedia({ colorScheme: 'light' });
  return found;
}

describe.skipIf(!canRun)('nothing is inaccessible', () => {
  const running = useApp(libraryForScreens);

  test.each(screens)('on the screen "$name"', async ({ show }) => {
    await show(running());
    expect(await allViolations(running())).toEqual([]);
    await running().reload();
  });

  test('when the connection is lost', async () => {
    await loseConnection(running());
    expect(await allViolations(running())).toEqual([]);
  });
});

describe.skipIf(!canRun)('nothing is inaccessible at the beginning', () => {
  const many = [...cocoPhotos(), ...evalFiles('captions/flickr8k').slice(0, 200)];
  const running = useApp({ photos: (folder) => copyPhotos(folder, many) });

  test.each(firstScreens)('on the screen "$name"', async ({ show }) => {
    await show(running());
    expect(await allViolations(running())).toEqual([]);
  });
});
