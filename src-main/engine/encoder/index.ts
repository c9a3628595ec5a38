/** The encoder's process as the engine sees it. */
export { askAgain } from './ask-again.ts';
export { EncoderClient } from './encoder-client.ts';
export type { EncoderLauncher, EncoderProcess } from './encoder-process.ts';
