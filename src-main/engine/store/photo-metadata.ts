import { basename } from 'node:path';
import { effectiveMetadata, type FilePlace, type OwnMetadata } from '../../core/sidecars/effective-metadata.ts';
import { noFacts, type SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import type { Db } from './database.ts';
import { localTime } from './local-time.ts';

/** Files of one photo that count, oldest first: thousands of copies would make each further one dear. */
const countedFiles = 50;

interface PhotoRow {
  taken_at: string | null;
  taken_at_offset_minutes: number | null;
  latitude: number | null;
  longitude: number | null;
  altitude_metres: number | null;
  rating: number | null;
  title: string | null;
  description: string | null;
  keywords: string;
  warnings: string;
  own: string | null;
  /** 1 where the columns say nothing but what the photo says itself. */
  is_plain: 0 | 1;
}

interface PlaceRow {
  id: number;
  root: string;
  path: string;
  sidecar: string | null;
  facts: string | null;
}

/** Keeps the metadata that photos are shown, sorted and found by. See [Note: Joined metadata]. */
export class PhotoMetadataStore {
  readonly #db: Db;
  readonly #noted;
  readonly #forget;
  readonly #photo;
  readonly #places;
  readonly #update;
  readonly #keepOwn;
  readonly #dropOwn;

  constructor(db: Db) {
    this.#db = db;
    this.#noted = db.prepare<[number], number>('SELECT photo_id FROM metadata_changes LIMIT ?').pluck();
    this.#forget = db.prepare<[number]>('DELETE FROM metadata_changes WHERE photo_id = ?');
    this.#photo = db.prepare<[number], PhotoRow>(`
      SELECT taken_at, taken_at_offset_minutes, latitude, longitude, altitude_metres, rating, title, description, keywords,
        warnings, (SELECT facts FROM own_metadata WHERE photo_id = photos.id) AS own,
        date_source IS NULL AND people = '[]' AND label IS NULL AND favourite = 0 AS is_plain
      FROM photos WHERE id = ?`);
    this.#places = db.prepare<[number], PlaceRow>(`
      SELECT place.id, root, path, sidecars.name AS sidecar, sidecars.facts
      FROM (
        SELECT files.id, folders.path AS root, relative_path AS path
        FROM files JOIN folders ON folders.id = files.folder_id WHERE photo_id = ? ORDER BY files.id LIMIT ${countedFiles}
      ) AS place LEFT JOIN sidecars ON sidecars.file_id = place.id AND sidecars.facts IS NOT NULL
      ORDER BY place.id, length(sidecars.name) DESC, sidecars.name`);
    this.#update = db.prepare<Record<string, unknown>>(`
      UPDATE photos SET
        country = CASE WHEN latitude IS :latitude AND longitude IS :longitude THEN country END,
        taken_at = :takenAt, taken_at_offset_minutes = :takenAtOffsetMinutes, date_source = :dateSource,
        latitude = :latitude, longitude = :longitude, altitude_metres = :altitudeMetres, rating = :rating, title = :title,
        description = :description, keywords = :keywords, people = :people, label = :label, favourite = :favourite,
        warnings = :warnings,
        sort_at = coalesce(:takenAt,
          (SELECT ${localTime('max(min(mtime_ms), -62135596800000)')} FROM files WHERE photo_id = photos.id), sort_at)
      WHERE id = :id`);
    this.#keepOwn = db.prepare<[number, string]>(
      'INSERT INTO own_metadata (photo_id, facts) VALUES (?, ?) ON CONFLICT (photo_id) DO NOTHING',
    );
    this.#dropOwn = db.prepare<[number]>('DELETE FROM own_metadata WHERE photo_id = ?');
  }

  /** Join what is noted of these photos, as part of the transaction that is on. */
  write(photoIds: readonly number[], nowMs = Date.now()): void {
    for (const id of photoIds) {
      if (this.#forget.run(id).changes > 0) this.#join(id, nowMs);
    }
  }

  /** Join some of what is noted, in a transaction. @returns how many photos that were; 0 when all are right. */
  writeNoted(limit: number): number {
    return this.#db.transaction(() => {
      const noted = this.#noted.all(limit);
      this.write(noted);
      return noted.length;
    })();
  }

  #join(id: number, nowMs: number): void {
    const row = this.#photo.get(id);
    const files = this.#filesOf(id);
    // What has no file keeps what it has: it will be noted when a file of it comes back.
    if (row === undefined || files.length === 0) return;
    const own = row.own === null ? ownOf(row) : (JSON.parse(row.own) as OwnMetadata);
    const { dateSource, people, label, favourite, ...joined } = effectiveMetadata(own, files, nowMs);
    const words = [...new Set([...joined.keywords, ...people])];
    const columns = { ...joined, keywords: words };
    if (!isSame(columns, own)) this.#keepOwn.run(id, JSON.stringify(own));
    else if (row.own !== null) this.#dropOwn.run(id);
    // Most photos: nothing to write for a million of them, when a library comes from the version before.
    else if (row.is_plain === 1 && dateSource === 'embedded' && label === null && !favourite) return;
    this.#update.run({
      ...columns,
      id,
      dateSource: dateSource === 'embedded' || dateSource === 'file' ? null : dateSource,
      keywords: JSON.stringify(words),
      people: JSON.stringify(people),
      label,
      favourite: Number(favourite),
      warnings: JSON.stringify(joined.warnings),
    });
  }

  #filesOf(photoId: number): FilePlace[] {
    const byFile = Map.groupBy(this.#places.all(photoId), (row) => row.id);
    return [...byFile.values()].map((rows) => {
      const [{ root, path } = { root: '', path: '' }] = rows;
      const folders = path.split('/');
      return {
        name: folders.pop() ?? '',
        folders: [basename(root), ...folders],
        sidecars: rows.flatMap(({ sidecar, facts }) =>
          sidecar === null || facts === null ? [] : [{ name: sidecar, facts: readFacts(facts) }],
        ),
      };
    });
  }
}

/** Versions before may have known less of a sidecar. */
function readFacts(json: string): SidecarFacts {
  return { ...noFacts, ...(JSON.parse(json) as Partial<SidecarFacts>) };
}

function ownOf(row: PhotoRow): OwnMetadata {
  return {
    takenAt: row.taken_at,
    takenAtOffsetMinutes: row.taken_at_offset_minutes,
    latitude: row.latitude,
    longitude: row.longitude,
    altitudeMetres: row.altitude_metres,
    rating: row.rating,
    title: row.title,
    description: row.description,
    keywords: JSON.parse(row.keywords) as string[],
    warnings: JSON.parse(row.warnings) as string[],
  };
}

function isSame(columns: OwnMetadata, own: OwnMetadata): boolean {
  return (Object.keys(own) as (keyof OwnMetadata)[]).every(
    (key) => JSON.stringify(columns[key]) === JSON.stringify(own[key]),
  );
}
