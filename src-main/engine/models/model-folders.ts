import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../src-contract/index.ts';
import type { Logger } from '../../core/logger.ts';
import { InstalledManifest, type PackManifest } from '../../core/pack/manifest.ts';
import { writeFailure } from './download/index.ts';
import { isMissing } from './is-missing.ts';
import { Removing } from './removing.ts';
import { readManifestText } from './manifest-file.ts';

/**
 * [Note: Folders of packs] `<data folder>/models/`:
 *
 * - `<id>@<version>/` is an installed pack: `pack.json`, its files, and `installed.json`, which says how it came and what
 *   was found out about it. A folder gets such a name at once and when all of it is there and tested; so what has such a name
 *   is a whole pack, whatever was killed when.
 * - `.incoming/<id>@<version>/` is one that comes, with `install.json`. It stays through restarts, to go on from there;
 *   `.incoming/import-*` is what is unpacked or imported, and goes with the next start.
 * - `.removing/` holds what is to be removed: named so at once, removed then, or with the next start.
 */

/** Written beside the manifest of an installed pack; not part of it. */
export const receiptName = 'installed.json';
/** Written into a folder that comes: what was asked for. */
const requestName = 'install.json';

export const Receipt = z.object({
  origin: z.enum(['catalogue', 'import']),
  /** How its self-test was passed. */
  verified: z.enum(['golden', 'agreement']),
});
export type Receipt = z.infer<typeof Receipt>;

const InstallRequest = z.object({ acceptLicense: z.boolean() });
export type InstallRequest = z.infer<typeof InstallRequest>;

export interface InstalledPack {
  /** Absolute path of the folder with `pack.json`. */
  readonly dir: string;
  readonly manifest: PackManifest;
  /** Null when it was put there by hand. */
  readonly receipt: Receipt | null;
}

/** What may be part of a folder's name on every system. */
const versionPattern = /^[0-9A-Za-z][0-9A-Za-z._+-]{0,39}$/u;

function modelsDir(dataDir: string): string {
  return join(dataDir, 'models');
}

/** Name of a pack's folder. @throws PACK_MANIFEST_INVALID for a version that no folder can be named after. */
export function folderName({ id, version }: Pick<PackManifest, 'id' | 'version'>): string {
  if (versionPattern.test(version) && !version.endsWith('.')) return `${id}@${version}`;
  throw new AppError(
    'PACK_MANIFEST_INVALID',
    `Expected a version of letters, digits, ".", "_", "+" and "-" for pack ${id} but received "${version}"`,
  );
}

/**
 * Packs that are installed in a data folder, by id and then the latest version first. Their manifests are read, their files
 * are not: `verifyPack` checks those. A folder whose manifest cannot be read is none.
 *
 * @param onInvalid told the name of such a folder.
 */
export async function installedPacks(dataDir: string, onInvalid?: (name: string) => void): Promise<InstalledPack[]> {
  const found: InstalledPack[] = [];
  for (const name of await names(modelsDir(dataDir))) {
    if (name.startsWith('.') || !name.includes('@')) continue;
    const dir = join(modelsDir(dataDir), name);
    const manifest = await readJson(join(dir, 'pack.json'), InstalledManifest, readManifestText);
    if (manifest === null || `${manifest.id}@${manifest.version}` !== name) {
      onInvalid?.(name);
      continue;
    }
    found.push({ dir, manifest, receipt: await readJson(join(dir, receiptName), Receipt) });
  }
  return found.sort((a, b) => a.manifest.id.localeCompare(b.manifest.id) || byVersion(b.manifest, a.manifest));
}

function byVersion(a: PackManifest, b: PackManifest): number {
  return a.version.localeCompare(b.version, 'en', { numeric: true });
}

/** Where packs come in and go out. See [Note: Folders of packs]. */
export class ModelFolders {
  readonly #dataDir: string;
  readonly #log: Logger;
  readonly #removing: Removing;
  /** Folders that are no packs, which the log was told of. */
  readonly #passedOver = new Set<string>();
  /** What is being read of the packs that are installed, for whoever asks meanwhile. */
  #reading: Promise<readonly InstalledPack[]> | undefined;

  constructor(dataDir: string, log: Logger) {
    this.#dataDir = dataDir;
    this.#log = log;
    this.#removing = new Removing(join(modelsDir(dataDir), '.removing'), log);
  }

  /** @returns names (`<id>@<version>`) of packs that were coming when the engine was closed, in no order. */
  async sweep(known: (name: string) => boolean): Promise<Map<string, InstallRequest>> {
    const incoming = this.#incoming;
    await this.#removing.empty();
    const coming = new Map<string, InstallRequest>();
    for (const name of await names(incoming)) {
      const request = known(name) ? await readJson(join(incoming, name, requestName), InstallRequest) : null;
      if (request === null) await this.#removing.remove(join(incoming, name));
      else coming.set(name, request);
    }
    return coming;
  }

  /** As `installedPacks`. */
  async installed(): Promise<readonly InstalledPack[]> {
    if (this.#reading !== undefined) return this.#reading;
    const reading = installedPacks(this.#dataDir, (name) => {
      if (this.#passedOver.has(name)) return;
      this.#passedOver.add(name);
      this.#log.warn({ pack: name }, 'a folder of models has no valid manifest of its name and is passed over');
    });
    this.#reading = reading;
    try {
      return await reading;
    } finally {
      if (this.#reading === reading) this.#forgetReading();
    }
  }

  /** What was read, or is being read, is of before. */
  #forgetReading(): void {
    this.#reading = undefined;
  }

  /** Folder for a pack that comes, made if there is none. @throws MODEL_FOLDER_UNUSABLE, DISK_FULL */
  async begin(name: string, request: InstallRequest): Promise<string> {
    const dir = this.incoming(name);
    await this.#write(async () => {
      await mkdir(dir, { recursive: true });
      await writeWhole(join(dir, requestName), JSON.stringify(request));
    }, dir);
    return dir;
  }

  incoming(name: string): string {
    return join(this.#incoming, name);
  }

  /** A new folder to unpack or import something in. */
  async scratch(): Promise<string> {
    const dir = this.incoming(`import-${crypto.randomUUID()}`);
    await this.#write(() => mkdir(dir, { recursive: true }), dir);
    return dir;
  }

  /** Write the manifest of a pack that comes. */
  async writeManifest(dir: string, manifest: PackManifest): Promise<void> {
    await this.#write(() => writeWhole(join(dir, 'pack.json'), `${JSON.stringify(manifest, null, 1)}\n`), dir);
  }

  /** Note what was found out about a pack. */
  async writeReceipt(dir: string, receipt: Receipt): Promise<void> {
    await this.#write(() => writeWhole(join(dir, receiptName), `${JSON.stringify(receipt)}\n`), dir);
  }

  /** Let a pack that came, and was tested, be an installed one. Returns its folder. */
  async finish(dir: string, manifest: PackManifest, receipt: Receipt): Promise<string> {
    const target = join(modelsDir(this.#dataDir), folderName(manifest));
    await this.writeReceipt(dir, receipt);
    await this.#write(async () => {
      await rm(join(dir, requestName), { force: true });
      await this.#removing.moveAway(target);
      await rename(dir, target);
    }, target);
    await this.#removing.empty();
    return target;
  }

  /** Remove a folder: gone at once, its space soon. @throws MODEL_FOLDER_UNUSABLE */
  async remove(dir: string): Promise<void> {
    await this.#write(() => this.#removing.moveAway(dir), dir);
    await this.#removing.empty();
  }

  get #incoming(): string {
    return join(modelsDir(this.#dataDir), '.incoming');
  }

  async #write<T>(work: () => Promise<T>, dir: string): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw writeFailure(error, `write to "${dir}"`);
    } finally {
      this.#forgetReading();
    }
  }
}

async function names(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (isMissing(error)) return [];
    throw writeFailure(error, `read "${dir}"`);
  }
}

/** Content of a JSON file of our own; null where it is missing, cut off or something else. */
async function readJson<T>(path: string, schema: z.ZodType<T>, read = readText): Promise<T | null> {
  try {
    return schema.parse(JSON.parse(await read(path)));
  } catch {
    return null;
  }
}

function readText(path: string): Promise<string> {
  return readFile(path, 'utf8');
}

/** Write a file that is never seen half. */
async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { flush: true });
  await rename(`${path}.new`, path);
}
