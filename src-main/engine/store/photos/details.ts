import type { PhotoDetails } from '../../../../src-contract/index.ts';
import type { Db } from '../database.ts';
import { PeopleAndPlaces } from '../people-and-places.ts';

/** A place where a photo lies, as the last scan saw it. */
export interface PhotoPlace {
  readonly folderPath: string;
  readonly relativePath: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
}

/** What identifies a photo's content and its thumbnail. */
export interface PhotoContent {
  /** Hex sha256. */
  readonly contentHash: string;
  readonly sizeBytes: number;
  readonly format: string;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** EXIF orientation, 1 to 8, as the file says it. */
  readonly orientation: number;
  /** Relative path inside the thumbnail cache. */
  readonly thumb: string;
}

interface PlaceRow {
  folder_path: string;
  relative_path: string;
  size_bytes: number;
  mtime_ms: number;
}

interface DetailsRow {
  format: string;
  width: number;
  height: number;
  size_bytes: number;
  taken_at: string | null;
  sort_at: string;
  date_source: PhotoDetails['dateSource'] | null;
  taken_at_offset_minutes: number | null;
  latitude: number | null;
  longitude: number | null;
  altitude_metres: number | null;
  camera: string | null;
  lens: string | null;
  iso: number | null;
  f_number: number | null;
  exposure_seconds: number | null;
  focal_length_mm: number | null;
  rating: number | null;
  title: string | null;
  description: string | null;
  keywords: string;
  added_keywords: number;
  places: string;
  label: string | null;
  favourite: 0 | 1;
  given_favourite: 0 | 1 | null;
  given_rating: number | null;
  warnings: string;
}

/** One photo at a time: everything known about it, and where it lies. */
export class PhotoDetailsStore {
  readonly #details;
  readonly #named: PeopleAndPlaces;
  readonly #content;
  readonly #places;
  readonly #placeOfEach;
  readonly #photosOf;
  readonly #thumbsIn;

  constructor(db: Db) {
    this.#details = db.prepare<[number], DetailsRow>(`
      SELECT format, width, height, size_bytes, taken_at, taken_at_offset_minutes, latitude, longitude, altitude_metres,
        camera, lens, iso, f_number, exposure_seconds, focal_length_mm, photos.rating, title, description, keywords,
        warnings, sort_at, date_source, added_keywords, places, label, photos.favourite,
        given_marks.favourite AS given_favourite, given_marks.rating AS given_rating
      FROM photos LEFT JOIN given_marks ON given_marks.photo_id = photos.id WHERE id = ? AND unreferenced_since_ms IS NULL`);
    this.#named = new PeopleAndPlaces(db);
    this.#content = db.prepare<[number], PhotoContent>(`
      SELECT lower(hex(content_hash)) AS contentHash, size_bytes AS sizeBytes, format, width, height, orientation, thumb
      FROM photos WHERE id = ? AND unreferenced_since_ms IS NULL`);
    this.#places = db.prepare<{ photoId: number; fileId: number | null }, PlaceRow>(`
      SELECT folders.path AS folder_path, relative_path, size_bytes, mtime_ms
      FROM files JOIN folders ON folders.id = files.folder_id
      WHERE files.photo_id = :photoId ORDER BY files.id IS NOT :fileId, folders.state = 'offline', files.id`);
    // A query with min() takes its other columns from the row that has the minimum.
    this.#placeOfEach = db.prepare<{ photoIds: string; fileIds: string }, PlaceRow & { photo_id: number }>(`
      SELECT photo_id, folders.path AS folder_path, relative_path, size_bytes, mtime_ms,
        min((files.id NOT IN (SELECT value FROM json_each(:fileIds))) * 2e15 + (folders.state = 'offline') * 1e15 + files.id)
      FROM files JOIN folders ON folders.id = files.folder_id
      WHERE photo_id IN (SELECT value FROM json_each(:photoIds)) GROUP BY photo_id`);
    this.#photosOf = db.prepare<[string], { id: number; photo_id: number }>(
      'SELECT id, photo_id FROM files WHERE id IN (SELECT value FROM json_each(?)) AND photo_id IS NOT NULL',
    );
    this.#thumbsIn = db
      .prepare<[string], string>(
        `SELECT thumb FROM photos WHERE id IN (
          SELECT photo_id FROM files WHERE folder_id IN (SELECT value FROM json_each(?)) AND photo_id IS NOT NULL)`,
      )
      .pluck();
  }

  /** Everything but the places; undefined when there is no such photo. */
  details(photoId: number): Omit<PhotoDetails, 'files'> | undefined {
    const row = this.#details.get(photoId);
    return (
      row && {
        photoId,
        format: row.format,
        width: row.width,
        height: row.height,
        sizeBytes: row.size_bytes,
        takenAt: row.taken_at,
        datedAt: row.sort_at,
        dateSource: row.date_source ?? (row.taken_at === null ? 'file' : 'embedded'),
        takenAtOffsetMinutes: row.taken_at_offset_minutes,
        latitude: row.latitude,
        longitude: row.longitude,
        altitudeMetres: row.altitude_metres,
        camera: row.camera,
        lens: row.lens,
        iso: row.iso,
        fNumber: row.f_number,
        exposureSeconds: row.exposure_seconds,
        focalLengthMm: row.focal_length_mm,
        rating: row.rating,
        title: row.title,
        description: row.description,
        ...namesIn(row, this.#named.people(photoId)),
        label: row.label,
        favourite: row.favourite === 1,
        given: {
          favourite: row.given_favourite === null ? null : row.given_favourite === 1,
          rating: row.given_rating,
        },
        warnings: JSON.parse(row.warnings) as string[],
      }
    );
  }

  content(photoId: number): PhotoContent | undefined {
    return this.#content.get(photoId);
  }

  /** Where a photo lies: the file that is meant, then folders first that were reachable at the last scan. */
  places(photoId: number, fileId: number | null = null): PhotoPlace[] {
    return this.#places.all({ photoId, fileId }).map(toPlace);
  }

  /**
   * One place of each photo of a list that has one, by id: a file that is meant, else one in a folder that was reachable if
   * there is one.
   */
  placeOfEach(photoIds: readonly number[], fileIds: readonly number[] = []): Map<number, PhotoPlace> {
    const rows = this.#placeOfEach.all({ photoIds: JSON.stringify(photoIds), fileIds: JSON.stringify(fileIds) });
    return new Map(rows.map((row) => [row.photo_id, toPlace(row)]));
  }

  /** Files by the photos that they hold. */
  byPhoto(fileIds: readonly number[]): Map<number, number> {
    if (fileIds.length === 0) return new Map();
    return new Map(this.#photosOf.all(JSON.stringify(fileIds)).map(({ id, photo_id }) => [photo_id, id]));
  }

  /** Thumbnails of the photos that have a file in one of these folders. */
  thumbsIn(folderIds: readonly number[]): string[] {
    return this.#thumbsIn.all(JSON.stringify(folderIds));
  }
}

/** Keywords apart from names of people and places, which stand behind them in the database so that they are found. */
function namesIn(
  row: DetailsRow,
  people: PhotoDetails['people'],
): Pick<PhotoDetails, 'keywords' | 'people' | 'places'> {
  const all = JSON.parse(row.keywords) as string[];
  const keywords = all
    .slice(0, all.length - row.added_keywords)
    .filter((keyword) => !people.some(({ name }) => name === keyword));
  return { keywords, people, places: JSON.parse(row.places) as PhotoDetails['places'] };
}

function toPlace(row: PlaceRow): PhotoPlace {
  return {
    folderPath: row.folder_path,
    relativePath: row.relative_path,
    sizeBytes: row.size_bytes,
    mtimeMs: row.mtime_ms,
  };
}
