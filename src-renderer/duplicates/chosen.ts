import type { DuplicateGroup, DuplicateVersion } from '../../src-contract/index.ts';

/** Tells a version from all others on the page: a photo, or of exact copies a file. */
export function versionKey({ photoId, fileIds: [first = 0] }: DuplicateVersion): string {
  return `${photoId} ${first}`;
}

/** Tells a group from others; one that has lost or gained a version is another. */
export function groupKey({ kind, versions }: DuplicateGroup): string {
  return [kind, ...versions.map(versionKey)].join(', ');
}

/** What is to go unless somebody says otherwise: all but the best, and of bursts nothing, whose shots are all different. */
export function proposed({ kind, versions }: DuplicateGroup): ReadonlySet<string> {
  return new Set(kind === 'burst' ? [] : versions.slice(1).map(versionKey));
}

/** What goes and what stays of a group, by keys of versions that go. */
export function divided(
  { versions }: DuplicateGroup,
  going: ReadonlySet<string>,
): { readonly goes: readonly DuplicateVersion[]; readonly bytes: number; readonly staysNone: boolean } {
  const goes = versions.filter((version) => going.has(versionKey(version)));
  return {
    goes,
    bytes: goes.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
    staysNone: goes.length === versions.length,
  };
}
