import type { Box } from '../../../src-contract/index.ts';
import { keysOfPlaces, type WrittenPlace } from '../../core/places/written-place.ts';
import type { Db } from './database.ts';

/** A person in a photo. */
export interface PersonRow {
  readonly name: string;
  /** Where in the upright photo; null where that is not known. */
  readonly box: Box | null;
}

/** By which photos are found by who and what place is in them. See [Note: People and places]. */
export class PeopleAndPlaces {
  readonly #dropPeople;
  readonly #addPerson;
  readonly #dropPlaces;
  readonly #addPlace;
  readonly #people;

  constructor(db: Db) {
    this.#dropPeople = db.prepare<[number]>('DELETE FROM photo_people WHERE photo_id = ?');
    this.#addPerson = db.prepare<[number, string, number, string | null]>(
      'INSERT INTO photo_people (photo_id, name, position, box) VALUES (?, ?, ?, ?)',
    );
    this.#dropPlaces = db.prepare<[number]>('DELETE FROM photo_places WHERE photo_id = ?');
    this.#addPlace = db.prepare<[number, string, number, string | null]>(
      'INSERT INTO photo_places (photo_id, key, is_country, country) VALUES (?, ?, ?, ?)',
    );
    this.#people = db.prepare<[number], { name: string; box: string | null }>(
      'SELECT name, box FROM photo_people WHERE photo_id = ? ORDER BY position',
    );
  }

  /** Write who is in a photo and what places are written beside it, instead of what there was. */
  write(photoId: number, people: readonly PersonRow[], places: readonly WrittenPlace[]): void {
    this.#dropPeople.run(photoId);
    for (const [position, [name, box]] of [...boxesByName(people)].entries())
      this.#addPerson.run(photoId, name, position, box === null ? null : JSON.stringify(box));
    this.#dropPlaces.run(photoId);
    for (const { key, isCountry, country } of keysOfPlaces(places))
      this.#addPlace.run(photoId, key, Number(isCountry), country);
  }

  /** People in a photo. */
  people(photoId: number): PersonRow[] {
    return this.#people
      .all(photoId)
      .map(({ name, box }) => ({ name, box: box === null ? null : (JSON.parse(box) as Box) }));
  }
}

/** Composed and decomposed letters are the same name: macOS writes the latter. */
function boxesByName(people: readonly PersonRow[]): ReadonlyMap<string, Box | null> {
  const boxes = new Map<string, Box | null>();
  for (const { name, box } of people) {
    const composed = name.normalize('NFC');
    boxes.set(composed, boxes.get(composed) ?? box);
  }
  return boxes;
}
