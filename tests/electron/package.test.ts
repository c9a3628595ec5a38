import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { extractAll, extractFile, listPackage, statFile } from '@electron/asar';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { noFilters } from '../../src-contract/index.ts';
import { tempFolder, type TempFolder, writeFiles } from '../helpers/temp-folder.ts';
import { readFuses, writeElectronDist } from './stand-in/electron-dist.ts';
import { tempEngine } from './temp-engine.ts';
import { until } from './until.ts';

vi.mock('electron', () => import('./stand-in/electron.ts'));

const run = promisify(execFile);
const root = join(import.meta.dirname, '..', '..');

/** What was packed, with the real packer, over a stand-in for Electron's program. */
interface Packed {
  readonly dir: string;
  readonly archive: string;
  /** Paths of files in the archive, forward slashes. */
  readonly files: readonly string[];
}

let folder: TempFolder;

beforeAll(async () => {
  folder = await tempFolder();
  await writeElectronDist(at('electron'));
  await writeFiles(at('dist'), { 'page/index.html': '<!doctype html>', 'page/assets/main-1a2b.js': '' });
  // Whether the sources fit their types is checked elsewhere.
  await run(
    process.execPath,
    [tool('typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json', '--noCheck', '--outDir', at('dist')],
    {
      cwd: root,
    },
  );
});

afterAll(() => folder[Symbol.asyncDispose]());

function at(...names: string[]): string {
  return join(folder.path, ...names);
}

function tool(...names: string[]): string {
  return join(root, 'node_modules', ...names);
}

/** Pack for a system as electron-builder.yml says; only where things come from and go to is changed. */
async function pack(system: 'linux' | 'win'): Promise<Packed> {
  const changes: readonly [string, string][] = [
    ['from: dist\n', `from: ${at('dist')}\n`],
    ['output: release\n', `output: ${at(system)}\n`],
  ];
  let yml = await readFile(join(root, 'electron-builder.yml'), 'utf8');
  for (const [from, to] of changes) {
    expect(yml).toContain(from);
    yml = yml.replace(from, to);
  }
  yml += `\nelectronDist: ${at('electron')}\n`;
  // Writing into a Windows program needs a real one.
  if (system === 'win')
    yml = yml.replace('\nwin:\n', '\ndisableAsarIntegrity: true\nwin:\n  signAndEditExecutable: false\n');
  await writeFile(at(`${system}.yml`), yml);
  const target = [`--${system}`, `--${process.arch}`, '--dir', '--publish', 'never'];
  await run(process.execPath, [tool('electron-builder', 'cli.js'), ...target, '--config', at(`${system}.yml`)], {
    cwd: root,
  });
  const suffix = process.arch === 'x64' ? '' : `-${process.arch}`;
  const dir = at(system, `${system}${suffix}-unpacked`);
  const archive = join(dir, 'resources', 'app.asar');
  const entries = listPackage(archive, { isPack: false }).map((path) => path.slice(1).replaceAll('\\', '/'));
  const files = entries.filter((path) => !('files' in statFile(archive, path)));
  return { dir, archive, files };
}

const native = /\.(node|dll|dylib)$|\.so(\.\d+)*$/;

describe('packed for Linux', () => {
  let packed: Packed;
  let dependencies: Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>;

  beforeAll(async () => {
    packed = await pack('linux');
    dependencies = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as typeof dependencies;
  });

  test('are what runs, the models and the icon, and nothing else', () => {
    const tops = new Set(
      packed.files.map((path) => path.split('/', 2).join('/')).filter((path) => !path.startsWith('node_modules/')),
    );
    expect([...tops].sort()).toEqual([
      'build/icon.png',
      'dist/page',
      'dist/src-contract',
      'dist/src-main',
      'models/agreement',
      'models/builtin',
      'models/catalogue',
      'package.json',
    ]);
    for (const path of ['main.js', 'preload.cjs', 'engine-process.js']) {
      expect(packed.files).toContain(`dist/src-main/electron/${path}`);
    }
  });

  test('are no sources, maps, tests and documents, neither ours nor of any package', () => {
    const unwanted = /\.([cm]?ts|map|md|markdown|flow|gyp|h|c|cc|cpp)$|(^|\/)(tests?|__tests__|docs|examples?)\//;
    expect(packed.files.filter((path) => unwanted.test(path) && path !== 'models/builtin/card.md')).toEqual([]);
  });

  test('are all packages that it needs and none that only developing does', () => {
    const names = new Set(packed.files.flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? []));
    for (const name of Object.keys(dependencies.dependencies)) expect(names).toContain(name);
    for (const name of Object.keys(dependencies.devDependencies)) expect(names).not.toContain(name);
  });

  test('is nothing under the GPL', () => {
    expect(Object.keys(dependencies.optionalDependencies)).toEqual(['@napi-rs/webcodecs']);
    expect(packed.files.filter((path) => path.includes('/@napi-rs/webcodecs'))).toEqual([]);
  });

  test('are native modules of this system and processor alone, where the system finds them', () => {
    const modules = packed.files.filter((path) => native.test(path));
    const from = new Set(
      modules.map((path) =>
        path
          .split('/')
          .slice(1, path.includes('/@') ? 3 : 2)
          .join('/'),
      ),
    );
    expect([...from]).toEqual(
      expect.arrayContaining(['better-sqlite3', 'onnxruntime-node', `@img/sharp-linux-${process.arch}`]),
    );
    for (const path of modules) {
      expect(path).toMatch(/linux/);
      expect(path).not.toMatch(/darwin|win32|musl/);
      expect(path).toContain(process.arch);
      expect(statFile(packed.archive, path)).toMatchObject({ unpacked: true });
    }
  });

  test('are models beside the archive, where native code can read them', async () => {
    const models = packed.files.filter((path) => path.startsWith('models/'));
    expect(models).toContain('models/builtin/pack.json');
    for (const path of models) expect(statFile(packed.archive, path)).toMatchObject({ unpacked: true });
    const onnx = await readFile(join(`${packed.archive}.unpacked`, 'models', 'builtin', 'image.onnx'));
    expect(onnx.equals(await readFile(join(root, 'models', 'builtin', 'image.onnx')))).toBe(true);
  });

  test('is a manifest that begins with the main process and has no scripts', () => {
    const manifest = JSON.parse(extractFile(packed.archive, 'package.json').toString()) as Record<string, unknown>;
    expect(manifest).toMatchObject({ name: 'eidetic', type: 'module', main: 'dist/src-main/electron/main.js' });
    expect(Object.keys(manifest)).not.toContain('scripts');
    expect(Object.keys(manifest)).not.toContain('devDependencies');
  });

  test('is a program that runs this app and nothing else', async () => {
    expect(await readFuses(join(packed.dir, 'eidetic'))).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  test.runIf(process.platform === 'linux')(
    'is complete: what was packed opens a library and indexes photos',
    async () => {
      const app = at('app');
      await mkdir(app);
      extractAll(packed.archive, app);
      const entry = (...names: string[]): string => join(app, 'dist', 'src-main', ...names);
      const engine = await tempEngine({
        entries: {
          engine: entry('electron', 'engine-process.js'),
          encoder: entry('encoder', 'main.js'),
          poller: entry('engine', 'library', 'watch', 'poll', 'poll-process.js'),
        },
        packDir: join(app, 'models', 'builtin'),
      });
      engine.supervisor.start();
      await engine.until('ready');
      const page = engine.openPage();
      await page.call('library.addFolder', { path: engine.photos });
      await until(async () => (await page.call('library.status', {})).embeddings === 2, 60);
      const { hits } = await page.call('search.query', {
        text: 'squares',
        images: [],
        top: 9,
        filters: noFilters,
        sort: 'relevance',
      });
      expect(hits).toHaveLength(2);
    },
  );
});

test('packed for Windows are its native modules, as far as they are installed here', async () => {
  const { archive, files } = await pack('win');
  const modules = files.filter((path) => native.test(path));
  expect(modules).toContain(`node_modules/better-sqlite3/prebuilds/win32-${process.arch}.node`);
  expect(modules).toContain(`node_modules/onnxruntime-node/bin/napi-v6/win32/${process.arch}/onnxruntime.dll`);
  expect(modules.filter((path) => /linux|darwin|musl/.test(path))).toEqual([]);
  for (const path of modules) expect(statFile(archive, path)).toMatchObject({ unpacked: true });
});
