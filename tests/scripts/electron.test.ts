import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { startFailure } from '../../scripts/lib/desktop.ts';
import { findElectron, runElectron } from '../../scripts/lib/electron.ts';
import { tempFolder, writeFiles } from '../helpers/temp-folder.ts';

/** Run Node in Electron's place. */
function runScript(script: string): ReturnType<typeof runElectron> {
  return runElectron(process.execPath, ['-e', script]);
}

describe('a desktop app', () => {
  test('that ends in order has come up', async () => {
    expect(startFailure(await runScript('setTimeout(() => process.exit(0), 50)'))).toBeNull();
  });

  test('that dies at once has not, and its words say why', async () => {
    const ending = await runScript('process.stderr.write("[1:FATAL:x] no sandbox\\n"); process.exit(3)');
    expect(ending).toMatchObject({ code: 3, signal: null });
    expect(startFailure(ending)).toBe('Electron ended at once (exit code 3): no sandbox');
  });

  test.skipIf(process.platform === 'win32')('that crashes has not', async () => {
    const ending = await runScript('process.kill(process.pid, "SIGABRT"); setTimeout(() => undefined, 9999)');
    expect(startFailure(ending)).toBe('Electron ended at once (signal SIGABRT)');
  });

  test('that cannot be run has not', async () => {
    await using folder = await tempFolder();
    const ending = await runElectron(join(folder.path, 'no-program'), []);
    expect(startFailure(ending)).toMatch(/^Electron ended at once \(exit code 1\): Error: spawn .* ENOENT$/);
  });
});

describe("Electron's program", () => {
  const says = (said: string[]) => (line: string) => void said.push(line);

  test('is found where its package put it, without a download', async () => {
    await using folder = await tempFolder();
    const dist = 'node_modules/electron/dist/electron';
    await writeFiles(folder.path, { 'node_modules/electron/path.txt': 'electron', [dist]: '' });
    await chmod(join(folder.path, dist), 0o755);
    const said: string[] = [];
    expect(await findElectron(folder.path, says(said))).toBe(join(folder.path, dist));
    expect(said).toEqual([]);
  });

  test('is downloaded once when it is missing', async () => {
    await using folder = await tempFolder();
    const download = `
      import { mkdirSync, writeFileSync } from 'node:fs';
      mkdirSync(import.meta.dirname + '/dist');
      writeFileSync(import.meta.dirname + '/dist/electron', '');
      writeFileSync(import.meta.dirname + '/path.txt', 'electron');
      console.log('noise');`;
    await writeFiles(folder.path, {
      'node_modules/electron/install.js': download,
      'node_modules/electron/package.json': '{"type":"module"}',
    });
    const said: string[] = [];
    const program = await findElectron(folder.path, says(said));
    expect(program).toBe(join(folder.path, 'node_modules/electron/dist/electron'));
    expect(said).toEqual([expect.stringContaining('Downloading Electron')]);
    expect(await findElectron(folder.path, says(said))).toBe(program);
    expect(said.length).toBe(1);
  });

  test.each([
    ['the download fails', { 'node_modules/electron/install.js': 'process.exit(1)' }],
    ['there is no package', {}],
    ['its program was deleted', { 'node_modules/electron/path.txt': 'electron' }],
  ])('is not there when %s', async (_, files) => {
    await using folder = await tempFolder();
    await writeFiles(folder.path, files);
    expect(await findElectron(folder.path, () => undefined)).toBeNull();
  });
});
