import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import type { FolderNode } from '../../../src-contract/index.ts';
import type { FolderOfCopy, FolderTreeStore, PhotoFolder } from '../store/folders.ts';

type Place = Pick<PhotoFolder, 'folderId' | 'below'>;

/** Whatever case, numbers by their value: `img_9` before `IMG_10`. */
const byName = new Intl.Collator('en', { numeric: true });

/** The folders that photos lie in, as a tree. */
export class Folders {
  readonly #store: FolderTreeStore;

  constructor(store: FolderTreeStore) {
    this.#store = store;
  }

  /** Every folder that has photos in it or below it, and every registered one: each before those in it. */
  tree(): FolderNode[] {
    const { folders, copies } = this.#store.contents();
    const trees = new Map(this.#store.roots().map(({ id, path }) => [id, new Tree(id, basename(path) || path)]));
    for (const folder of folders) trees.get(folder.folderId)?.add(folder);
    for (const [folderId, tree] of trees) tree.countOnce(copies.filter((copy) => copy.folderId === folderId));
    return [...trees.values()].flatMap((tree) => tree.nodes());
  }

  /** The key of the folder that a photo lies in, or that its file that is meant does; null where it lies in none. */
  keyOf(photoId: number, fileId?: number): string | null {
    const folder = this.#store.folderOf(photoId, fileId);
    return folder === undefined ? null : keyOf({ ...folder, below: folder.below.replace(/\/$/u, '') });
  }
}

class Branch {
  readonly below: string;
  readonly name: string;
  own = 0;
  total = 0;
  readonly children = new Map<string, Branch>();

  constructor(below: string, name: string) {
    this.below = below;
    this.name = name;
  }
}

/** A registered folder with those below it. */
class Tree {
  readonly #folderId: number;
  readonly #top: Branch;

  constructor(folderId: number, name: string) {
    this.#folderId = folderId;
    this.#top = new Branch('', name);
  }

  add({ below, own }: PhotoFolder): void {
    const path = this.#path(below);
    for (const branch of path) branch.total += own;
    const last = path.at(-1);
    if (last !== undefined) last.own += own;
  }

  /** Where several folders below one hold a photo, it was counted for each. */
  countOnce(copies: readonly FolderOfCopy[]): void {
    for (const places of Map.groupBy(copies, ({ photo }) => photo).values()) {
      const seen = new Set<Branch>();
      for (const { below } of places)
        for (const branch of this.#path(below)) {
          if (seen.has(branch)) branch.total--;
          seen.add(branch);
        }
    }
  }

  nodes(): FolderNode[] {
    const nodes: FolderNode[] = [];
    const visit = ({ below, name, own, total, children }: Branch): void => {
      const place = { folderId: this.#folderId, below };
      nodes.push({ key: keyOf(place), ...place, name, own, total });
      for (const child of [...children.values()].sort((a, b) => byName.compare(a.name, b.name))) visit(child);
    };
    visit(this.#top);
    return nodes;
  }

  /** From the top to a folder, which are made where they are not there yet. */
  #path(below: string): Branch[] {
    const path = [this.#top];
    let at = this.#top;
    for (const name of below.split('/').filter((part) => part !== '')) {
      let next = at.children.get(name);
      if (next === undefined) {
        next = new Branch(at.below === '' ? name : `${at.below}/${name}`, name);
        at.children.set(name, next);
      }
      path.push(next);
      at = next;
    }
    return path;
  }
}

function keyOf({ folderId, below }: Place): string {
  return createHash('sha256').update(`${folderId}\0${below}`).digest('hex').slice(0, 16);
}
