import type { UtilityProcess } from 'electron';

/** End a utility process at once, whatever it does. Electron's own `kill` asks first, with SIGTERM. */
export function killProcess(child: UtilityProcess): void {
  if (child.pid !== undefined) {
    try {
      process.kill(child.pid, 'SIGKILL');
    } catch (error) {
      // It has ended by itself.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  child.kill();
}
