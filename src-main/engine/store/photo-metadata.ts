import { basename } from 'node:path';
import { type Face, type FacedPhoto, uprightBox } from '../../core/people/face.ts';
import { partsOfPlace } from '../../core/places/written-place.ts';
import {
  effectiveMetadata,
  type EffectiveMetadata,
  type FilePlace,
  type GivenMarks,
  type OwnMetadata,
} from '../../core/sidecars/effective-metadata.ts';
import { noFacts, type SidecarFacts } from '../../core/sidecars/sidecar-facts.ts';
import type { Db } from './database.ts';
import { PeopleAndPlaces, type PersonRow } from './people-and-places.ts';
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
  orientation: number;
  width: number;
  height: number;
  own: string | null;
  /** 1 where the columns say nothing but what the photo says itself. */
  is_plain: 0 | 1;
  given_favourite: 0 | 1 | null;
  given_rating: number | null;
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
  readonly #setOwn;
  readonly #note;
  readonly #named: PeopleAndPlaces;

  constructor(db: Db) {
    this.#db = db;
    this.#noted = db.prepare<[number], number>('SELECT photo_id FROM metadata_changes LIMIT ?').pluck();
    this.#forget = db.prepare<[number]>('DELETE FROM metadata_changes WHERE photo_id = ?');
    this.#photo = db.prepare<[number], PhotoRow>(`
      SELECT taken_at, taken_at_offset_minutes, latitude, longitude, altitude_metres, photos.rating, title, description,
        keywords, warnings, orientation, width, height, (SELECT facts FROM own_metadata WHERE photo_id = photos.id) AS own,
        date_source IS NULL AND people = '[]' AND places = '[]' AND label IS NULL AND photos.favourite = 0 AS is_plain,
        given_marks.favourite AS given_favourite, given_marks.rating AS given_rating
      FROM photos LEFT JOIN given_marks ON given_marks.photo_id = photos.id WHERE id = ?`);
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
        description = :description, keywords = :keywords,
        added_keywords = :addedKeywords, people = :people, places = :places, label = :label, favourite = :favourite,
        warnings = :warnings,
        sort_at = coalesce(:takenAt,
          (SELECT ${localTime('max(min(mtime_ms), -62135596800000)')} FROM files WHERE photo_id = photos.id), sort_at)
      WHERE id = :id`);
    this.#keepOwn = db.prepare<[number, string]>(
      'INSERT INTO own_metadata (photo_id, facts) VALUES (?, ?) ON CONFLICT (photo_id) DO NOTHING',
    );
    this.#dropOwn = db.prepare<[number]>('DELETE FROM own_metadata WHERE photo_id = ?');
    this.#setOwn = db.prepare<[number, string]>(
      'INSERT INTO own_metadata (photo_id, facts) VALUES (?, ?) ON CONFLICT (photo_id) DO UPDATE SET facts = excluded.facts',
    );
    this.#note = db.prepare<[number]>('INSERT INTO metadata_changes (photo_id) VALUES (?) ON CONFLICT DO NOTHING');
    this.#named = new PeopleAndPlaces(db);
  }

  /** Join what is noted of these photos, as part of the transaction that is on. */
  write(photoIds: readonly number[], nowMs = Date.now()): void {
    for (const id of photoIds) {
      if (this.#forget.run(id).changes > 0) this.#join(id, nowMs);
    }
  }

  /** Join photos anew, as part of the transaction that is on: the user says something else of them. */
  writeAnew(photoIds: readonly number[]): void {
    for (const id of photoIds) this.#note.run(id);
    this.write(photoIds);
  }

  /** Join some of what is noted, in a transaction. @returns how many photos that were; 0 when all are right. */
  writeNoted(limit: number): number {
    return this.#db.transaction(() => {
      const noted = this.#noted.all(limit);
      this.write(noted);
      return noted.length;
    })();
  }

  /**
   * Take what a photo says itself instead of what it was known to say, and note it to be joined anew; what was odd about it
   * when it was encoded stays.
   */
  setOwn(id: number, facts: Omit<OwnMetadata, 'warnings'>): void {
    this.#db.transaction(() => {
      const row = this.#photo.get(id);
      if (row === undefined) return;
      const known = ownOf(row);
      const own = { ...pickOwn(facts), warnings: known.warnings };
      // Of most photos readers learn nothing.
      if (isEqual(own, known)) return;
      this.#setOwn.run(id, JSON.stringify(own));
      this.#note.run(id);
    })();
  }

  #join(id: number, nowMs: number): void {
    const row = this.#photo.get(id);
    const files = this.#filesOf(id);
    // What has no file keeps what it has: it will be noted when a file of it comes back.
    if (row === undefined || files.length === 0) return;
    const own = ownOf(row);
    const { dateSource, people, faces, places, label, favourite, ...joined } = effectiveMetadata(
      own,
      files,
      nowMs,
      givenOf(row),
    );
    const words = [...new Set([...joined.keywords, ...people, ...places.flatMap(partsOfPlace)])];
    const columns = { ...joined, keywords: words };
    if (!isSame(columns, own)) this.#keepOwn.run(id, JSON.stringify(own));
    else if (row.own !== null) this.#dropOwn.run(id);
    // Most photos: nothing to write for a million of them, when a library comes from the version before.
    else if (row.is_plain === 1 && dateSource === 'embedded' && isPlain({ people, places, label, favourite })) return;
    this.#update.run({
      ...columns,
      id,
      dateSource: dateSource === 'embedded' || dateSource === 'file' ? null : dateSource,
      keywords: JSON.stringify(words),
      addedKeywords: words.length - joined.keywords.length,
      people: JSON.stringify(people),
      places: JSON.stringify(places),
      label,
      favourite: Number(favourite),
      warnings: JSON.stringify(joined.warnings),
    });
    this.#named.write(
      id,
      people.map((name) => personIn(name, faces, row)),
      places,
    );
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

/** The first face of the name whose place in the photo is known. */
function personIn(name: string, faces: readonly Face[], photo: FacedPhoto): PersonRow {
  const boxes = faces.filter((face) => face.name === name).map((face) => uprightBox(face, photo));
  return { name, box: boxes.find((box) => box !== null) ?? null };
}

function isPlain({
  people,
  places,
  label,
  favourite,
}: Pick<EffectiveMetadata, 'people' | 'places' | 'label' | 'favourite'>): boolean {
  return people.length === 0 && places.length === 0 && label === null && !favourite;
}

function givenOf({ given_favourite: favourite, given_rating: rating }: PhotoRow): GivenMarks {
  return { favourite: favourite === null ? null : favourite === 1, rating };
}

/** What a photo says itself, by what is kept of it, else by its columns. Versions before may have known less. */
function ownOf(row: PhotoRow): OwnMetadata {
  const nothing = { people: [], faces: [], places: [] };
  if (row.own !== null) return { ...nothing, ...(JSON.parse(row.own) as OwnMetadata) };
  return {
    ...nothing,
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

function pickOwn(facts: Omit<OwnMetadata, 'warnings'>): Omit<OwnMetadata, 'warnings'> {
  const { takenAt, takenAtOffsetMinutes, latitude, longitude, altitudeMetres, rating, title, description } = facts;
  const { keywords, people, faces, places } = facts;
  return {
    ...{ takenAt, takenAtOffsetMinutes, latitude, longitude, altitudeMetres, rating, title, description },
    ...{ keywords, people, faces, places },
  };
}

/** Do the columns say all that a photo says itself, and nothing else? Of people and places they say what was joined. */
function isSame(columns: Omit<OwnMetadata, 'people' | 'faces' | 'places'>, own: OwnMetadata): boolean {
  if (own.people.length > 0 || own.faces.length > 0 || own.places.length > 0) return false;
  return isEqual(columns, own);
}

/** Is all of one in the other? */
function isEqual<T extends object>(one: T, other: T): boolean {
  return (Object.keys(one) as (keyof T)[]).every((key) => JSON.stringify(one[key]) === JSON.stringify(other[key]));
}
