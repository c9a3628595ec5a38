import type { FolderNode } from '../../src-contract/index.ts';

/** A row of a tree as it stands there. */
export interface TreeRow {
  readonly node: FolderNode;
  /** 1 for a registered folder. */
  readonly level: number;
  readonly hasChildren: boolean;
  readonly isOpen: boolean;
}

/** How deep a folder lies: 1 for a registered one. */
function levelOf({ below }: FolderNode): number {
  return below === '' ? 1 : below.split('/').length + 1;
}

/** Does a folder lie below another? */
export function isBelow(node: FolderNode, other: FolderNode): boolean {
  if (node.folderId !== other.folderId || node.below === other.below) return false;
  return other.below === '' || node.below.startsWith(`${other.below}/`);
}

/** The rows to be seen: those whose folders above are all open. */
export function rowsOf(nodes: readonly FolderNode[], open: ReadonlySet<string>): TreeRow[] {
  const rows: TreeRow[] = [];
  let closed: FolderNode | undefined;
  for (const [i, node] of nodes.entries()) {
    if (closed !== undefined && isBelow(node, closed)) continue;
    closed = undefined;
    const next = nodes[i + 1];
    const hasChildren = next !== undefined && isBelow(next, node);
    const isOpen = hasChildren && open.has(node.key);
    if (hasChildren && !isOpen) closed = node;
    rows.push({ node, level: levelOf(node), hasChildren, isOpen });
  }
  return rows;
}

export type TreeMove = { readonly to: number } | { readonly open: boolean } | 'choose';

/**
 * What a key does on a row of a tree; null for keys that are not its own.
 *
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/treeview/
 */
export function treeMove(key: string, rows: readonly TreeRow[], active: number): TreeMove | null {
  const row = rows[active];
  if (row === undefined) return null;
  switch (key) {
    case 'ArrowDown':
      return { to: Math.min(rows.length - 1, active + 1) };
    case 'ArrowUp':
      return { to: Math.max(0, active - 1) };
    case 'Home':
      return { to: 0 };
    case 'End':
      return { to: rows.length - 1 };
    case 'ArrowRight':
      if (!row.hasChildren) return { to: active };
      return row.isOpen ? { to: active + 1 } : { open: true };
    case 'ArrowLeft':
      if (row.isOpen) return { open: false };
      return {
        to: Math.max(
          0,
          rows.slice(0, active).findLastIndex(({ level }) => level < row.level),
        ),
      };
    case 'Enter':
    case ' ':
      return 'choose';
    default:
      return typed(key, rows, active);
  }
}

/** A letter leads to the next folder that begins with it. */
function typed(key: string, rows: readonly TreeRow[], active: number): TreeMove | null {
  if (key.length !== 1) return null;
  const letter = key.toLocaleLowerCase();
  const places = rows.map((_, i) => (active + 1 + i) % rows.length);
  const to = places.find((i) => rows[i]?.node.name.toLocaleLowerCase().startsWith(letter) === true);
  return to === undefined ? null : { to };
}
