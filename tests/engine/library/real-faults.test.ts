import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, chownSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test, vi } from 'vitest';
import { backupsOf } from '../../../src-main/engine/store/backups.ts';
import { Store } from '../../../src-main/engine/store/store.ts';
import { bind, canMount, memoryDrive } from '../../helpers/mounts.ts';
import { photo } from '../../helpers/photos.ts';
import { writeFolder } from '../../helpers/store.ts';
import { tempFolder, writeFiles } from '../../helpers/temp-folder.ts';
import { tempLibrary } from '../../helpers/temp-library.ts';

const helpers = join(import.meta.dirname, '..', '..', 'helpers');

describe.skipIf(!canMount)('a drive', () => {
  test('whose empty mount point stays is offline, keeps its photos, and comes back without encoding', async () => {
    await using lib = await tempLibrary({ 'other.jpg': photo(9) });
    using drive = memoryDrive(join(lib.dataDir, '..', 'drive'));
    using backing = memoryDrive(join(lib.dataDir, '..', 'backing'));
    drive.unmount();
    await writeFiles(backing.path, { 'a.jpg': photo(1), 'sub/b.jpg': photo(2) });
    {
      using _mounted = bind(backing.path, drive.path);
      expect(await lib.index({ folder: drive.path })).toMatchObject({ found: 2, encoded: 2 });
    }
    expect(await readdir(drive.path)).toEqual([]);
    expect(await lib.index({ folder: drive.path })).toMatchObject({ found: 0, removed: 0, failed: 0 });
    expect(lib.engine.library.listFolders()).toMatchObject([{ path: drive.path, state: 'offline', photos: 2 }]);
    expect(await lib.search({ text: 'anything' })).toHaveLength(2);
    using _again = bind(backing.path, drive.path);
    await rm(join(backing.path, 'a.jpg'));
    expect(await lib.index({ folder: drive.path })).toMatchObject({ found: 1, removed: 1, encoded: 0, recognised: 0 });
    expect(lib.engine.library.listFolders()).toMatchObject([{ path: drive.path, state: 'online', photos: 1 }]);
  });

  test('that was emptied loses its photos: it is the same drive', async () => {
    await using lib = await tempLibrary({});
    using drive = memoryDrive(join(lib.dataDir, '..', 'drive'));
    await writeFiles(drive.path, { 'a.jpg': photo(1) });
    await lib.index({ folder: drive.path });
    await rm(join(drive.path, 'a.jpg'));
    expect(await lib.index({ folder: drive.path })).toMatchObject({ removed: 1 });
    expect(lib.engine.library.listFolders()).toMatchObject([{ state: 'online', photos: 0 }]);
  });
});

describe.skipIf(!canMount)('a data folder', () => {
  test('on a drive that is read-only is told, and left as it is', async () => {
    await using folder = await tempFolder();
    using drive = memoryDrive(join(folder.path, 'drive'));
    Store.open(drive.path)[Symbol.dispose]();
    drive.readOnly();
    expect(() => Store.open(drive.path)).toThrow(expect.objectContaining({ code: 'DATA_DIR_UNUSABLE' }) as Error);
  });

  test('on a full disk is told, and everything stored so far stays', async () => {
    await using folder = await tempFolder();
    using drive = memoryDrive(join(folder.path, 'drive'), '2m');
    {
      using store = Store.open(drive.path);
      writeFolder(store, '/photos', { 'a.jpg': {} });
      await writeFile(join(drive.path, 'filler'), Buffer.alloc(4 << 20)).catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'ENOSPC' });
      });
      const write = (): void => {
        writeFolder(store, '/more', Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`${i}.jpg`, {}])));
      };
      let thrown: unknown;
      try {
        write();
      } catch (error) {
        thrown = store.translate(error);
      }
      expect(thrown).toMatchObject({ code: 'DATABASE_FULL' });
      await expect(store.backUpIfDue(new AbortController().signal)).rejects.toThrow();
      expect(backupsOf(drive.path)).toEqual([]);
    }
    await rm(join(drive.path, 'filler'));
    using store = Store.open(drive.path);
    expect(store.notice).toBeNull();
    store.quickCheck();
    expect(store.folders.byPath('/photos')).toMatchObject({ photos: 1 });
  });
});

/** The number of folders that a process may watch is lowered in a user namespace of its own. */
function canLimitWatches(): boolean {
  try {
    execFileSync('unshare', ['-Ur', 'sh', '-c', 'echo 9 > /proc/sys/user/max_inotify_watches'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write('No user namespaces: the test of the limit of watches is skipped\n');
    return false;
  }
}

describe.skipIf(!canLimitWatches())('at the limit of watches', () => {
  test('the status says so, and scans find what is new', async () => {
    await using folder = await tempFolder();
    const root = join(folder.path, 'photos');
    await writeFiles(root, Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`${i}/note.txt`, 'x'])));
    await writeFiles(root, { '0/a.jpg': photo(1) });
    const limited = 'echo 9 > /proc/sys/user/max_inotify_watches; exec "$@"';
    const node = [process.execPath, join(helpers, 'watch-script.ts'), join(folder.path, 'data'), root];
    const child = spawn('unshare', ['-Ur', 'sh', '-c', limited, 'sh', ...node], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line);
      if (line === 'waiting') await writeFiles(root, { '19/b.jpg': photo(2) });
    }
    expect(JSON.parse(lines[1] ?? '{}')).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/max_user_watches.*15 minutes/) as string,
    });
  });
});

describe.skipIf(process.getuid?.() !== 0)('without permission', () => {
  test('a branch is listed and keeps its files, and so does the whole folder', async () => {
    await using folder = await tempFolder();
    const nobody = 65_534;
    chmodSync(folder.path, 0o755);
    const [root, dataDir] = [join(folder.path, 'photos'), join(folder.path, 'data')];
    await writeFiles(root, { 'a.jpg': 'x', 'secret/b.jpg': 'x' });
    await mkdir(dataDir);
    chownSync(dataDir, nobody, nobody);
    const scan = (): unknown =>
      JSON.parse(
        execFileSync(process.execPath, [join(helpers, 'scan-script.ts'), dataDir, root], {
          uid: nobody,
          gid: nobody,
          stdio: ['ignore', 'pipe', 'inherit'],
        }).toString(),
      );
    expect(scan()).toMatchObject({ found: 2, files: 2 });
    await chmod(join(root, 'secret'), 0);
    expect(scan()).toMatchObject({ removed: 0, files: 2, codes: ['ENTRY_UNREADABLE secret'], state: 'online' });
    await chmod(root, 0);
    expect(scan()).toMatchObject({ removed: 0, files: 2, state: 'offline' });
    await chmod(root, 0o755);
    await chmod(join(root, 'secret'), 0o755);
    expect(scan()).toMatchObject({ unchanged: 2, codes: [], state: 'online' });
  });
});

describe('another content', () => {
  test('of the same size and modification time is noticed', async () => {
    const pixels = { width: 32, height: 32 };
    await using lib = await tempLibrary({ 'a.png': padded(await photo(1, { ...pixels, format: 'png' })) });
    const path = lib.path('a.png');
    await utimes(path, 1000, 1000);
    await lib.index();
    const before = await stat(path);
    await writeFile(path, padded(await photo(2, { ...pixels, format: 'png' })));
    await utimes(path, 1000, 1000);
    expect(await stat(path)).toMatchObject({ size: before.size, mtimeMs: before.mtimeMs });
    expect(await lib.index()).toMatchObject({ unchanged: 0, encoded: 1 });
    expect(await lib.index()).toMatchObject({ unchanged: 1 });
  });
});

/** A photo of 4 KiB: bytes after its end are ignored. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(4096)]).subarray(0, 4096);
}

describe('a clock that is put back', () => {
  test('keeps neither photos from being found nor failed ones from being tried again', async () => {
    await using lib = await tempLibrary({ 'a.jpg': photo(1), 'bad.jpg': 'text' });
    await lib.index();
    const realNow = Date.now();
    const clock = vi.spyOn(Date, 'now').mockReturnValue(realNow - 3 * 365 * 24 * 3_600_000);
    try {
      await lib.write({ 'b.jpg': photo(2) });
      expect(await lib.index()).toMatchObject({ encoded: 1 });
      await lib.remove('a.jpg');
      expect(await lib.index()).toMatchObject({ removed: 1 });
      expect(await lib.findable()).toEqual(['b.jpg']);
      await lib.write({ 'a.jpg': photo(1) });
      expect(await lib.index({ retryFailed: true }), 'within the grace period').toMatchObject({ recognised: 1 });
    } finally {
      clock.mockRestore();
    }
    expect(await lib.index()).toMatchObject({ encoded: 0, removed: 0 });
    expect(await lib.findable()).toEqual(['a.jpg', 'b.jpg']);
  });

  test('does not put off for years what was to be tried again in a minute', async () => {
    await using dir = await tempFolder();
    using store = Store.open(dir.path);
    const { folderId } = writeFolder(store, '/photos', { 'a.jpg': {} });
    const id = store.files.known(folderId, '').get('a.jpg')?.id ?? 0;
    const realNow = Date.now();
    store.files.fail(id, { code: 'PHOTO_TIMEOUT', message: 'slow' }, realNow + 60_000);
    store.files.retryDue(realNow);
    expect(store.files.counts()).toMatchObject({ failed: 1, pending: 0 });
    store.files.retryDue(realNow - 3 * 365 * 24 * 3_600_000);
    expect(store.files.counts()).toMatchObject({ failed: 0, pending: 1 });
  });
});
