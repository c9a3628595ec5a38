import type { HelperProcess } from '../helper-process.ts';

/** How the engine starts its encoder. */
export type EncoderProcess = HelperProcess;

export type EncoderLauncher = () => EncoderProcess;
