import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { photo } from '../helpers/photos.ts';
import type { Random } from './random.ts';

const folders = ['', 'one', 'two', 'one/deep', 'two/deep/deeper'];

/** Two roots full of photos, and the random things that people and programs do to them. */
export class PhotoTree {
  readonly roots: readonly string[];
  readonly #random: Random;
  #made = 0;
  #operations = 0;

  constructor(folder: string, random: Random) {
    this.#random = random;
    this.roots = ['first', 'second'].map((name) => join(folder, name));
    for (const root of this.roots) mkdirSync(root);
  }

  get operations(): number {
    return this.#operations;
  }

  /** The root that can be unplugged. */
  get removable(): string {
    return this.roots[1] ?? '';
  }

  get isPlugged(): boolean {
    return existsSync(this.removable);
  }

  plug(): void {
    if (!this.isPlugged) renameSync(`${this.removable}.away`, this.removable);
  }

  /** Photos that are reachable, absolute. */
  photos(): string[] {
    return this.roots
      .filter((root) => existsSync(root))
      .flatMap((root) => readdirSync(root, { withFileTypes: true, recursive: true }))
      .filter((entry) => entry.isFile() && entry.name.endsWith('.png'))
      .map((entry) => join(entry.parentPath, entry.name));
  }

  /** sha256 in hex by absolute path. */
  contents(): Map<string, string> {
    return new Map(this.photos().map((path) => [path, createHash('sha256').update(readFileSync(path)).digest('hex')]));
  }

  async operate(): Promise<void> {
    this.#operations++;
    const photos = this.photos();
    const choice = this.#random.below(100);
    if (photos.length < 20 || (choice < 30 && photos.length < 60)) await this.#write(this.#newPath());
    else if (choice < 45) await this.#write(this.#random.pick(photos));
    else if (choice < 60) this.#move(this.#random.pick(photos), this.#newPath());
    else if (choice < 70) copyFileSync(this.#random.pick(photos), this.#newPath());
    else if (choice < 90) rmSync(this.#random.pick(photos));
    else if (choice < 97) this.#renameFolder();
    else if (this.isPlugged) renameSync(this.removable, `${this.removable}.away`);
    else this.plug();
  }

  async #write(path: string): Promise<void> {
    mkdirSync(dirname(path), { recursive: true });
    const bytes = await photo(this.#random.below(10_000), { width: 16, height: 12, format: 'png' });
    // Like a program that does not write into a file of its own first.
    writeFileSync(path, bytes.subarray(0, 40));
    writeFileSync(path, bytes);
  }

  #move(from: string, to: string): void {
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  }

  #renameFolder(): void {
    const root = this.#root();
    const inside = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    if (inside.length === 0) return;
    renameSync(join(root, this.#random.pick(inside).name), join(root, `folder-${++this.#made}`));
  }

  #newPath(): string {
    const path = join(this.#root(), this.#random.pick(folders), `${++this.#made}.png`);
    mkdirSync(dirname(path), { recursive: true });
    return path;
  }

  #root(): string {
    return this.#random.pick(this.roots.filter((root) => existsSync(root)));
  }

  /** A path below the roots, to compare trees. */
  name(path: string): string {
    return relative(dirname(this.removable), path);
  }
}
