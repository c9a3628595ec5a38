import type { ErrorCode } from '../../src-contract/index.ts';
import type { Store } from './store/store.ts';
import { rootIdentity } from './folder-paths.ts';

/** Failures that a drive ejected meanwhile causes for every photo on it. */
export const unreachable: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['PHOTO_MISSING', 'PHOTO_UNREADABLE']);

/** Is a folder gone, or another one at its path: the mount point of a drive? */
export async function isFolderLost(
  store: Pick<Store, 'folders'>,
  folder: { readonly folderId: number; readonly folderPath: string },
): Promise<boolean> {
  return (await rootIdentity(folder.folderPath)) !== store.folders.rootIdentity(folder.folderId);
}
