import { EventEmitter } from 'node:events';
import { type Envelope, Hub } from './ports.ts';

/*
 * Runs before the entry of a process that `utilityProcess.fork` of the stand-in started: makes it look like a utility
 * process of Electron, with `process.parentPort`.
 */
const hub = new Hub();
hub.route = send;

function send(envelope: Envelope): void {
  if (process.connected) process.send?.(envelope, undefined, undefined, () => undefined);
}

class ParentPort extends EventEmitter {
  postMessage(data: unknown): void {
    send({ kind: 'parent', data, ports: [] });
  }
}

const parentPort = new ParentPort();
/** Messages wait for the first listener, as Electron has it. */
const early: Envelope[] = [];

function receive(envelope: Envelope): void {
  if (envelope.kind !== 'parent') hub.receive(envelope);
  else if (parentPort.listenerCount('message') === 0) early.push(envelope);
  else {
    const ports = envelope.ports.map((state) => hub.adopt(state));
    parentPort.emit('message', { data: envelope.data, ports });
  }
}

parentPort.on('newListener', () => {
  setImmediate(() => {
    for (const envelope of early.splice(0)) receive(envelope);
  });
});
process.on('message', (envelope) => {
  receive(envelope as Envelope);
});
// A utility process ends with the main process.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
Object.defineProperty(process, 'parentPort', { value: parentPort });
