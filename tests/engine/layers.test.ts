import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { expect, test } from 'vitest';
import { capabilities } from '../../src-contract/index.ts';
import { tempFolder } from '../helpers/temp-folder.ts';

/** Folders and files of capabilities are called as in the contract, with dashes. */
const names = Object.keys(capabilities).map((name) => name.replaceAll(/[A-Z]/gu, (c) => `-${c.toLowerCase()}`));

interface Rules {
  readonly forbidden: IForbiddenRuleType[];
}

/** Names of the rules that a tree of modules breaks, by `<from> -> <to>`. @param imports what each module imports. */
async function broken(imports: readonly (readonly [from: string, to: string])[]): Promise<Record<string, string[]>> {
  const { forbidden } = JSON.parse(
    await readFile(new URL('../../.dependency-cruiser.json', import.meta.url), 'utf8'),
  ) as Rules;
  await using folder = await tempFolder();
  const modules = new Map<string, string>(imports.map(([, to]) => [to, '']));
  for (const [from, to] of imports) {
    const up = '../'.repeat(from.split('/').length - 1);
    modules.set(from, `${modules.get(from) ?? ''}import '${up}${to}';\n`);
  }
  for (const [name, text] of modules) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true });
    await writeFile(join(folder.path, name), text);
  }
  const { output } = await cruise(['src-main'], { baseDir: folder.path, ruleSet: { forbidden }, validate: true });
  const { violations } = (output as ICruiseResult).summary;
  const byImport = Map.groupBy(violations, ({ from, to }) => `${from} -> ${to}`);
  return Object.fromEntries([...byImport].map(([key, found]) => [key, found.map(({ rule }) => rule.name).sort()]));
}

const root = new URL('../../', import.meta.url);
const engine = 'src-main/engine';

test('what keeps capabilities apart is refused where it is broken, and by the rule for it', async () => {
  const planted: [from: string, to: string, rules: string[]][] = [
    // Through a front door, to what is its own, and to what is shared.
    [`${engine}/albums/albums.ts`, `${engine}/photos/index.ts`, []],
    [`${engine}/albums/albums.ts`, `${engine}/albums/deep/sorting.ts`, []],
    [`${engine}/albums/deep/sorting.ts`, `${engine}/albums/names.ts`, []],
    [`${engine}/albums/albums.ts`, `${engine}/store/albums.ts`, []],
    [`${engine}/albums/deep/sorting.ts`, `${engine}/store/albums/rows.ts`, []],
    [`${engine}/albums/albums.ts`, `${engine}/store/store.ts`, []],
    [`${engine}/albums/albums.ts`, `${engine}/gazetteer/gazetteer.ts`, []],
    [`${engine}/albums/albums.ts`, `${engine}/slices.ts`, []],
    [`${engine}/store/store.ts`, `${engine}/store/albums/rows.ts`, []],
    [`${engine}/store/database.ts`, `${engine}/store/migrations/index.ts`, []],
    [`${engine}/store/albums/rows.ts`, `${engine}/store/database.ts`, []],
    [`${engine}/engine.ts`, `${engine}/albums/index.ts`, []],
    [`${engine}/engine-options.ts`, `${engine}/albums/index.ts`, []],
    [`${engine}/dispatch.ts`, `${engine}/albums/methods.ts`, []],
    ['src-main/host/host.ts', `${engine}/albums/index.ts`, []],

    [`${engine}/albums/covers.ts`, `${engine}/photos/photo-files.ts`, ['capability-through-its-front-door']],
    [`${engine}/albums/deep/covers.ts`, `${engine}/photos/deep/files.ts`, ['capability-through-its-front-door']],
    [`${engine}/engine.ts`, `${engine}/albums/albums.ts`, ['capability-through-its-front-door-from-outside']],
    ['src-main/host/host.ts', `${engine}/albums/albums.ts`, ['capability-through-its-front-door-from-outside']],
    [`${engine}/engine.ts`, `${engine}/albums/methods.ts`, ['answers-for-dispatch']],
    [`${engine}/slices.ts`, `${engine}/photos/index.ts`, ['shared-below-capabilities']],
    [`${engine}/store/database.ts`, `${engine}/photos/index.ts`, ['shared-below-capabilities']],
    [`${engine}/gazetteer/towns.ts`, `${engine}/photos/index.ts`, ['shared-below-capabilities']],
    [`${engine}/albums/covers.ts`, `${engine}/dispatch.ts`, ['engine-and-dispatch-above-capabilities']],
    [`${engine}/albums/covers.ts`, `${engine}/engine-options.ts`, ['engine-and-dispatch-above-capabilities']],
    [`${engine}/albums/covers.ts`, `${engine}/store/photos.ts`, ['store-of-its-capability']],
    [`${engine}/albums/covers.ts`, `${engine}/store/library/files.ts`, ['store-of-its-capability']],
    [`${engine}/albums/covers.ts`, `${engine}/store/database.ts`, ['store-of-its-capability']],
    [`${engine}/engine.ts`, `${engine}/store/library/files.ts`, ['store-from-outside']],
    ['src-main/headless/doctor.ts', `${engine}/store/database.ts`, ['store-from-outside']],
    [`${engine}/store/names.ts`, `${engine}/store/albums/rows.ts`, ['store-plumbing-below-capabilities']],
    [`${engine}/store/albums/rows.ts`, `${engine}/store/library/files.ts`, ['store-plumbing-below-capabilities']],
  ];
  const found = await broken(planted.map(([from, to]) => [from, to]));
  const expected = planted.filter(([, , rules]) => rules.length > 0);
  expect(found).toEqual(Object.fromEntries(expected.map(([from, to, rules]) => [`${from} -> ${to}`, rules])));
});

test('only what downloads packs connects to anything', async () => {
  const network = ['network-in-downloads-only', 'undici-in-downloads-only'];
  const planted: [from: string, to: string, rules: string[]][] = [
    [`${engine}/models/download/web-client.ts`, 'node_modules/undici/index.js', []],
    [`${engine}/models/models.ts`, 'node_modules/undici/index.js', network],
    [`${engine}/models/import/unpack.ts`, 'node_modules/undici/index.js', network],
    [`${engine}/albums/albums.ts`, 'node_modules/undici/index.js', network],
    ['src-main/headless/serve.ts', 'node_modules/undici/index.js', ['undici-in-downloads-only']],
    ['src-main/encoder/main.ts', 'node_modules/undici/index.js', network],
  ];
  const found = await broken(planted.map(([from, to]) => [from, to]));
  const expected = planted.filter(([, , rules]) => rules.length > 0);
  expect(found).toEqual(Object.fromEntries(expected.map(([from, to, rules]) => [`${from} -> ${to}`, rules])));
});

test.each(['node:http', 'node:https', 'node:net', 'node:tls', 'node:dgram', 'http'])(
  'nothing but that and the hosts imports %s',
  async (builtin) => {
    await using folder = await tempFolder();
    const { forbidden } = JSON.parse(await readFile(new URL('.dependency-cruiser.json', root), 'utf8')) as Rules;
    const files = [
      `${engine}/models/models.ts`,
      `${engine}/models/download/a.ts`,
      'src-main/headless/a.ts',
      'src-main/encoder/a.ts',
    ];
    for (const file of files) {
      await mkdir(dirname(join(folder.path, file)), { recursive: true });
      await writeFile(join(folder.path, file), `import '${builtin}';\n`);
    }
    const { output } = await cruise(['src-main'], { baseDir: folder.path, ruleSet: { forbidden }, validate: true });
    const { violations } = (output as ICruiseResult).summary;
    const from = violations.filter(({ rule }) => rule.name === 'network-in-downloads-only').map((each) => each.from);
    expect(from.sort()).toEqual(['src-main/encoder/a.ts', `${engine}/models/models.ts`]);
  },
);

test('each capability of the contract has a front door, and SQL that is its own', async () => {
  const planted = names.flatMap((name): [string, string][] => [
    [`${engine}/other/uses.ts`, `${engine}/${name}/inside.ts`],
    [`${engine}/other/uses.ts`, `${engine}/store/${name}.ts`],
    [`${engine}/other/uses.ts`, `${engine}/store/${name}/rows.ts`],
    [`${engine}/store/other.ts`, `${engine}/store/${name}/rows.ts`],
    // Of one file, which the rule names.
    ...(existsSync(new URL(`${engine}/store/${name}.ts`, root))
      ? [[`${engine}/store/other.ts`, `${engine}/store/${name}.ts`] satisfies [string, string]]
      : []),
  ]);
  expect(Object.keys(await broken(planted)).sort()).toEqual(planted.map((each) => each.join(' -> ')).sort());
});

test('each capability of the contract lies where its name says', async () => {
  for (const name of names) {
    const parts = [`src-contract/${name}.ts`, `${engine}/${name}/index.ts`, `${engine}/${name}/methods.ts`];
    for (const part of parts) expect(await readFile(new URL(part, root), 'utf8'), part).toMatch(/^export /mu);
  }
});
