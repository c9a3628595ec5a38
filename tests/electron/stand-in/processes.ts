import { type ChildProcess, fork } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { fileURLToPath } from 'node:url';
import { type Envelope, Hub, type StandInPort } from './ports.ts';

const hub = new Hub();
/** Where ports went. */
const owners = new Map<string, StandInUtilityProcess>();
hub.route = (envelope) => {
  if (envelope.kind !== 'parent') owners.get(envelope.to)?.send(envelope);
};

const startModule = fileURLToPath(new URL('./utility-start.ts', import.meta.url));

/** Works as Electron's UtilityProcess: a real process, with ports that reach into it. */
class StandInUtilityProcess extends EventEmitter {
  readonly #child: ChildProcess;
  readonly #ports = new Map<string, string>();
  pid: number | undefined;

  constructor(path: string, args: readonly string[], env: NodeJS.ProcessEnv | undefined) {
    super();
    this.#child = fork(path, args, {
      execArgv: ['--import', startModule],
      serialization: 'advanced',
      stdio: ['ignore', 2, 2, 'ipc'],
      ...(env && { env }),
    });
    this.#child.once('spawn', () => {
      this.pid = this.#child.pid;
      this.emit('spawn');
    });
    this.#child.once('exit', (code) => {
      this.pid = undefined;
      running.delete(this);
      for (const peer of this.#ports.values()) hub.receive({ kind: 'close', to: peer });
      this.emit('exit', code ?? 9);
    });
    this.#child.on('message', (message) => {
      const envelope = message as Envelope;
      if (envelope.kind === 'parent') this.emit('message', envelope.data);
      else hub.receive(envelope);
    });
  }

  postMessage(data: unknown, transfer: readonly StandInPort[] = []): void {
    const ports = transfer.map((port) => hub.release(port));
    for (const { id, peer } of ports) {
      owners.set(id, this);
      this.#ports.set(id, peer);
    }
    this.send({ kind: 'parent', data: structuredClone(data), ports });
  }

  send(envelope: Envelope): void {
    if (this.#child.connected) this.#child.send(envelope, () => undefined);
  }

  kill(): boolean {
    return this.#child.kill();
  }
}

/** Utility processes that have not ended. */
export const running = new Set<StandInUtilityProcess>();

export const utilityProcess = {
  fork(path: string, args: readonly string[] = [], options: { env?: NodeJS.ProcessEnv } = {}): StandInUtilityProcess {
    const child = new StandInUtilityProcess(path, args, options.env);
    running.add(child);
    return child;
  },
};

export class MessageChannelMain {
  readonly port1: StandInPort;
  readonly port2: StandInPort;

  constructor() {
    [this.port1, this.port2] = hub.channel();
  }
}
