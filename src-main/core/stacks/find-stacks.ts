import type { StackKind } from '../../../src-contract/index.ts';
import { DisjointSets } from './disjoint-sets.ts';
import { readFileName } from './file-name.ts';
import { areVersions, byContent, joinSameName } from './same-name.ts';
import { sortKeyOf } from './sort-key.ts';
import type { AreAlike, FoundStack, NamedPhoto, PhotoFile, VideoFile } from './stack.ts';
import { isVideoOf } from './videos.ts';

/** More photos of one name are not compared with each other: names are short, but their case and ending may differ. */
const mostNamesakes = 100;

/** What takes long for thousands of photos gives way so often. */
const stepsAtATime = 500;

/**
 * Find out what belongs together of the files of one folder: raw and developed photos of a shot, Live Photos, photos with a
 * video inside, edited copies, bursts, versions. In time that is nearly proportional to the number of files.
 *
 * Every photo is in one stack at most, and nothing depends on the order of the files. A photo that several of them hold is
 * one.
 */
export function findStacks(
  photos: readonly PhotoFile[],
  videos: readonly VideoFile[],
  areAlike: AreAlike,
): FoundStack[] {
  const finding = findingStacks(photos, videos, areAlike);
  for (;;) {
    const step = finding.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps: it yields wherever it can be left for a while. */
export function* findingStacks(
  photos: readonly PhotoFile[],
  videos: readonly VideoFile[],
  areAlike: AreAlike,
): Generator<undefined, FoundStack[]> {
  const named: NamedPhoto[] = [];
  const nodes = new Map<number, number>();
  for (const [i, photo] of photos.entries()) {
    const node = nodes.get(photo.photoId) ?? i;
    nodes.set(photo.photoId, node);
    named.push({ ...photo, read: readFileName(photo.name), node });
    if (i % stepsAtATime === 0) yield;
  }
  const sets = new DisjointSets(named.length + videos.length);
  const join = (a: NamedPhoto, b: NamedPhoto): void => {
    sets.join(a.node, b.node);
  };
  yield* joinEqual(named, ({ contentId }) => contentId, join);
  yield* joinEqual(named, burstOf, join);
  const byName = yield* grouped(named, ({ read }) => read.key);
  yield* joinNames(byName, areAlike, join);
  const byContentId = new Map<string | null, NamedPhoto>();
  for (const [i, photo] of named.entries()) {
    if (i % stepsAtATime === 0) yield;
    byContentId.set(photo.contentId, photo);
  }
  for (const [i, video] of videos.entries()) {
    const called = video.contentId === null ? undefined : byContentId.get(video.contentId);
    const photo = called ?? namesakeOf(video, byName);
    if (photo !== undefined) sets.join(photo.node, named.length + i);
  }
  const together = yield* grouped(named, ({ node }) => sets.find(node));
  const videosOf = Map.groupBy(videos.keys(), (i) => sets.find(named.length + i));
  const found: FoundStack[] = [];
  let steps = 0;
  for (const [set, members] of together) {
    if (++steps % stepsAtATime === 0) yield;
    const videoIds = (videosOf.get(set) ?? []).map((i) => videos[i]?.videoId ?? 0).sort((a, b) => a - b);
    const kind = kindOf(members, videoIds.length);
    if (kind !== null) found.push({ kind, photos: inOrder(members), videoIds });
  }
  return found;
}

/** As `Map.groupBy`, in steps. */
function* grouped<K>(
  photos: readonly NamedPhoto[],
  keyOf: (photo: NamedPhoto) => K,
): Generator<undefined, Map<K, NamedPhoto[]>> {
  const groups = new Map<K, NamedPhoto[]>();
  for (const [i, photo] of photos.entries()) {
    if (i % stepsAtATime === 0) yield;
    const key = keyOf(photo);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [photo]);
    else group.push(photo);
  }
  return groups;
}

function burstOf({ burstId, read }: NamedPhoto): string | null {
  return burstId ?? read.burst;
}

function* joinEqual(
  photos: readonly NamedPhoto[],
  markOf: (photo: NamedPhoto) => string | null,
  join: (a: NamedPhoto, b: NamedPhoto) => void,
): Generator<undefined, void> {
  const first = new Map<string, NamedPhoto>();
  for (const [i, photo] of photos.entries()) {
    if (i % stepsAtATime === 0) yield;
    const mark = markOf(photo);
    if (mark === null) continue;
    const other = first.get(mark);
    if (other === undefined) first.set(mark, photo);
    else join(other, photo);
  }
}

function* joinNames(
  byName: ReadonlyMap<string, readonly NamedPhoto[]>,
  areAlike: AreAlike,
  join: (a: NamedPhoto, b: NamedPhoto) => void,
): Generator<undefined, void> {
  const shots = new Map<string, (readonly NamedPhoto[])[]>();
  let steps = 0;
  for (const [key, photos] of byName) {
    if (++steps % stepsAtATime === 0) yield;
    shots.set(key, joinSameName(photos, areAlike, join));
  }
  for (const [key, clusters] of shots) {
    if (++steps % stepsAtATime === 0) yield;
    const versionOf = byName.get(key)?.[0]?.read.versionOf ?? null;
    const first = versionOf === null ? undefined : shots.get(versionOf);
    if (first === undefined || first.length > mostNamesakes) continue;
    for (const [version] of clusters) {
      const original = first.find(
        ([one]) => one !== undefined && version !== undefined && areVersions(one, version, areAlike),
      );
      if (version !== undefined && original?.[0] !== undefined) join(original[0], version);
    }
  }
}

function namesakeOf(video: VideoFile, byName: ReadonlyMap<string, readonly NamedPhoto[]>): NamedPhoto | undefined {
  const namesakes = byName.get(readFileName(video.name).key) ?? [];
  return namesakes.length > mostNamesakes
    ? undefined
    : [...namesakes].sort(byContent).find((photo) => isVideoOf(video, photo));
}

/** Null for what is no stack: a photo by itself. */
function kindOf(members: readonly NamedPhoto[], videos: number): StackKind | null {
  const photos = new Set(members.map(({ photoId }) => photoId)).size;
  const hasMotion = members.some((photo) => photo.hasMotion);
  if (photos < 2) return videos > 0 ? 'live' : hasMotion ? 'motion' : null;
  const bursts = new Map<string, number>();
  for (const photo of members) {
    const burst = burstOf(photo);
    if (burst === null) continue;
    if ((bursts.get(burst) ?? photo.photoId) !== photo.photoId) return 'burst';
    bursts.set(burst, photo.photoId);
  }
  if (members.some(({ isRaw }) => isRaw) && members.some(({ isRaw }) => !isRaw)) return 'raw';
  if (videos > 0) return 'live';
  if (hasMotion) return 'motion';
  return members.some(({ read }) => read.isEdited) ? 'edited' : 'version';
}

/** Each photo once, under the name that puts it first. */
function inOrder(members: readonly NamedPhoto[]): FoundStack['photos'] {
  const keys = new Map<number, string>();
  for (const photo of members) {
    const key = sortKeyOf(photo);
    const before = keys.get(photo.photoId);
    if (before === undefined || key < before) keys.set(photo.photoId, key);
  }
  return Array.from(keys, ([photoId, sortKey]) => ({ photoId, sortKey })).sort(bySortKey);
}

/** The photo to show first is first. */
export function bySortKey(
  a: { readonly sortKey: string; readonly photoId: number },
  b: { readonly sortKey: string; readonly photoId: number },
): number {
  return a.sortKey === b.sortKey ? a.photoId - b.photoId : a.sortKey < b.sortKey ? -1 : 1;
}
