/** The files below a folder: `prefix` is empty for the whole folder, else ends in `/`. */
export interface FolderScope {
  readonly folderId: number;
  readonly prefix: string;
}

/** Everything that begins with `sub/` sorts from `sub/` up to, not including, `sub0`: `0` follows `/` in ASCII. */
export function scopeRange(scope: FolderScope | null): { folder: number | null; from: string; to: string } {
  const from = scope?.prefix ?? '';
  return { folder: scope?.folderId ?? null, from, to: from === '' ? '' : `${from.slice(0, -1)}0` };
}
