import { type BirpcReturn, createBirpc } from 'birpc';
import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron';
import type { EngineStatus } from '../../src-contract/desktop.ts';
import { AppError, type Settings } from '../../src-contract/index.ts';
import type { Reply } from '../core/encoder-protocol.ts';
import type { Logger } from '../core/logger.ts';
import { HelperBroker, type HelperEntries } from './helper-broker.ts';
import type { EngineCalls, FromEngine, LibraryPlace, ToEngine } from './engine-protocol.ts';
import { killProcess } from './kill-process.ts';
import { logFileArguments } from './log-file.ts';
import { RestartBudget } from './restart-budget.ts';

export interface SupervisorOptions {
  readonly library: LibraryPlace;
  /** Modules that the processes begin with, absolute paths. */
  readonly entries: HelperEntries & { readonly engine: string };
  readonly log: Logger;
  /** Where the engine process logs to; stderr when undefined. */
  readonly logFile?: string | undefined;
  /** How long the engine may take to close before it is killed. */
  readonly closeMs?: number;
}

interface Running {
  readonly child: UtilityProcess;
  readonly helpers: HelperBroker;
  readonly calls: BirpcReturn<EngineCalls, object>;
  /** Settles with the end of the process. */
  readonly ended: Promise<void>;
}

const restartsPerMinute = 3;

/**
 * The main process's hold on the engine process: starts it, starts it again when it dies, closes it.
 *
 * A library that cannot be opened is a status and not a throw: the page shows why, and `start` tries again.
 */
export class EngineSupervisor implements AsyncDisposable {
  readonly #options: SupervisorOptions;
  readonly #budget = new RestartBudget(restartsPerMinute, 60_000);
  readonly #statusListeners = new Set<(status: EngineStatus) => void>();
  readonly #settingsListeners = new Set<(settings: Settings) => void>();
  #status: EngineStatus = { state: 'starting' };
  #running: Running | undefined;
  #closing: Promise<void> | undefined;

  constructor(options: SupervisorOptions) {
    this.#options = options;
  }

  get status(): EngineStatus {
    return this.#status;
  }

  /** Hear of every change. */
  onStatus(listener: (status: EngineStatus) => void): Disposable {
    this.#statusListeners.add(listener);
    return { [Symbol.dispose]: () => void this.#statusListeners.delete(listener) };
  }

  /** Hear the settings when the library is open, and whenever they change. */
  onSettings(listener: (settings: Settings) => void): void {
    this.#settingsListeners.add(listener);
  }

  /** Start the engine unless it runs. */
  start(): void {
    if (this.#running !== undefined || this.#closing !== undefined) return;
    this.#setStatus({ state: 'starting' });
    const { entries, logFile } = this.#options;
    const child = utilityProcess.fork(entries.engine, logFileArguments(logFile), {
      serviceName: 'Eidetic engine',
      stdio: 'inherit',
      // A call to a drive that hangs keeps a thread of libuv, of which there are four by default.
      env: { ...process.env, UV_THREADPOOL_SIZE: '16' },
    });
    const helpers = new HelperBroker(entries, (message, ports) => {
      tell(child, message, ports);
    });
    const { port1, port2 } = new MessageChannelMain();
    const ended = new Promise<void>((resolve) => {
      child.once('exit', (code) => {
        this.#exited(running, code);
        resolve();
      });
    });
    const running: Running = { child, helpers, calls: openCalls(port1), ended };
    this.#running = running;
    child.on('message', (message: FromEngine) => {
      if (this.#running === running) this.#receive(message, running);
    });
    tell(child, { kind: 'open', library: this.#options.library }, [port2]);
  }

  /** Hand over the engine's end of a page's line; false when there is no engine to take it. */
  connectPage(port: MessagePortMain): boolean {
    if (this.#running === undefined || this.#status.state !== 'ready') return false;
    tell(this.#running.child, { kind: 'page' }, [port]);
    return true;
  }

  /** Ask the engine something. Waits for a library that is being opened. @throws what the engine throws; CANCELLED when it ends meanwhile */
  async call(ask: (calls: EngineCalls) => Promise<Reply<unknown>>): Promise<unknown> {
    if (this.#running === undefined) {
      throw this.#status.state === 'failed'
        ? AppError.fromWire(this.#status.error)
        : new AppError('CANCELLED', 'Expected an open library but it is closed');
    }
    const reply = await ask(this.#running.calls);
    if (!reply.ok) throw AppError.fromWire(reply.error);
    return reply.value;
  }

  #receive(message: FromEngine, { helpers, child }: Running): void {
    switch (message.kind) {
      case 'opened':
        this.#setStatus({ state: 'ready' });
        this.#tellSettings(message.settings);
        break;
      case 'settings':
        this.#tellSettings(message.settings);
        break;
      case 'failed':
        this.#options.log.error({ code: message.error.code }, 'the library cannot be opened');
        this.#running = undefined;
        killProcess(child);
        this.#setStatus({ state: 'failed', error: message.error });
        break;
      case 'start-helper':
        helpers.start(message.which, message.id, message.libraryDir);
        break;
      case 'kill-helper':
        helpers.kill(message.id);
        break;
    }
  }

  #exited(running: Running, code: number): void {
    running.helpers[Symbol.dispose]();
    running.calls.$close(new AppError('CANCELLED', 'The process that holds the library ended'));
    if (this.#running !== running) return;
    this.#running = undefined;
    if (this.#closing !== undefined) return;
    this.#options.log.error({ code }, 'the engine process ended unexpectedly');
    if (this.#budget.take(Date.now())) {
      this.start();
      return;
    }
    const message = `Expected the process that holds the library to run but it ended ${restartsPerMinute + 1} times within a minute (exit code ${code})`;
    this.#setStatus({ state: 'failed', error: { code: 'INTERNAL', message } });
  }

  #setStatus(status: EngineStatus): void {
    this.#status = status;
    for (const listener of this.#statusListeners) listener(status);
  }

  #tellSettings(settings: Settings): void {
    for (const listener of this.#settingsListeners) listener(settings);
  }

  /** Let the engine finish what it writes and end; kill it when it takes too long. Nothing is started afterwards. */
  [Symbol.asyncDispose](): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const running = this.#running;
    if (running === undefined) return;
    tell(running.child, { kind: 'close' });
    const deadline = setTimeout(() => {
      this.#options.log.error({}, 'the engine process did not close in time and was killed');
      killProcess(running.child);
    }, this.#options.closeMs ?? 10_000);
    await running.ended;
    clearTimeout(deadline);
  }
}

function tell(child: UtilityProcess, message: ToEngine, ports: MessagePortMain[] = []): void {
  child.postMessage(message, ports);
}

function openCalls(port: MessagePortMain): BirpcReturn<EngineCalls, object> {
  return createBirpc<EngineCalls, object>(
    {},
    {
      post: (message) => {
        port.postMessage(message);
      },
      on: (receive) => {
        port.on('message', ({ data }) => {
          receive(data);
        });
        port.start();
      },
      // Opening a large library takes its time; a process that died is noticed by its exit.
      timeout: -1,
    },
  );
}
