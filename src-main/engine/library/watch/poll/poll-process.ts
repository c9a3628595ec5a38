import { lstat, readdir, statfs } from 'node:fs/promises';
import { withChannel } from '../../../../core/engine-channel.ts';
import { pollDrives } from './drive-poller.ts';

/** Entry of the process that looks at network drives, a child of Node or a utility process of Electron. */
withChannel(process, (channel) => {
  channel.onClose(() => {
    // Not process.exit(), which waits for the threads that hang in a drive.
    process.kill(process.pid, 'SIGKILL');
  });
  pollDrives(channel, { lstat, readdir, statfs });
});

// Ctrl-C in a terminal reaches every process of the group; when to stop is the parent's decision.
process.on('SIGINT', () => undefined);
