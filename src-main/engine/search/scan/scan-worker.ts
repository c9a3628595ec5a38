import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { BlockScanner } from './block-scanner.ts';
import { control, type ScanMessage, type ScanThreadData } from './scan-protocol.ts';

/**
 * Thread of the scan pool: WebAssembly over shared memory and nothing else.
 *
 * It sleeps in `Atomics.wait` and not in its event loop, which is a third faster to wake; what it is told is read from
 * the port once it is awake.
 */
function serve(port: MessagePort, data: ScanThreadData): never {
  const scanner = new BlockScanner(data.layout, data.thread);
  const next = (): number =>
    Atomics.load(data.control, control.cancelled) === 1 ? Infinity : Atomics.add(data.control, control.next, 1);
  for (;;) {
    // Read before the port is: what comes once the port was found empty changes it.
    const woken = Atomics.load(data.control, control.wake);
    for (let got = receiveMessageOnPort(port); got !== undefined; got = receiveMessageOnPort(port)) {
      const { message } = got as { readonly message: ScanMessage };
      if (message.kind === 'segment') {
        scanner.attach(message.memory);
      } else {
        scanner.run(message.pass, next);
        port.postMessage('done');
      }
    }
    Atomics.wait(data.control, control.wake, woken);
  }
}

if (parentPort === null) throw new Error('Expected to be started as a thread of the scan pool');
serve(parentPort, workerData as ScanThreadData);
