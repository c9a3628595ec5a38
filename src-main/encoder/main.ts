import { createBirpc } from 'birpc';
import type { EngineMethods } from '../core/encoder-protocol.ts';
import { withChannel } from '../core/engine-channel.ts';
import { EncoderService } from './service.ts';

/**
 * Entry of the encoder process: a child forked by Node with an IPC channel and `serialization: 'advanced'`, or a utility
 * process of Electron. When the channel closes, the engine is gone and so is the reason to live.
 */
let engine: EngineMethods | undefined;
const service = new EncoderService({
  onLost: (reason) => {
    engine?.gpuLost(reason);
  },
});

withChannel(process, (channel) => {
  // Before anything is received: a port may close as soon as it is started.
  channel.onClose(() => {
    // Not process.exit(): that runs the exit handlers of native libraries while their threads may be mid-work.
    process.kill(process.pid, 'SIGKILL');
  });
  const rpc = createBirpc<EngineMethods, EncoderService>(service, {
    post: (message) => {
      channel.send(message);
    },
    on: (receive) => {
      channel.onMessage(receive);
    },
    bind: 'functions',
  });
  engine = { gpuLost: (reason) => void rpc.gpuLost.asEvent(reason) };
});

// Ctrl-C in a terminal reaches every process of the group; when to stop is the parent's decision.
process.on('SIGINT', () => undefined);
