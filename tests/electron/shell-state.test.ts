import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { ShellState } from '../../src-main/electron/shell-state.ts';
import { tempFolder } from '../helpers/temp-folder.ts';
import { keepingLog } from './keeping-log.ts';

const placement = { x: 10, y: 20, width: 800, height: 600, maximised: true, fullscreen: false };

async function stateFile(): Promise<string> {
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  return join(folder.path, 'desktop', 'window.json');
}

test('what changed is there at the next start, saved as a whole file', async () => {
  const path = await stateFile();
  const log = keepingLog();
  {
    using state = ShellState.read(path, log);
    state.place(3, placement);
    state.place(4, { ...placement, maximised: false });
    state.setTheme('dark');
    state.setLanguage('de');
  }
  const again = ShellState.read(path, log);
  expect(again.remembered).toMatchObject({
    display: 4,
    placements: { '3': placement, '4': { ...placement, maximised: false } },
  });
  expect([again.theme, again.language]).toEqual(['dark', 'de']);
  expect(await readdir(join(path, '..'))).toEqual(['window.json']);
  expect(log.lines).toEqual([]);
});

test('a first start has nothing remembered and says nothing', async () => {
  const log = keepingLog();
  const state = ShellState.read(await stateFile(), log);
  expect(state.remembered).toMatchObject({ display: null, placements: {} });
  expect([state.theme, state.language, log.lines.length]).toEqual(['system', 'system', 0]);
});

test.each(['', '{', 'null', '{"display":"x"}', '{"display":1,"placements":{"1":{"x":"far"}},"theme":"dark"}'])(
  'a file of %j counts as a first start',
  async (content) => {
    const path = await stateFile();
    await mkdir(join(path, '..'));
    await writeFile(path, content);
    const log = keepingLog();
    expect(ShellState.read(path, log).remembered).toMatchObject({ display: null, placements: {} });
    expect(log.lines).toMatchObject([{ message: 'the state of the window is unreadable' }]);
  },
);

test('a place that cannot be written to is logged and costs nothing else', async () => {
  const path = await stateFile();
  await writeFile(join(path, '..'), 'in the way');
  const log = keepingLog();
  const state = ShellState.read(path, log);
  state.place(1, placement);
  state[Symbol.dispose]();
  expect(log.lines.at(-1)).toMatchObject({ message: 'the state of the window cannot be saved' });
  expect(await readFile(join(path, '..'), 'utf8')).toBe('in the way');
});
