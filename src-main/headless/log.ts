import pino from 'pino';
import type { Logger } from '../core/logger.ts';

/** Log to stderr as JSON lines; EIDETIC_LOG sets the level: debug, info, warn (default), error or silent. */
export function createLogger(): Logger {
  return pino({ level: process.env['EIDETIC_LOG'] ?? 'warn', base: null }, pino.destination({ dest: 2, sync: true }));
}
