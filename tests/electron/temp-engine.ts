import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { onTestFinished } from 'vitest';
import type { EngineStatus } from '../../src-contract/desktop.ts';
import { EngineSupervisor, type SupervisorOptions } from '../../src-main/electron/engine-supervisor.ts';
import { Store } from '../../src-main/engine/store/store.ts';
import { photo } from '../helpers/photos.ts';
import { tempFolder, writeFiles } from '../helpers/temp-folder.ts';
import { fixturePack } from '../helpers/temp-library.ts';
import { type KeepingLog, keepingLog } from './keeping-log.ts';
import { PageClient } from './page-client.ts';
import { MessageChannelMain, running } from './stand-in/processes.ts';
import { until } from './until.ts';
import { killProcess } from '../helpers/kill-process.ts';

/** Where processes begin when they run from the sources. */
export const entries = {
  engine: source('electron/engine-process.ts'),
  encoder: source('encoder/main.ts'),
  poller: source('engine/library/watch/poll/poll-process.ts'),
  preload: source('electron/preload.cts'),
} as const;

function source(path: string): string {
  return fileURLToPath(new URL(`../../src-main/${path}`, import.meta.url));
}

export interface TempEngine {
  readonly supervisor: EngineSupervisor;
  readonly statuses: EngineStatus[];
  readonly dataDir: string;
  /** A folder with two photos. */
  readonly photos: string;
  readonly log: KeepingLog;
  /** Wait until the engine has this state. */
  until(state: EngineStatus['state']): Promise<EngineStatus>;
  openPage(): PageClient;
  /** Kill the engine process, as a crash would, and wait until that is noticed. */
  crash(): Promise<void>;
  /** Hold the library as another program would. Returns what lets go of it. */
  lock(): () => void;
}

export type TempEngineOptions = Partial<Pick<SupervisorOptions, 'entries' | 'closeMs' | 'logFile'>> & {
  readonly packDir?: string;
};

/** A supervisor over a temporary library; its processes are real and end with the test. */
export async function tempEngine(options: TempEngineOptions = {}): Promise<TempEngine> {
  const folder = await tempFolder();
  const [dataDir, photos] = [join(folder.path, 'data'), join(folder.path, 'photos')];
  await mkdir(photos);
  await writeFiles(photos, { 'one.jpg': photo(1), 'two.jpg': photo(2) });
  const log = keepingLog();
  const { packDir = fixturePack('tiny-clip'), ...rest } = options;
  const library = { dataDir, packDir, adoptPack: true, provider: 'auto' } as const;
  const supervisor = new EngineSupervisor({ library, entries, log, ...rest });
  const statuses: EngineStatus[] = [];
  supervisor.onStatus((status) => statuses.push(status));
  onTestFinished(async () => {
    await supervisor[Symbol.asyncDispose]();
    await until(() => running.size === 0);
    await folder[Symbol.asyncDispose]();
  });
  return {
    supervisor,
    statuses,
    dataDir,
    photos,
    log,
    until: async (state) => {
      await until(() => supervisor.status.state === state);
      return supervisor.status;
    },
    openPage: () => {
      const { port1, port2 } = new MessageChannelMain();
      if (!supervisor.connectPage(port2 as never)) throw new Error('Expected an engine to connect to');
      return new PageClient(port1);
    },
    crash: async () => {
      await until(() => running.size > 0);
      const [engine] = running;
      killProcess(engine?.pid);
      await until(() => engine === undefined || !running.has(engine));
    },
    lock: () => {
      const store = Store.open(dataDir);
      return () => {
        store[Symbol.dispose]();
      };
    },
  };
}
