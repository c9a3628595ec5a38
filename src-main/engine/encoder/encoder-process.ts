import type { HelperProcess } from '../helper-process.ts';

/** How the engine starts its encoder. */
export type EncoderProcess = HelperProcess;

export type EncoderLauncher = (options?: LaunchOptions) => EncoderProcess;

export interface LaunchOptions {
  /** Folder with libraries that the process is to find before the system's; null for none. */
  readonly libraryDir: string | null;
}
