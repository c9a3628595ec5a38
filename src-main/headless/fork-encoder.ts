import { fork, type ForkOptions } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { encoderEnvironment } from '../core/encoder-environment.ts';
import { pollerEnvironment, pollerFlags } from '../core/poller-process.ts';
import { siblingModule } from '../core/sibling-module.ts';
import type { EncoderProcess, LaunchOptions } from '../engine/encoder/index.ts';
import type { HelperProcess } from '../engine/helper-process.ts';

/** Start the encoder as a child of Node. */
export function forkEncoder(options?: LaunchOptions): EncoderProcess {
  const env = encoderEnvironment(process.env, options?.libraryDir);
  return forkModule(fileURLToPath(siblingModule(import.meta.url, '../encoder/main')), [], { env });
}

/** Start the process that looks at network drives as a child of Node. */
export function forkPoller(): HelperProcess {
  const path = fileURLToPath(siblingModule(import.meta.url, '../engine/library/watch/poll/poll-process'));
  return forkModule(path, [], { execArgv: [...pollerFlags], env: pollerEnvironment(process.env) });
}

/** Start a module that works for the engine. What it prints goes to our stderr: stdout belongs to answers. */
export function forkModule(
  path: string,
  args: readonly string[] = [],
  options: Pick<ForkOptions, 'env' | 'execArgv'> = {},
): HelperProcess {
  const child = fork(path, args, {
    serialization: 'advanced',
    // Flags of this process (a loader, --eval) are not meant for a child.
    execArgv: [],
    env: encoderEnvironment(process.env),
    stdio: ['ignore', 2, 2, 'ipc'],
    ...options,
  });
  let ended: string | undefined;
  const listeners: ((how: string) => void)[] = [];
  const end = (how: string): void => {
    if (ended !== undefined) return;
    ended = how;
    for (const listener of listeners) listener(how);
  };
  child.once('exit', (code, signal) => {
    end(signal === null ? `exit code ${String(code)}` : `signal ${signal}`);
  });
  child.once('error', (error) => {
    end(error.message);
  });
  return {
    pid: child.pid,
    send: (message) => {
      // A message to a process that has just died is answered by its exit, which fails every open call.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (receive) => {
      child.on('message', receive);
    },
    onExit: (listener) => {
      if (ended === undefined) listeners.push(listener);
      else listener(ended);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}
