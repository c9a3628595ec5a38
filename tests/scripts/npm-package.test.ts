import { execFile, spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { photo } from '../helpers/photos.ts';
import { tempFolder, type TempFolder, writeFiles } from '../helpers/temp-folder.ts';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');
const minutesMs = 60_000;

const canReach = spawnSync('npm', ['ping'], { cwd: root, timeout: 20_000 }).status === 0;
if (!canReach)
  process.stderr.write('NOT TESTED: the package as others install it, because the npm registry cannot be reached\n');

/**
 * As where somebody else installs: without what npm hands to the scripts of this repository, and with nowhere to go for whoever
 * asks for anything but the registry.
 */
const foreign: Record<string, string | undefined> = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(npm_|CI$)/iu.test(name))),
  GLOBAL_AGENT_HTTP_PROXY: 'http://127.0.0.1:9',
  GLOBAL_AGENT_HTTPS_PROXY: 'http://127.0.0.1:9',
  npm_config_update_notifier: 'false',
};

describe.skipIf(!canReach)('what npm packs', () => {
  let folder: TempFolder;
  const at = (...names: string[]): string => join(folder.path, ...names);

  beforeAll(async () => {
    folder = await tempFolder();
    await mkdir(at('there'));
    await run('npm', ['pack', '--pack-destination', folder.path], { cwd: root, maxBuffer: 2 ** 26 });
    const [archive = ''] = (await readdir(folder.path)).filter((name) => name.endsWith('.tgz'));
    await writeFile(at('there', 'package.json'), '{}');
    await run('npm', ['install', at(archive)], { cwd: at('there'), env: foreign });
  }, 10 * minutesMs);

  afterAll(() => folder[Symbol.asyncDispose]());

  const installed = (...names: string[]): string => at('there', 'node_modules', ...names);

  async function eidetic(...args: string[]): Promise<string> {
    const bin = installed('.bin', 'eidetic');
    const { stdout } = await run(process.execPath, [bin, '--data-dir', at('data'), ...args], { env: foreign });
    return stdout;
  }

  test('brings the inference runtime along, which fetches nothing when it is installed', async () => {
    const manifest = installed('eidetic', 'node_modules', 'onnxruntime-node', 'package.json');
    const { scripts } = JSON.parse(await readFile(manifest, 'utf8')) as { scripts: Record<string, string> };
    expect(Object.keys(scripts)).not.toContain('postinstall');
    const names = await readdir(at('there', 'node_modules'), { recursive: true });
    expect(names.filter((name) => /providers_(?:cuda|tensorrt)/u.test(name))).toEqual([]);
    expect(names.filter((name) => name.endsWith('onnxruntime_binding.node')).length).toBeGreaterThan(0);
    // One runtime, and no second one beside it.
    expect(names.filter((name) => /(?:^|node_modules\/)onnxruntime-node$/u.test(name))).toHaveLength(1);
  });

  test(
    'runs where it is installed: indexes photos and finds them',
    async () => {
      await mkdir(at('photos'));
      await writeFiles(at('photos'), { 'a.jpg': photo(1), 'b.png': photo(2, { format: 'png' }) });
      expect(await eidetic('index', at('photos'))).toMatch(/2 photos encoded/u);
      expect(await eidetic('search', 'type:png')).toContain(at('photos', 'b.png'));
      expect(await eidetic('doctor')).toContain('Everything works.');
    },
    3 * minutesMs,
  );
});
