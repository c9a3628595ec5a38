/**
 * Where a component writes what happened. Paths, file names and query texts are never logged: they are private, and
 * logs get shared.
 */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
  child(bindings: { readonly component: string }): Logger;
}
