import { statfs } from 'node:fs/promises';

/**
 * Numbers by which Linux tells file systems whose changes can be made by another machine: NFS, SMB (three), AFS, 9P,
 * Ceph, FUSE (sshfs, rclone and others).
 *
 * @see https://man7.org/linux/man-pages/man2/statfs.2.html
 */
const remoteTypes: ReadonlySet<number> = new Set([
  0x69_69, 0x51_7b, 0xff_53_4d_42, 0xfe_53_4d_42, 0x53_46_41_4f, 0x01_02_19_97, 0x00_c3_64_00, 0x65_73_55_46,
]);

/** Does a folder lie where others change files without the system telling us? Known on Linux and for Windows shares. */
export async function isOnNetwork(folder: string): Promise<boolean> {
  if (folder.startsWith('\\\\')) return true;
  if (process.platform !== 'linux') return false;
  try {
    return remoteTypes.has((await statfs(folder)).type);
  } catch {
    // It has just gone: whoever watches it will notice.
    return false;
  }
}
