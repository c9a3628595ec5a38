import { describe, expect, test } from 'vitest';
import { fileSystemIn, isOnNetwork } from '../../src-main/engine/network-drive.ts';
import { tempFolder } from '../helpers/temp-folder.ts';

const mounts = [
  '21 28 0:20 / / rw,relatime shared:1 - ext4 /dev/sda1 rw',
  '22 21 0:31 / /mnt/nas rw,relatime shared:2 master:3 - cifs //nas/photos rw,vers=3.1.1',
  '23 22 0:32 / /mnt/nas/local rw - btrfs /dev/sdb1 rw',
  '24 21 0:33 / /mnt/old\\040photos rw - nfs4 nas:/photos rw',
  '25 21 0:34 / /mnt/auto rw - autofs systemd-1 rw',
  '26 25 0:35 / /mnt/auto rw - fuse.sshfs me@nas: rw',
  '',
].join('\n');

describe('the file system of a folder', () => {
  test.each([
    ['/home/me', 'ext4'],
    ['/mnt/nas', 'cifs'],
    ['/mnt/nas/2024', 'cifs'],
    ['/mnt/nas2', 'ext4'],
    ['/mnt/nas/local/2024', 'btrfs'],
    ['/mnt/old photos/2024', 'nfs4'],
    ['/mnt/auto/2024', 'fuse.sshfs'],
  ])('%s lies on %s', (folder, type) => {
    expect(fileSystemIn(mounts, folder)).toBe(type);
  });

  test('is not known without a table', () => {
    expect(fileSystemIn('', '/home/me')).toBeUndefined();
  });
});

describe('a network drive', () => {
  test('is a share of Windows, and no folder of this machine', async () => {
    await using folder = await tempFolder();
    expect(await isOnNetwork('\\\\nas\\photos')).toBe(true);
    expect(await isOnNetwork(folder.path)).toBe(false);
  });
});
