import { readFile, statfs } from 'node:fs/promises';

/**
 * Numbers by which Linux tells file systems whose changes can be made by another machine: NFS, SMB (three), AFS, 9P,
 * Ceph, FUSE (sshfs, rclone and others).
 *
 * @see https://man7.org/linux/man-pages/man2/statfs.2.html
 */
const remoteTypes: ReadonlySet<number> = new Set([
  0x69_69, 0x51_7b, 0xff_53_4d_42, 0xfe_53_4d_42, 0x53_46_41_4f, 0x01_02_19_97, 0x00_c3_64_00, 0x65_73_55_46,
]);

/** The same by their names in the table of mounts. */
const remoteNames = /^(?:nfs4?|cifs|smb3|smbfs|ncpfs|afs|9p|ceph|davfs|fuse|fuseblk)(?:\.|$)/u;

/**
 * Does a folder lie where others change files without the system telling us? Known on Linux and for Windows shares.
 *
 * The table of mounts is asked first: unlike the file system itself, it answers when the drive does not.
 */
export async function isOnNetwork(folder: string): Promise<boolean> {
  if (folder.startsWith('\\\\')) return true;
  if (process.platform !== 'linux') return false;
  try {
    const type = fileSystemIn(await readFile('/proc/self/mountinfo', 'utf8'), folder);
    return type === undefined ? remoteTypes.has((await statfs(folder)).type) : remoteNames.test(type);
  } catch {
    // It has just gone: whoever watches it will notice.
    return false;
  }
}

/**
 * The type of the file system that a folder lies on.
 *
 * @param mounts table of mounts of a Linux process.
 * @param folder absolute, symbolic links resolved.
 * @returns undefined when the table names none.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_mountinfo.5.html
 */
export function fileSystemIn(mounts: string, folder: string): string | undefined {
  let longest = -1;
  let found: string | undefined;
  for (const line of mounts.split('\n')) {
    const [before = '', after] = line.split(' - ');
    const point = before.split(' ')[4]?.replaceAll(/\\(\d{3})/gu, (_, octal: string) => character(octal));
    if (after === undefined || point === undefined) continue;
    const isAbove = point === '/' || folder === point || folder.startsWith(`${point}/`);
    // Of several at one point the last one covers the others.
    if (!isAbove || point.length < longest) continue;
    longest = point.length;
    found = after.split(' ')[0];
  }
  return found;
}

function character(octal: string): string {
  return String.fromCharCode(Number.parseInt(octal, 8));
}
