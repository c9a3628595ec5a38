import type { App } from 'electron';

/** Signals that ask a program to end. Windows knows the first alone. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** The same Ctrl-C may arrive twice, from the terminal and from npm: only what comes later than this is another. */
const samePressMs = 500;

/**
 * Quit in order, however it is asked for: first everything is closed, then the app ends. A second signal ends it at once,
 * which loses nothing that was written.
 *
 * @param close settles when everything is closed; it has a deadline of its own and does not reject.
 */
export function quitInOrder(app: App, close: () => Promise<void>): void {
  let closing: Promise<void> | undefined;
  app.on('before-quit', (event) => {
    event.preventDefault();
    closing ??= close().then(() => {
      // Not quit(): that asks again, and pages may object.
      app.exit(0);
    });
  });
  app.on('window-all-closed', () => {
    // On macOS an app lives on without windows.
    if (process.platform !== 'darwin') app.quit();
  });
  let firstAtMs: number | undefined;
  for (const signal of signals) {
    process.on(signal, () => {
      firstAtMs ??= performance.now();
      if (performance.now() - firstAtMs > samePressMs) app.exit(1);
      else app.quit();
    });
  }
}
