/** A sidecar that is not written now, with the reason for the user. */
export class LeftAlone extends Error {}

/** The same of what the system says; what is no error of the system comes out as it is. */
export function leftAlone(what: string, error: unknown): unknown {
  if (!(error instanceof Error && 'code' in error)) return error;
  return new LeftAlone(`${what}: ${error.message}`, { cause: error });
}
