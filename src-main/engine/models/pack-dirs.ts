import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../src-contract/index.ts';
import { readManifestText } from './manifest-file.ts';
import { type VerifiedPack, verifyPack } from './verify-pack.ts';

/** What a pack is told from others by. */
export interface PackId {
  readonly id: string;
  readonly version: string;
}

/** A pack that lies on this machine. Whether its files are the right ones is for `verifyPack` to find out. */
export interface PresentPack extends PackId {
  readonly title: string;
  readonly dir: string;
}

/** As much of a manifest as tells which pack it is. */
const Identity = z.object({ id: z.string(), version: z.string(), title: z.string() });

/** Finds packs: the one that comes with the app, and those in `models/<id>@<version>/` of the data folder. */
export class PackDirs {
  readonly #ownDir: string;
  readonly #installedDir: string;

  /** @param ownDir of the pack that comes with the app. */
  constructor(dataDir: string, ownDir: string) {
    this.#installedDir = join(dataDir, 'models');
    this.#ownDir = ownDir;
  }

  /** The packs that are here, the app's own first; folders without a manifest that names its pack are none. */
  async list(): Promise<PresentPack[]> {
    const dirs = [this.#ownDir, ...(await this.#installed())];
    const packs = await Promise.all(dirs.map(identify));
    return packs.filter((pack) => pack !== undefined);
  }

  /**
   * Find a pack.
   *
   * @param version the latest when missing.
   * @throws PACK_NOT_FOUND
   */
  async find(id: string, version?: string): Promise<PresentPack> {
    const found = (await this.list())
      .filter((pack) => pack.id === id && (version === undefined || pack.version === version))
      .sort((a, b) => compareVersions(b.version, a.version))[0];
    if (found !== undefined) return found;
    const name = version === undefined ? id : `${id}@${version}`;
    throw new AppError(
      'PACK_NOT_FOUND',
      `Expected model pack ${name} to be installed in "${this.#installedDir}" but it is not there`,
    );
  }

  /** The pack that comes with the app; undefined where its manifest does not even name it. */
  own(): Promise<PresentPack | undefined> {
    return identify(this.#ownDir);
  }

  /** Is there a folder of a pack, whatever state its files are in? */
  async has(wanted: PackId): Promise<boolean> {
    return (await isFolder(this.#dirOf(wanted))) || (await this.list()).some((pack) => isSamePack(pack, wanted));
  }

  #dirOf({ id, version }: PackId): string {
    return join(this.#installedDir, `${id}@${version}`);
  }

  /** Find a pack and check its files. @throws PACK_* */
  async verified({ id, version }: PackId): Promise<VerifiedPack> {
    const dir = this.#dirOf({ id, version });
    // A manifest that cannot be read is damage, and not a pack that is missing.
    const verified = await verifyPack((await isFolder(dir)) ? dir : (await this.find(id, version)).dir);
    if (isSamePack(verified.manifest, { id, version })) return verified;
    throw new AppError(
      'PACK_MANIFEST_INVALID',
      `Expected model pack ${id}@${version} in "${dir}" but its manifest says ${verified.manifest.id}@${verified.manifest.version}`,
    );
  }

  async #installed(): Promise<string[]> {
    // Without a pack there is no such folder.
    if (!(await isFolder(this.#installedDir))) return [];
    const names = await readdir(this.#installedDir);
    // What is being installed has another name.
    return names.filter((name) => /^[^.@][^@]*@[^@]+$/u.test(name)).map((name) => join(this.#installedDir, name));
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}

async function identify(dir: string): Promise<PresentPack | undefined> {
  let json: unknown;
  try {
    json = JSON.parse(await readManifestText(join(dir, 'pack.json')));
  } catch {
    // Whoever names it hears that it is not there; whoever does not need not hear of it.
    return undefined;
  }
  const identity = Identity.safeParse(json);
  return identity.success ? { ...identity.data, dir } : undefined;
}

function compareVersions(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/** Are they the same pack in the same version? */
export function isSamePack(a: PackId, b: PackId): boolean {
  return a.id === b.id && a.version === b.version;
}
