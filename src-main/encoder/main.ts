import { createBirpc } from 'birpc';
import { withChannel } from './channel.ts';
import { EncoderService } from './service.ts';

/**
 * Entry of the encoder process: a child forked by Node with an IPC channel and `serialization: 'advanced'`, or a utility
 * process of Electron. When the channel closes, the engine is gone and so is the reason to live.
 */
const service = new EncoderService();

withChannel((channel) => {
  // Before anything is received: a port may close as soon as it is started.
  channel.onClose(() => {
    // Not process.exit(): that runs the exit handlers of native libraries while their threads may be mid-work.
    process.kill(process.pid, 'SIGKILL');
  });
  createBirpc<object, EncoderService>(service, {
    post: (message) => {
      channel.send(message);
    },
    on: (receive) => {
      channel.onMessage(receive);
    },
    bind: 'functions',
  });
});

// Ctrl-C in a terminal reaches every process of the group; when to stop is the parent's decision.
process.on('SIGINT', () => undefined);
