import pino from 'pino';
import { AppError } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';

const levels: readonly string[] = ['debug', 'info', 'warn', 'error', 'silent'];

/**
 * Log as JSON lines; EIDETIC_LOG sets the level: debug, info, warn (default), error or silent.
 *
 * @param file where to append them, absolute path; stderr without one.
 * @throws INVALID_ARGUMENT for another level.
 */
export function createLogger(file?: string): Logger {
  const level = process.env['EIDETIC_LOG'] ?? 'warn';
  if (!levels.includes(level)) {
    throw new AppError(
      'INVALID_ARGUMENT',
      `Expected EIDETIC_LOG to be one of ${levels.join(', ')} but received "${level}"`,
    );
  }
  return pino({ level, base: null }, pino.destination({ dest: file ?? 2, sync: true }));
}
