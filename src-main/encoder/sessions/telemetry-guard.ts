import { isMainThread } from 'node:worker_threads';
import { AppError } from '../../../src-contract/index.ts';
import { telemetryOff } from '../../core/encoder-environment.ts';

/* See [Note: Telemetry]: whoever starts a process that loads the runtime has to switch it off. */
for (const [name, value] of Object.entries(telemetryOff)) {
  if (process.env[name] === value) continue;
  throw new AppError(
    'ENCODER_UNAVAILABLE',
    `Expected ${name}=${value} in the environment of a process that loads onnxruntime but received ` +
      `${process.env[name] ?? 'nothing'}: it would send telemetry`,
  );
}
if (!isMainThread) {
  throw new AppError(
    'ENCODER_UNAVAILABLE',
    'Expected onnxruntime to be loaded in a main thread but received a worker: its environment is a copy, which does not switch telemetry off',
  );
}
