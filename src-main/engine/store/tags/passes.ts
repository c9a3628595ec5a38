import type { Embedding } from '../../../core/math/vector.ts';
import type { Db } from '../database.ts';
import { vectorFromBlob, vectorToBlob } from '../vector-blob.ts';

/** A pass over the library; see [Note: Tag passes]. */
export interface TagPass {
  readonly id: number;
  /** Row of the pack; null when that has been removed. */
  readonly pack: number | null;
  readonly fingerprint: string;
  readonly isShown: boolean;
}

/** A tag with what it was made of. */
export interface TagVector {
  readonly tag: number;
  readonly fingerprint: string;
  readonly vector: Embedding;
}

/** A photo that a pass has not seen, with what it is compared by. */
export interface UntaggedPhoto {
  readonly photoId: number;
  readonly vector: Embedding;
  readonly bias: number;
}

/** What a pass has found in a photo; nothing, mostly. */
export interface FoundTags {
  readonly photoId: number;
  readonly tags: ReadonlyMap<number, number>;
}

/** Rows of a pass that are deleted at a time: each costs a place in up to three indexes. */
const deletedAtOnce = 500;
/** Photos that are looked through at a time for those that a pass has not seen. */
const lookedThrough = 2000;

/** Those are few, and have an index of their own: rows of photos are wide. */
const isGone = 'unreferenced_since_ms IS NOT NULL';

/** Vectors of tags, and the passes in which photos get them. */
export class TagPassStore {
  readonly #db: Db;
  readonly #vectors;
  readonly #saveVector;
  readonly #passes;
  readonly #insertPass;
  readonly #saveLine;
  readonly #lines;
  readonly #windowEnd;
  readonly #unseen;
  readonly #untagged;
  readonly #seen;
  readonly #found;
  readonly #counts;
  readonly #unseenOf;
  readonly #hide;
  readonly #show;
  readonly #deletions;
  readonly #delete;

  constructor(db: Db) {
    this.#db = db;
    this.#vectors = db.prepare<[number], { tag: number; fingerprint: string; vector: Buffer }>(
      'SELECT tag, fingerprint, vector FROM tag_vectors WHERE pack = ?',
    );
    this.#saveVector = db.prepare<object>(`
      INSERT INTO tag_vectors (pack, tag, fingerprint, vector) SELECT :pack, id, :fingerprint, :vector FROM tags WHERE id = :tag
      ON CONFLICT (pack, tag) DO UPDATE SET fingerprint = excluded.fingerprint, vector = excluded.vector`);
    this.#passes = db.prepare<[], Omit<TagPass, 'isShown'> & { isShown: 0 | 1 }>(
      'SELECT id, pack, fingerprint, is_shown AS isShown FROM tag_passes ORDER BY id',
    );
    this.#insertPass = db.prepare<[number, string], { id: number }>(
      'INSERT INTO tag_passes (pack, fingerprint) VALUES (?, ?) RETURNING id',
    );
    this.#saveLine = db.prepare<object>(
      'INSERT INTO tag_lines (pass, tag, line) SELECT :pass, id, :line FROM tags WHERE id = :tag',
    );
    this.#lines = db
      .prepare<[number], [tag: number, line: number]>('SELECT tag, line FROM tag_lines WHERE pass = ?')
      .raw();
    this.#windowEnd = db
      .prepare<object, number | null>(
        `SELECT max(photo_id) FROM (SELECT photo_id FROM embeddings
          WHERE pack = :pack AND photo_id > :after ORDER BY photo_id LIMIT ${lookedThrough})`,
      )
      .pluck();
    // Answered by indexes alone: the row of an embedding is as long as its vector.
    this.#unseen = db
      .prepare<object, number>(
        `SELECT photo_id FROM embeddings WHERE pack = :pack AND photo_id > :after AND photo_id <= :upTo
          AND NOT EXISTS (SELECT 1 FROM tagged_photos WHERE pass = :pass AND tagged_photos.photo_id = embeddings.photo_id)
        ORDER BY photo_id`,
      )
      .pluck();
    // Those without a bias come when they have one.
    this.#untagged = db.prepare<object, { photoId: number; vector: Buffer; bias: number }>(`
      SELECT photo_id AS photoId, vector, bias FROM json_each(:ids) AS some CROSS JOIN embeddings ON photo_id = some.value
      WHERE pack = :pack AND bias IS NOT NULL`);
    this.#seen = db.prepare<[number, number]>(
      'INSERT INTO tagged_photos (pass, photo_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.#found = db.prepare<object>(`
      INSERT INTO photo_tags (pass, tag, photo_id, evidence) SELECT :pass, id, :photoId, :evidence FROM tags WHERE id = :tag
      ON CONFLICT DO NOTHING`);
    this.#counts = db.prepare<[], { photos: number; tagged: number }>(`
      SELECT (SELECT count(*) FROM photos) - (SELECT count(*) FROM photos WHERE ${isGone}) AS photos,
        (SELECT count(*) FROM tagged_photos
          WHERE pass = (SELECT max(id) FROM tag_passes) AND photo_id NOT IN (SELECT id FROM photos WHERE ${isGone})) AS tagged`);
    this.#unseenOf = db
      .prepare<{ shown: number; pass: number }, 1>(
        `SELECT 1 FROM tagged_photos AS before
        WHERE pass = :shown AND photo_id NOT IN (SELECT id FROM photos WHERE ${isGone})
          AND NOT EXISTS (SELECT 1 FROM tagged_photos WHERE pass = :pass AND photo_id = before.photo_id)
          AND NOT EXISTS (SELECT 1 FROM pack_attempts JOIN tag_passes ON tag_passes.pack = pack_attempts.pack
            WHERE tag_passes.id = :pass AND pack_attempts.photo_id = before.photo_id AND code IS NOT NULL)
        LIMIT 1`,
      )
      .pluck();
    this.#hide = db.prepare('UPDATE tag_passes SET is_shown = 0 WHERE is_shown = 1');
    this.#show = db.prepare<[number]>('UPDATE tag_passes SET is_shown = 1 WHERE id = ?');
    this.#deletions = [
      db.prepare<object>(`
        DELETE FROM photo_tags WHERE pass = :pass AND (tag, photo_id) IN
          (SELECT tag, photo_id FROM photo_tags WHERE pass = :pass LIMIT :limit)`),
      db.prepare<object>(`
        DELETE FROM tagged_photos WHERE pass = :pass AND photo_id IN
          (SELECT photo_id FROM tagged_photos WHERE pass = :pass LIMIT :limit)`),
    ];
    this.#delete = db.prepare<[number]>('DELETE FROM tag_passes WHERE id = ? AND is_shown = 0');
  }

  /** Vectors of tags that a pack has made, by tag. */
  vectors(pack: number): Map<number, TagVector> {
    return new Map(
      this.#vectors
        .all(pack)
        .map(({ tag, fingerprint, vector }) => [tag, { tag, fingerprint, vector: vectorFromBlob(vector) }]),
    );
  }

  /** Keep vectors of tags; of one that has been removed meanwhile it is not kept. */
  saveVectors(pack: number, vectors: readonly TagVector[]): void {
    this.#db.transaction(() => {
      for (const { tag, fingerprint, vector } of vectors)
        this.#saveVector.run({ pack, tag, fingerprint, vector: vectorToBlob(vector) });
    })();
  }

  /** Oldest first. */
  passes(): TagPass[] {
    return this.#passes.all().map(({ isShown, ...pass }) => ({ ...pass, isShown: isShown === 1 }));
  }

  /** Begin a pass. @param lines the evidence that a photo needs, by tag @returns its id */
  begin(pack: number, fingerprint: string, lines: ReadonlyMap<number, number>): number {
    return this.#db.transaction(() => {
      const pass = this.#insertPass.get(pack, fingerprint);
      if (pass === undefined) throw new Error('Expected the pass just begun but received none');
      for (const [tag, line] of lines) this.#saveLine.run({ pass: pass.id, tag, line });
      return pass.id;
    })();
  }

  /** The evidence that a photo needs in a pass, by tag. */
  lines(pass: number): Map<number, number> {
    return new Map(this.#lines.all(pass));
  }

  /**
   * Photos that have an embedding of a pack and that a pass has not seen, by id: of the next that come after `after`, of which the
   * last is `upTo`; null where none come.
   */
  unseen(pass: number, pack: number, after: number): { photoIds: number[]; upTo: number } | null {
    const upTo = this.#windowEnd.get({ pack, after }) ?? null;
    return upTo === null ? null : { photoIds: this.#unseen.all({ pass, pack, after, upTo }), upTo };
  }

  /** What photos are compared by; those that have nothing yet are missing. */
  untagged(pack: number, photoIds: readonly number[]): UntaggedPhoto[] {
    return this.#untagged
      .all({ pack, ids: JSON.stringify(photoIds) })
      .map(({ photoId, vector, bias }) => ({ photoId, vector: vectorFromBlob(vector), bias }));
  }

  /** Keep what a pass has found in photos, all at once. */
  save(pass: number, photos: readonly FoundTags[]): void {
    this.#db.transaction(() => {
      for (const { photoId, tags } of photos) {
        this.#seen.run(pass, photoId);
        for (const [tag, evidence] of tags) this.#found.run({ pass, tag, photoId, evidence });
      }
    })();
  }

  /** Has a pass seen every photo that one which is shown has seen? Without those that its pack has failed at. */
  hasSeenAllOf(shown: number, pass: number): boolean {
    return this.#unseenOf.get({ shown, pass }) === undefined;
  }

  /** Show nothing of what was found. It stays, until passes are deleted. */
  hide(): void {
    this.#hide.run();
  }

  /** Show what a pass has found, and nothing of others. */
  show(pass: number): void {
    this.#db.transaction(() => {
      this.#hide.run();
      this.#show.run(pass);
    })();
  }

  /** Delete a part of a pass that is not shown. @returns whether all of it is gone */
  deleteSome(pass: number): boolean {
    for (const statement of this.#deletions)
      if (statement.run({ pass, limit: deletedAtOnce }).changes > 0) return false;
    this.#delete.run(pass);
    return true;
  }

  /** Photos of the library, and those that the last pass has seen: the one in progress, else the one that is shown. */
  counts(): { photos: number; tagged: number } {
    return this.#counts.get() ?? { photos: 0, tagged: 0 };
  }
}
