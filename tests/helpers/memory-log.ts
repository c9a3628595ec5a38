import type { Logger } from '../../src-main/core/logger.ts';

/** A log that is kept to be looked at, as lines of JSON. */
export class MemoryLog implements Logger {
  readonly lines: string[];
  readonly #bindings: object;

  constructor(lines: string[] = [], bindings: object = {}) {
    this.lines = lines;
    this.#bindings = bindings;
  }

  get text(): string {
    return this.lines.join('\n');
  }

  debug(fields: object, message: string): void {
    this.#write('debug', fields, message);
  }

  info(fields: object, message: string): void {
    this.#write('info', fields, message);
  }

  warn(fields: object, message: string): void {
    this.#write('warn', fields, message);
  }

  error(fields: object, message: string): void {
    this.#write('error', fields, message);
  }

  child(bindings: { readonly component: string }): Logger {
    return new MemoryLog(this.lines, { ...this.#bindings, ...bindings });
  }

  #write(level: string, fields: object, message: string): void {
    this.lines.push(JSON.stringify({ level, ...this.#bindings, ...fields, message }));
  }
}
