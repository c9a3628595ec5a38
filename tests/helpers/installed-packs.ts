import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PackManifest } from '../../src-main/core/pack/manifest.ts';
import type { Mutable } from '../encoder/sessions/packs.ts';
import { fixturePack } from './temp-library.ts';

/** Where a pack lies that is installed in a data folder. */
export function installedDir(dataDir: string, { id, version }: { id: string; version: string }): string {
  return join(dataDir, 'models', `${id}@${version}`);
}

/** Install a fixture pack as it is, or with another manifest. @returns its folder */
export async function installPack(
  dataDir: string,
  name: Parameters<typeof fixturePack>[0],
  edit: (manifest: Mutable<PackManifest>) => void = () => undefined,
): Promise<string> {
  const source = fixturePack(name);
  const manifest: Mutable<PackManifest> = PackManifest.parse(
    JSON.parse(await readFile(join(source, 'pack.json'), 'utf8')),
  );
  edit(manifest);
  const dir = installedDir(dataDir, manifest);
  await mkdir(join(dataDir, 'models'), { recursive: true });
  await cp(source, dir, { recursive: true });
  await writeFile(join(dir, 'pack.json'), JSON.stringify(manifest));
  return dir;
}

/** A pack of the space of tiny-clip that asks for something else with the same words. */
export function otherWords(manifest: Mutable<PackManifest>): void {
  Object.assign(manifest, { id: 'tiny-words', title: 'Tiny words' });
  manifest.prompts = { templates: ['a black and white photo of {}', 'a close photo of {}'] };
}
