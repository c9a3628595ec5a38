/** A part of a folder that may have changed. */
export interface Touched {
  /** Relative to the root, forward slashes; empty for the root itself. */
  readonly path: string;
  /** With everything below it; else only what lies in it directly. */
  readonly deep: boolean;
}

/** Everything. */
export const whole: Touched = { path: '', deep: true };

/** More parts than this are cheaper looked at as one. */
const maxParts = 500;

/** Does a path lie at or below another? Both relative, forward slashes; everything lies below the empty one. */
function isAtOrBelow(folder: string, path: string): boolean {
  return folder === '' || path === folder || path.startsWith(`${folder}/`);
}

/** Does a path lie at or below one of many? None of them is empty. */
export function isAtOrBelowAny(folders: ReadonlySet<string>, path: string): boolean {
  if (folders.size === 0) return false;
  for (let at = path; at !== ''; at = parentOf(at)) if (folders.has(at)) return true;
  return false;
}

/** The folder of a relative path; empty at the top. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? '' : path.slice(0, slash);
}

/** Does a part hold a file or folder of this relative path? */
export function covers(part: Touched, path: string): boolean {
  return part.deep ? isAtOrBelow(part.path, path) : path !== '' && parentOf(path) === part.path;
}

/** Join parts that overlap: what comes out is looked at once, and holds what all of them hold. */
export function joined(parts: Iterable<Touched>): Touched[] {
  const deep = new Set<string>();
  const flat = new Set<string>();
  for (const part of parts) (part.deep ? deep : flat).add(part.path);
  const isInside = (path: string, self: boolean): boolean => {
    if (self && deep.has(path)) return true;
    for (let above = path; above !== '';) {
      above = parentOf(above);
      if (deep.has(above)) return true;
    }
    return false;
  };
  const kept = [
    ...[...deep].filter((path) => !isInside(path, false)).map((path) => ({ path, deep: true })),
    ...[...flat].filter((path) => !isInside(path, true)).map((path) => ({ path, deep: false })),
  ];
  return kept.length > maxParts ? [whole] : kept;
}
