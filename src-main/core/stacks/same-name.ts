import type { AreAlike, NamedPhoto } from './stack.ts';

/** Seconds by which the times of two files of one shot may differ: each is written at its own moment. */
const sameShotSeconds = 2;
/** More photos of one name that do not say when they were taken are not compared: no program makes so many of one. */
const mostUndated = 50;
/** Share by which the aspects of one picture differ at most, for sizes are whole numbers. */
const sameAspect = 0.01;

type Join = (a: NamedPhoto, b: NamedPhoto) => void;

/** Photos of one name and one moment. */
type Cluster = readonly NamedPhoto[];

/**
 * Join the photos of one name that are of one shot: those taken at the same time with the same camera. Photos that do not
 * say when they were taken go with those that do, or with each other, where one is raw and the other is not, or where both
 * show the same picture.
 *
 * @returns what was joined, one cluster a shot.
 */
export function joinSameName(photos: readonly NamedPhoto[], areAlike: AreAlike, join: Join): Cluster[] {
  const dated = clustersOf(photos.filter(({ takenAt }) => secondsOf(takenAt) !== null));
  const undated = [...photos.filter(({ takenAt }) => secondsOf(takenAt) === null)].sort(byContent);
  if (undated.length > mostUndated) return [...joined(dated, join), ...undated.map((photo) => [photo])];
  const [only, ...more] = dated;
  // With several shots of the name nobody can tell which one it is of.
  const isAmbiguous = more.length > 0;
  const found = dated.map((cluster) => [...cluster]);
  const alone: NamedPhoto[][] = [];
  for (const photo of undated) {
    const home = isAmbiguous ? undefined : only === undefined ? alone : found;
    const fitting = home?.find((cluster) => cluster.some((other) => areOneShot(photo, other, areAlike)));
    if (fitting === undefined) alone.push([photo]);
    else fitting.push(photo);
  }
  return joined([...found, ...alone], join);
}

function joined(clusters: Cluster[], join: Join): Cluster[] {
  for (const [first, ...others] of clusters) if (first !== undefined) for (const other of others) join(first, other);
  return clusters;
}

/** Are two versions by their names (`DSC1`, `DSC1-2`) of one shot? */
export function areVersions(a: NamedPhoto, b: NamedPhoto, areAlike: AreAlike): boolean {
  const [at, other] = [secondsOf(a.takenAt), secondsOf(b.takenAt)];
  if (at === null || other === null) return at === other && show(a, b, areAlike);
  return Math.abs(at - other) <= sameShotSeconds && (a.camera ?? b.camera) === (b.camera ?? a.camera);
}

/** Of photos of one name, one at least undated. */
function areOneShot(a: NamedPhoto, b: NamedPhoto, areAlike: AreAlike): boolean {
  return a.isRaw !== b.isRaw || show(a, b, areAlike);
}

function show(a: NamedPhoto, b: NamedPhoto, areAlike: AreAlike): boolean {
  if (a.photoId === b.photoId) return true;
  return Math.abs(a.aspect - b.aspect) <= sameAspect * Math.max(a.aspect, b.aspect) && areAlike(a.photoId, b.photoId);
}

/** Photos with a time in runs of one shot and one camera, in order of time. Without a camera they go with any. */
function clustersOf(photos: readonly NamedPhoto[]): Cluster[] {
  const clusters: NamedPhoto[][] = [];
  const inOrder = photos
    .map((photo) => ({ photo, seconds: secondsOf(photo.takenAt) ?? 0 }))
    .sort((a, b) => a.seconds - b.seconds || byContent(a.photo, b.photo));
  let run: { photo: NamedPhoto; seconds: number }[] = [];
  const end = (): void => {
    const byCamera = Map.groupBy(run, ({ photo }) => photo.camera);
    const nameless = byCamera.get(null) ?? [];
    byCamera.delete(null);
    const [only] = byCamera.values();
    if (byCamera.size === 1 && only !== undefined) clusters.push([...only, ...nameless].map(({ photo }) => photo));
    else {
      for (const each of byCamera.values()) clusters.push(each.map(({ photo }) => photo));
      if (nameless.length > 0) clusters.push(nameless.map(({ photo }) => photo));
    }
    run = [];
  };
  for (const each of inOrder) {
    // From the first on: else a series of a shot a second would be one.
    const first = run[0];
    if (first !== undefined && each.seconds - first.seconds > sameShotSeconds) end();
    run.push(each);
  }
  if (run.length > 0) end();
  return clusters;
}

/** Whatever order photos come in, they are looked at in this one. */
export function byContent(a: NamedPhoto, b: NamedPhoto): number {
  return a.photoId - b.photoId || (a.name < b.name ? -1 : Number(a.name > b.name));
}

/** Local wall-clock seconds of a time; null for none. */
export function secondsOf(takenAt: string | null): number | null {
  // A day, month or year alone is no moment.
  if (takenAt?.includes('T') !== true) return null;
  const ms = Date.parse(`${takenAt}Z`);
  return Number.isNaN(ms) ? null : Math.floor(ms / 1000);
}
