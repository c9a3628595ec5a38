import pino from 'pino';
import { AppError } from '../../src-contract/index.ts';
import type { Logger } from '../core/logger.ts';

const levels: readonly string[] = ['debug', 'info', 'warn', 'error', 'silent'];

/**
 * Log to stderr as JSON lines; EIDETIC_LOG sets the level: debug, info, warn (default), error or silent.
 *
 * @throws INVALID_ARGUMENT for another level.
 */
export function createLogger(): Logger {
  const level = process.env['EIDETIC_LOG'] ?? 'warn';
  if (!levels.includes(level)) {
    throw new AppError(
      'INVALID_ARGUMENT',
      `Expected EIDETIC_LOG to be one of ${levels.join(', ')} but received "${level}"`,
    );
  }
  return pino({ level, base: null }, pino.destination({ dest: 2, sync: true }));
}
