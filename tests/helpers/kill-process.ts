/**
 * Send a signal to a process that a test has started. Without an id there is nobody to send it to: 0 would be every
 * process of the group, and with them the one that tests.
 */
export function killProcess(pid: number | undefined, signal: NodeJS.Signals = 'SIGKILL'): void {
  if (pid === undefined || pid <= 0)
    throw new Error(`Expected a process to send ${signal} to but received ${String(pid)}`);
  process.kill(pid, signal);
}
