import { existsSync } from 'node:fs';
import { lstat, readdir, statfs } from 'node:fs/promises';
import { basename } from 'node:path';
import { withChannel } from '../../src-main/core/engine-channel.ts';
import { pollDrives } from '../../src-main/engine/library/watch/poll/drive-poller.ts';

/*
 * Entry of a process that looks at network drives, in shorter rounds. The argument is the name of a file: as long as a
 * drive holds that in its root, or in the folder that is asked for, it does not answer. Folders whose names begin with
 * `large` take two seconds to be listed.
 */
const [, , hanging = ''] = process.argv;

async function unlessHanging<T>(path: string, call: () => Promise<T>): Promise<T> {
  while (existsSync(`${path}/${hanging}`)) await new Promise((resolve) => setTimeout(resolve, 50));
  return call();
}

withChannel(process, (channel) => {
  channel.onClose(() => {
    process.kill(process.pid, 'SIGKILL');
  });
  pollDrives(
    channel,
    {
      lstat: (path) => unlessHanging(path, () => lstat(path)),
      readdir: async (path, options) => {
        if (basename(path).startsWith('large')) await new Promise((resolve) => setTimeout(resolve, 2000));
        return unlessHanging(path, () => readdir(path, options));
      },
      statfs: (path) => unlessHanging(path, () => statfs(path)),
    },
    { restMs: 200, silentMs: 600, aliveMs: 200 },
  );
});
