import { mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type GoldenTest, PackManifest } from '../../../src-main/core/pack/manifest.ts';

const root = path.resolve(import.meta.dirname, '../../..');

/** The pack that ships with the app, and the small ones made by tests/fixtures/make_packs.py. */
export const packs = {
  builtin: path.join(root, 'models/builtin'),
  'tiny-clip': path.join(root, 'tests/fixtures/packs/tiny-clip'),
  'tiny-f16': path.join(root, 'tests/fixtures/packs/tiny-f16'),
} as const;
export type PackName = keyof typeof packs;
export const packNames = Object.keys(packs) as PackName[];

/** Everything in a type may be assigned to: manifests here are copies that tests bend. */
export type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** Read and validate the manifest of a pack. */
export async function readManifest(pack: PackName): Promise<Mutable<PackManifest>> {
  return PackManifest.parse(JSON.parse(await readFile(path.join(packs[pack], 'pack.json'), 'utf8')));
}

/** The golden vectors of a manifest. @throws when it has none */
export function goldenOf({ id, selfTest }: Mutable<PackManifest>): Mutable<GoldenTest> {
  if (selfTest.kind === 'agreement') throw new Error(`Expected golden vectors in pack ${id}`);
  return selfTest;
}

/** Changes to a copy of a pack. */
export interface PackEdit {
  readonly manifest?: (manifest: Mutable<PackManifest>) => void;
  /** New text content of files, by path inside the pack. */
  readonly files?: Readonly<Record<string, (content: string) => string>>;
}

/** Make a pack in `target` that is `pack` but for an edit. Files that are not edited are links. */
export async function editedPack(pack: PackName, target: string, edit: PackEdit): Promise<string> {
  const source = packs[pack];
  for (const entry of await readdir(source, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const from = path.join(entry.parentPath, entry.name);
    const relative = path.relative(source, from);
    const to = path.join(target, relative);
    await mkdir(path.dirname(to), { recursive: true });
    const change = edit.files?.[relative];
    if (change !== undefined) await writeFile(to, change(await readFile(from, 'utf8')));
    else if (relative !== 'pack.json') await symlink(from, to);
  }
  const manifest = await readManifest(pack);
  edit.manifest?.(manifest);
  await writeFile(path.join(target, 'pack.json'), JSON.stringify(manifest));
  return target;
}
