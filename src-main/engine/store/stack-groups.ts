import { rawFormats } from '../../../src-contract/index.ts';
import { findingStacks } from '../../core/stacks/find-stacks.ts';
import type { FoundStack, PhotoFile, VideoFile } from '../../core/stacks/stack.ts';
import { cosine } from '../../core/math/vector.ts';
import type { Db } from './database.ts';
import { vectorFromBlob } from './vector-blob.ts';
import { directorySql } from './words-schema.ts';

/** A folder inside a registered one, with a slash behind it; empty for that one itself. */
export interface DirectoryKey {
  readonly folderId: number;
  readonly directory: string;
}

interface KnownGroup {
  id: number;
  kind: string;
  photos: string;
  videos: string | null;
}

interface PhotoRow {
  photo_id: number;
  file_id: number;
  name: string;
  format: string;
  taken_at: string | null;
  offset: number | null;
  camera: string | null;
  width: number;
  height: number;
  content_id: string | null;
  burst_id: string | null;
  is_burst_pick: number | null;
  has_motion: number | null;
}

interface VideoRow {
  id: number;
  name: string;
  content_id: string | null;
  taken_at: string | null;
  taken_at_ms: number | null;
  seconds: number | null;
}

/** Cosine from which on two photos of one name are taken for one picture: other pictures hardly come near it. */
const alikeFrom = 0.9;
const raws: ReadonlySet<string> = new Set(rawFormats);

/** Rows that are read at a time: some milliseconds. */
const pageSize = 1000;
/** After the last row of a page, by `id` or by photo and file. */
type Page = DirectoryKey & { readonly after: number; readonly file?: number };

/** What is to be done with the groups of a folder. */
export interface Regrouping {
  readonly gone: readonly { readonly id: number; readonly photoIds: readonly number[] }[];
  readonly added: readonly FoundStack[];
}

/** What has become of the groups of a folder. */
export interface Regrouped {
  /** Photos whose groups are others than before. */
  readonly changed: ReadonlySet<number>;
  /** Groups that share no photo with another. */
  readonly whole: readonly FoundStack[];
}

/** What belongs together in each folder. See [Note: Stacks]. */
export class StackGroups {
  readonly #photos;
  readonly #videos;
  readonly #vectors;
  readonly #known;
  readonly #shared;
  readonly #remove;
  readonly #addGroup;
  readonly #addPhoto;
  readonly #addVideo;

  constructor(db: Db) {
    this.#photos = db.prepare<Page, PhotoRow>(`
      SELECT photos.id AS photo_id, files.id AS file_id, substr(relative_path, length(:directory) + 1) AS name, format,
        -- What exports and many names say is no clock of the camera's: the pictures decide then.
        iif(date_source IN ('export', 'name', 'folder'), NULL, taken_at) AS taken_at,
        taken_at_offset_minutes AS offset, camera, width, height, content_id, burst_id, is_burst_pick, has_motion
      FROM files JOIN photos ON photos.id = files.photo_id LEFT JOIN photo_marks ON photo_marks.photo_id = photos.id
      WHERE folder_id = :folderId AND ${directorySql} = :directory AND files.photo_id IS NOT NULL
        AND (files.photo_id, files.id) > (:after, :file)
      ORDER BY files.photo_id, files.id LIMIT ${pageSize}`);
    this.#videos = db.prepare<Page, VideoRow>(`
      SELECT id, substr(relative_path, length(:directory) + 1) AS name, content_id, taken_at, taken_at_ms, seconds
      FROM videos WHERE folder_id = :folderId AND ${directorySql} = :directory AND read_version > 0
        AND id > :after ORDER BY id LIMIT ${pageSize}`);
    this.#vectors = db.prepare<[number, number], { vector: Buffer; other: Buffer }>(`
      SELECT one.vector, two.vector AS other FROM embeddings AS one JOIN embeddings AS two ON two.pack = one.pack
        LEFT JOIN pack_roles ON pack_roles.pack = one.pack AND role = 'current'
      WHERE one.photo_id = ? AND two.photo_id = ? ORDER BY role IS NULL, one.pack DESC LIMIT 1`);
    this.#known = db.prepare<Page, KnownGroup>(`
      SELECT id, kind,
        (SELECT json_group_array(json_array(photo_id, sort_key) ORDER BY photo_id) FROM stack_photos WHERE group_id = stack_groups.id)
          AS photos,
        (SELECT json_group_array(video_id ORDER BY video_id) FROM stack_videos WHERE group_id = stack_groups.id) AS videos
      FROM stack_groups WHERE folder_id = :folderId AND directory = :directory
        AND id > :after ORDER BY id LIMIT ${pageSize}`);
    this.#shared = db
      .prepare<[string], number>(
        `SELECT photo_id FROM stack_photos WHERE photo_id IN (SELECT value FROM json_each(?))
        GROUP BY photo_id HAVING count(*) > 1`,
      )
      .pluck();
    this.#remove = db.prepare<[number]>('DELETE FROM stack_groups WHERE id = ?');
    this.#addGroup = db.prepare<[number, string, string, number]>(
      'INSERT INTO stack_groups (folder_id, directory, kind, videos) VALUES (?, ?, ?, ?)',
    );
    this.#addPhoto = db.prepare<[number | bigint, number, string]>(
      'INSERT INTO stack_photos (group_id, photo_id, sort_key) VALUES (?, ?, ?)',
    );
    this.#addVideo = db.prepare<[number | bigint, number]>(
      'INSERT OR REPLACE INTO stack_videos (group_id, video_id) VALUES (?, ?)',
    );
  }

  /** Find out anew what belongs together in a folder. */
  regroup(key: DirectoryKey): Regrouped {
    const finding = this.finding(key);
    for (;;) {
      const step = finding.next();
      if (step.done === true) return this.write(key, step.value);
    }
  }

  /**
   * Find out what would have to be done for that, in steps between which others may have their turn. What is found is of no
   * worth when something in the folder has changed meanwhile.
   */
  *finding(key: DirectoryKey): Generator<undefined, Regrouping> {
    const known = new Map<string, KnownGroup>();
    for (const page of pages((after: KnownGroup | undefined) => this.#known.all({ ...key, after: after?.id ?? 0 }))) {
      for (const group of page) known.set(`${group.kind} ${group.photos} ${group.videos ?? '[]'}`, group);
      yield;
    }
    const photos: PhotoFile[] = [];
    for (const page of pages((after: PhotoRow | undefined) =>
      this.#photos.all({ ...key, after: after?.photo_id ?? 0, file: after?.file_id ?? 0 }),
    )) {
      for (const row of page) photos.push(toPhoto(row));
      yield;
    }
    const videos: VideoFile[] = [];
    const videoPages = pages((after: VideoRow | undefined) => this.#videos.all({ ...key, after: after?.id ?? 0 }));
    for (const page of photos.length === 0 ? [] : videoPages) {
      for (const row of page) videos.push(toVideo(row));
      yield;
    }
    const added: FoundStack[] = [];
    const found = yield* findingStacks(photos, videos, (one, other) => this.#areAlike(one, other));
    for (const [i, group] of found.entries()) {
      if (i % pageSize === 0) yield;
      if (!known.delete(signOf(group))) added.push(group);
    }
    const gone = Array.from(known.values(), ({ id, photos: members }) => ({
      id,
      photoIds: (JSON.parse(members) as [number, string][]).map(([photoId]) => photoId),
    }));
    return { gone, added };
  }

  /** Do some of what was found out. Groups that go must not come after those that take their photos. */
  write(key: DirectoryKey, { gone, added }: Regrouping): Regrouped {
    const changed = new Set<number>();
    for (const { id, photoIds } of gone) {
      for (const photoId of photoIds) changed.add(photoId);
      this.#remove.run(id);
    }
    for (const { kind, photos, videoIds } of added) {
      const group = this.#addGroup.run(key.folderId, key.directory, kind, videoIds.length).lastInsertRowid;
      for (const { photoId, sortKey } of photos) {
        this.#addPhoto.run(group, photoId, sortKey);
        changed.add(photoId);
      }
      for (const videoId of videoIds) this.#addVideo.run(group, videoId);
    }
    const shared = new Set(this.#shared.all(JSON.stringify([...changed])));
    return { changed, whole: added.filter(({ photos }) => !photos.some(({ photoId }) => shared.has(photoId))) };
  }

  /** By the embeddings of one pack; photos that none has seen are not. */
  #areAlike(one: number, other: number): boolean {
    const row = this.#vectors.get(one, other);
    return row !== undefined && cosine(vectorFromBlob(row.vector), vectorFromBlob(row.other)) >= alikeFrom;
  }
}

/** Read page by page: no statement is open between two of them. */
function* pages<T>(read: (after: T | undefined) => T[]): Generator<T[]> {
  let last: T | undefined;
  for (;;) {
    const page = read(last);
    yield page;
    if (page.length < pageSize) return;
    last = page.at(-1);
  }
}

/** The same for the same group, as `#known` tells of it. */
function signOf({ kind, photos, videoIds }: FoundStack): string {
  const byId = [...photos].sort((a, b) => a.photoId - b.photoId).map(({ photoId, sortKey }) => [photoId, sortKey]);
  return `${kind} ${JSON.stringify(byId)} ${JSON.stringify(videoIds)}`;
}

function toPhoto(row: PhotoRow): PhotoFile {
  return {
    photoId: row.photo_id,
    name: row.name,
    isRaw: raws.has(row.format),
    takenAt: row.taken_at,
    offsetMinutes: row.offset,
    camera: row.camera,
    aspect: row.width / row.height,
    contentId: row.content_id,
    burstId: row.burst_id,
    isBurstPick: row.is_burst_pick === 1,
    hasMotion: row.has_motion === 1,
  };
}

function toVideo(row: VideoRow): VideoFile {
  return {
    videoId: row.id,
    name: row.name,
    contentId: row.content_id,
    takenAt: row.taken_at,
    takenAtMs: row.taken_at_ms,
    seconds: row.seconds,
  };
}
