import type { Stats } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { AppError } from '../../src-contract/index.ts';
import type { PhotoOutcome } from '../core/encoder-protocol.ts';
import { isOnNetwork } from './network-drive.ts';

/**
 * [Note: In the cloud] Drives that keep files elsewhere put placeholders in their places: a size and times, but no
 * content on the disk. To open one downloads the file. All of them (iCloud Drive and other File Providers of macOS,
 * OneDrive, Dropbox, iCloud and others over the Cloud Files API of Windows) take up no block of the disk, which is all
 * that Node tells: it knows neither the flag `SF_DATALESS` of macOS nor the attribute
 * `FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS` of Windows.
 *
 * Other files without blocks are small ones that lie in the entry of the directory or the tree of the file system: up
 * to a sector (4 KiB) on btrfs, less than a record (1 or 4 KiB) on NTFS, less elsewhere. And files that are one hole,
 * which hold zeros alone and are no photo. So whatever is larger than that and has no block has nothing here that is
 * worth reading. Network and FUSE file systems do not always count blocks; there none is taken for a placeholder.
 *
 * Not known: a placeholder of up to 4 KiB, one that is partly there, and one on a network drive.
 *
 * @see https://developer.apple.com/documentation/technotes/tn3150-getting-ready-for-data-less-files
 * @see https://learn.microsoft.com/en-us/windows/win32/cfapi/build-a-cloud-file-sync-engine
 * @see https://btrfs.readthedocs.io/en/latest/Inline-files.html
 */
const largestInlineBytes = 4096;

/** Is a file without content here? To be asked only where blocks are counted: `countsBlocks`. */
export function isPlaceholder({ blocks, size }: Pick<Stats, 'blocks' | 'size'>): boolean {
  return blocks === 0 && size > largestInlineBytes;
}

/** Does the file system of a folder tell how many blocks a file has? */
export async function countsBlocks(folder: string): Promise<boolean> {
  return !(await isOnNetwork(folder));
}

/** Would opening a file download it? False for one that is not there. */
export async function isInCloud(file: string): Promise<boolean> {
  try {
    return isPlaceholder(await lstat(file)) && (await countsBlocks(dirname(file)));
  } catch {
    // Whoever opens it will say what is wrong.
    return false;
  }
}

/** What becomes of a photo that is not opened because of that. */
export const failedInCloud: Extract<PhotoOutcome, { kind: 'failed' }> = {
  kind: 'failed',
  error: new AppError('PHOTO_IN_CLOUD', 'It lies with a cloud service and is not downloaded for this').toWire(),
};
