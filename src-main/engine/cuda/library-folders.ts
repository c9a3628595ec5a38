import { createHash } from 'node:crypto';
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { CudaList } from '../../core/cuda/library-list.ts';
import type { Logger } from '../../core/logger.ts';
import { isMissing, Removing, writeFailure } from '../models/index.ts';
import { type RuntimePackage, runtimeLibrary } from '../runtime-package.ts';

/**
 * [Note: Folders of CUDA] `<data folder>/cuda/`:
 *
 * - `<id of the list>/` holds the libraries, a copy of the runtime's own, and `installed.json`. It gets this name at once,
 *   when all of it is there and on the disk; so what has the name is whole, whatever was killed when.
 * - `.incoming/<id of the list>/` holds the wheels that come, and stays through restarts, to go on from there. That it is
 *   there says that the licenses were accepted. `.incoming/unpacking` goes with the next start.
 * - `.removing/` holds what is to be removed: named so at once, removed then, or with the next start.
 *
 * The copy of the runtime is what makes it work: the runtime looks for its provider beside its own library and nowhere
 * else, and the app's folder may be one that nobody can write to.
 */

/** Written last. */
const receiptName = 'installed.json';
const Receipt = z.object({ list: z.string(), runtime: z.string() });

const incomingName = '.incoming';
const removingName = '.removing';

/** Where the libraries of one list lie, come in and go out. See [Note: Folders of CUDA]. */
export class LibraryFolders {
  readonly #dir: string;
  readonly #list: CudaList;
  readonly #runtime: RuntimePackage;
  readonly #removing: Removing;

  constructor(dir: string, list: CudaList, runtime: RuntimePackage, log: Logger) {
    this.#dir = dir;
    this.#list = list;
    this.#runtime = runtime;
    this.#removing = new Removing(join(dir, removingName), log);
  }

  /** Folder of the libraries once they are installed. */
  get installed(): string {
    return join(this.#dir, this.#list.id);
  }

  /** Folder that the wheels come into. */
  get incoming(): string {
    return join(this.#dir, incomingName, this.#list.id);
  }

  /** Remove what is left of an end in the middle, and of other lists what was coming. */
  async sweep(): Promise<void> {
    await this.#removing.empty();
    for (const name of await names(join(this.#dir, incomingName)))
      if (name !== this.#list.id) await this.#removing.remove(join(this.#dir, incomingName, name));
  }

  /** Whether all libraries of the list are there, beside the same runtime as the app's. */
  async isInstalled(): Promise<boolean> {
    const receipt = await this.#receipt();
    if (receipt?.list !== digest(this.#list) || receipt.runtime !== this.#runtime.version) return false;
    const wanted = this.#list.wheels.flatMap(({ members }) => members);
    for (const { path, bytes } of wanted) if ((await size(join(this.installed, path))) !== bytes) return false;
    const own = await size(this.#runtime.library);
    return own !== null && (await size(join(this.installed, runtimeLibrary))) === own;
  }

  /** Whether any libraries are there, of this list or another. */
  async hasAny(): Promise<boolean> {
    return (await names(this.#dir)).some((name) => !name.startsWith('.'));
  }

  /** Bytes of the copy of the runtime. */
  async runtimeBytes(): Promise<number> {
    return (await size(this.#runtime.library)) ?? 0;
  }

  /** Make the folder that wheels come into. @throws MODEL_FOLDER_UNUSABLE, DISK_FULL */
  async begin(): Promise<void> {
    await this.#write(() => mkdir(this.incoming, { recursive: true }), this.incoming);
  }

  /** A new folder to unpack in. @throws MODEL_FOLDER_UNUSABLE, DISK_FULL */
  async scratch(): Promise<string> {
    const dir = this.#scratch;
    await this.#write(async () => {
      await rm(dir, { recursive: true, force: true });
      await mkdir(dir, { recursive: true });
    }, dir);
    return dir;
  }

  get #scratch(): string {
    return join(this.#dir, incomingName, 'unpacking');
  }

  /** Remove what was unpacked and is not to be installed. */
  async removeScratch(): Promise<void> {
    await this.#removing.remove(this.#scratch);
  }

  /** Put the runtime and a receipt beside what was unpacked. @throws MODEL_FOLDER_UNUSABLE, DISK_FULL */
  async complete(scratch: string): Promise<void> {
    await this.#write(async () => {
      await copyFile(this.#runtime.library, join(scratch, runtimeLibrary));
      await using copy = await open(join(scratch, runtimeLibrary), 'r+');
      await copy.sync();
      const receipt = { list: digest(this.#list), runtime: this.#runtime.version };
      await writeFile(join(scratch, receiptName), `${JSON.stringify(receipt)}\n`, { flush: true });
    }, scratch);
  }

  /** Let what was unpacked and completed be installed, instead of whatever was. @throws MODEL_FOLDER_UNUSABLE */
  async finish(scratch: string): Promise<void> {
    await this.#write(async () => {
      for (const name of await names(this.#dir))
        if (!name.startsWith('.')) await this.#removing.moveAway(join(this.#dir, name));
      await rename(scratch, this.installed);
      await this.#removing.moveAway(this.incoming);
    }, this.installed);
    await this.#removing.empty();
  }

  /** Remove what has come of the wheels. @throws MODEL_FOLDER_UNUSABLE */
  async removeIncoming(): Promise<void> {
    await this.#write(() => this.#removing.moveAway(this.incoming), this.incoming);
    await this.#removing.empty();
  }

  /** Remove everything: gone at once, its space soon. @throws MODEL_FOLDER_UNUSABLE */
  async removeAll(): Promise<void> {
    await this.#write(async () => {
      for (const name of await names(this.#dir))
        if (name !== removingName) await this.#removing.moveAway(join(this.#dir, name));
    }, this.#dir);
    await this.#removing.remove(this.#dir);
  }

  async #receipt(): Promise<z.infer<typeof Receipt> | null> {
    try {
      return Receipt.parse(JSON.parse(await readFile(join(this.installed, receiptName), 'utf8')));
    } catch {
      // Missing, or not one of ours: then nothing is installed.
      return null;
    }
  }

  async #write(work: () => Promise<unknown>, dir: string): Promise<void> {
    try {
      await work();
    } catch (error) {
      throw writeFailure(error, `write to "${dir}"`);
    }
  }
}

/** Tells lists apart that somebody gave the same id. */
function digest(list: CudaList): string {
  return createHash('sha256').update(JSON.stringify(list)).digest('hex').slice(0, 32);
}

async function names(dir: string): Promise<string[]> {
  try {
    return await readdir(dir);
  } catch (error) {
    if (isMissing(error)) return [];
    throw writeFailure(error, `read "${dir}"`);
  }
}

/** Bytes of a file; null where it is missing. */
async function size(path: string): Promise<number | null> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isMissing(error)) return null;
    throw writeFailure(error, `read "${path}"`);
  }
}
