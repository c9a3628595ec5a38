/**
 * A process that works for the engine. The engine does not know what a process is made of: the command line forks a
 * child of Node, the desktop app an Electron utility process, a test whatever it needs.
 */
export interface HelperProcess {
  readonly pid: number | undefined;
  /** Send a structured-cloneable message. Throws when the process is gone. */
  send(message: unknown): void;
  onMessage(receive: (message: unknown) => void): void;
  /** Called once when the process has ended, with words for the user. */
  onExit(ended: (how: string) => void): void;
  /** End it at once, whatever it does. */
  kill(): void;
}
