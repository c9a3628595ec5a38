import type { Logger } from '../../src-main/core/logger.ts';

export type KeepingLog = Logger & { readonly lines: { readonly fields: object; readonly message: string }[] };

/** Keeps what was logged. */
export function keepingLog(): KeepingLog {
  const lines: { fields: object; message: string }[] = [];
  const write = (fields: object, message: string): void => void lines.push({ fields, message });
  const log: KeepingLog = { lines, debug: write, info: write, warn: write, error: write, child: () => log };
  return log;
}
