import { createBirpc } from 'birpc';
import { EncoderService } from './service.ts';

/**
 * Entry of the encoder process. The parent forks it with an IPC channel and `serialization: 'advanced'`; when the
 * channel closes, the parent is gone and so is the reason to live.
 */
const service = new EncoderService();

createBirpc<object, EncoderService>(service, {
  post: (message) => process.send?.(message),
  on: (receive) => process.on('message', receive),
  bind: 'functions',
});

// Ctrl-C in a terminal reaches every process of the group; when to stop is the parent's decision.
process.on('SIGINT', () => undefined);

process.once('disconnect', () => {
  // Not process.exit(): that runs the exit handlers of native libraries while their threads may be mid-work.
  process.kill(process.pid, 'SIGKILL');
});
