/**
 * Ways to watch a folder of many photos: `npm run bench:watch`, with `-- --json` as one JSON object.
 *
 * Each way runs in a process of its own over the same tree: time until it is ready, resident memory it adds, watches of
 * the system it takes, and how long the name of a new photo takes to arrive.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { subscribe } from '@parcel/watcher';
import { watch as chokidar } from 'chokidar';
import { PollingWatcher } from '../src-main/engine/library/watch/poll/polling-watcher.ts';
import { ThreadWatcher } from '../src-main/engine/library/watch/thread-watcher.ts';
import { forkPoller } from '../src-main/headless/fork-encoder.ts';
import { scratchFolder } from './lib/library.ts';
import { answer, clocked, inFreshProcess, peakMiB, residentMiB } from './lib/processes.ts';
import { progress, report } from './lib/report.ts';
import { makeTree } from './lib/rescan.ts';

const { values: options } = parseArgs({
  options: {
    json: { type: 'boolean', default: false },
    files: { type: 'string', default: '100000' },
    /** For the processes of the ways. */
    way: { type: 'string' },
    root: { type: 'string', default: '' },
  },
});

interface Result {
  readonly way: string;
  readonly readySeconds: number;
  readonly addedMiB: number;
  readonly watches: number | null;
  readonly noticedMs: number;
}

/** @returns the process that does the work, when it is another one. */
type Begin = (root: string, onChange: () => void) => Promise<{ readonly pid?: number | undefined }>;

const ways: Record<string, Begin> = {
  'chokidar, everything': (root, onChange) =>
    new Promise((resolve) => {
      const watcher = chokidar(root, { ignoreInitial: true });
      watcher.on('add', onChange).on('ready', () => {
        resolve({});
      });
    }),
  '@parcel/watcher': async (root, onChange) => {
    await subscribe(root, () => {
      onChange();
    });
    return {};
  },
  'chokidar, folders only, in a thread (the product)': (root, onChange) =>
    new Promise((resolve, reject) => {
      // The thread alone keeps no process alive.
      setInterval(() => undefined, 1000);
      const watcher = new ThreadWatcher(
        {
          ready: () => {
            resolve({});
          },
          touched: onChange,
          failed: (_, { message }) => {
            reject(new Error(message));
          },
          died: (reason) => {
            reject(new Error(reason));
          },
        },
        '',
      );
      watcher.watch(1, root);
    }),
  'polling, in a process (the product, network drives)': (root, onChange) =>
    new Promise((resolve, reject) => {
      const watcher: PollingWatcher = new PollingWatcher(
        {
          ready: () => {
            resolve({ pid: watcher.pid });
          },
          touched: onChange,
          failed: (_, { message }) => {
            reject(new Error(message));
          },
          died: (reason) => {
            reject(new Error(reason));
          },
        },
        { launch: forkPoller, except: '' },
      );
      watcher.watch(1, root);
    }),
};

/** Watches of the system that this process holds. Null where the platform does not tell. */
function inotifyWatches(): number | null {
  if (process.platform !== 'linux') return null;
  const folder = '/proc/self/fdinfo';
  return readdirSync(folder).reduce((sum, name) => {
    try {
      return sum + (readFileSync(join(folder, name), 'utf8').match(/^inotify wd:/gmu)?.length ?? 0);
    } catch {
      // The listing's own descriptor is closed by now.
      return sum;
    }
  }, 0);
}

async function measure(way: string, root: string): Promise<Result> {
  const begin = ways[way];
  if (begin === undefined) throw new Error(`Expected a way to watch but received "${way}"`);
  const before = residentMiB();
  let changed = Promise.withResolvers<undefined>();
  const ready = await clocked(() =>
    begin(root, () => {
      changed.resolve(undefined);
    }),
  );
  const { pid } = ready.value;
  const addedMiB = pid === undefined ? residentMiB() - before : (peakMiB(pid) ?? 0);
  changed = Promise.withResolvers<undefined>();
  const noticed = await clocked(async () => {
    writeFileSync(join(root, 'day-0000', `new-${process.pid}.jpg`), 'x');
    await changed.promise;
  });
  return { way, readySeconds: ready.ms / 1000, addedMiB, watches: inotifyWatches(), noticedMs: noticed.ms };
}

async function main(): Promise<void> {
  await using scratch = await scratchFolder();
  const root = join(scratch.path, 'photos');
  progress(`making ${options.files} files`);
  await makeTree(root, Number(options.files));
  const results: Result[] = [];
  for (const way of Object.keys(ways)) {
    progress(way);
    results.push(await inFreshProcess<Result>(import.meta.filename, ['--way', way, '--root', root]));
  }
  report(options.json, { files: Number(options.files), results }, [
    {
      title: `${options.files} files, a hundred a folder`,
      rows: [
        ['way', 'ready, s', 'memory, MiB', 'watches', 'a new photo noticed after, ms'],
        ...results.map(({ way, readySeconds, addedMiB, watches, noticedMs }) => [
          way,
          readySeconds.toFixed(2),
          addedMiB.toFixed(0),
          String(watches ?? 'n/a'),
          noticedMs.toFixed(0),
        ]),
      ],
    },
  ]);
}

if (options.way === undefined) await main();
else {
  await answer(await measure(options.way, options.root));
  process.exit();
}
