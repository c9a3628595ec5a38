import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Is this process allowed to mount file systems? */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0 && tryMount();

function tryMount(): boolean {
  try {
    execFileSync('unshare', ['-m', 'mount', '-t', 'tmpfs', 'none', '/mnt'], { stdio: 'ignore' });
    return true;
  } catch {
    process.stderr.write('No permission to mount: tests of drives that come and go are skipped\n');
    return false;
  }
}

/** A file system in memory that is unmounted at the end of the scope, with which it is empty again. */
export interface MemoryDrive extends Disposable {
  readonly path: string;
  mount(): void;
  unmount(): void;
  readOnly(): void;
}

export function memoryDrive(path: string, size = '64m'): MemoryDrive {
  mkdirSync(path, { recursive: true });
  let isMounted = false;
  const drive: MemoryDrive = {
    path,
    mount() {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'eidetic-test', path]);
      isMounted = true;
    },
    unmount() {
      execFileSync('umount', ['-l', path]);
      isMounted = false;
    },
    readOnly() {
      execFileSync('mount', ['-o', 'remount,ro', path]);
    },
    [Symbol.dispose]() {
      if (isMounted) drive.unmount();
    },
  };
  drive.mount();
  return drive;
}

/** Show one folder at another place too. */
export function bind(from: string, to: string): Disposable {
  mkdirSync(to, { recursive: true });
  execFileSync('mount', ['--bind', from, to]);
  return {
    [Symbol.dispose]() {
      execFileSync('umount', ['-l', to]);
    },
  };
}
