/** The encoder's process as the engine sees it. */
export { askAgain } from './ask-again.ts';
export { EncodeQueue, type EncodeSource } from './encode-queue.ts';
export { EncoderClient } from './encoder-client.ts';
export type { EncoderLauncher, EncoderProcess, LaunchOptions } from './encoder-process.ts';
export { CurrentReader, type PhotoReader } from './photo-reader.ts';
export { Processors } from './processors/processors.ts';
