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

/** A photo that a pass has not seen. */
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

/** Rows of a pass that are deleted at a time. */
const deletedAtOnce = 2000;

/** Vectors of tags, and the passes in which photos get them. */
export class TagPassStore {
  readonly #db: Db;
  readonly #vectors;
  readonly #saveVector;
  readonly #passes;
  readonly #insertPass;
  readonly #saveLine;
  readonly #lines;
  readonly #untagged;
  readonly #seen;
  readonly #found;
  readonly #counts;
  readonly #hide;
  readonly #show;
  readonly #deletions;

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
    // Those without a bias come when they have one.
    this.#untagged = db.prepare<object, { photoId: number; vector: Buffer; bias: number }>(`
      SELECT photo_id AS photoId, vector, bias FROM embeddings
      WHERE pack = :pack AND photo_id > :after AND bias IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM tagged_photos WHERE pass = :pass AND tagged_photos.photo_id = embeddings.photo_id)
      ORDER BY photo_id LIMIT :limit`);
    this.#seen = db.prepare<[number, number]>(
      'INSERT INTO tagged_photos (pass, photo_id) VALUES (?, ?) ON CONFLICT DO NOTHING',
    );
    this.#found = db.prepare<object>(`
      INSERT INTO photo_tags (pass, tag, photo_id, evidence) SELECT :pass, id, :photoId, :evidence FROM tags WHERE id = :tag
      ON CONFLICT DO NOTHING`);
    this.#counts = db.prepare<[], { photos: number; tagged: number }>(`
      SELECT (SELECT count(*) FROM photos WHERE unreferenced_since_ms IS NULL) AS photos,
        (SELECT count(*) FROM tagged_photos JOIN photos ON photos.id = photo_id
          WHERE pass = (SELECT id FROM tag_passes WHERE is_shown = 1) AND unreferenced_since_ms IS NULL) AS tagged`);
    this.#hide = db.prepare('UPDATE tag_passes SET is_shown = 0 WHERE is_shown = 1');
    this.#show = db.prepare<[number]>('UPDATE tag_passes SET is_shown = 1 WHERE id = ?');
    this.#deletions = ['photo_tags', 'tagged_photos'].map((table) =>
      db.prepare<object>(`
        DELETE FROM ${table} WHERE pass = :pass
          AND photo_id IN (SELECT photo_id FROM ${table} WHERE pass = :pass LIMIT :limit)`),
    );
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

  /** Photos that have an embedding of a pack and that a pass has not seen, those after `after`, by id. */
  untagged(pass: number, pack: number, after: number, limit: number): UntaggedPhoto[] {
    return this.#untagged
      .all({ pass, pack, after, limit })
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

  /** Show what a pass has found, and nothing of others. */
  show(pass: number): void {
    this.#db.transaction(() => {
      this.#hide.run();
      this.#show.run(pass);
    })();
  }

  /** Delete a part of a pass that is not shown. @returns whether all of it is gone */
  deleteSome(pass: number): boolean {
    return this.#db.transaction(() => {
      const deleted = this.#deletions.reduce(
        (sum, statement) => sum + statement.run({ pass, limit: deletedAtOnce }).changes,
        0,
      );
      if (deleted > 0) return false;
      this.#db.prepare<[number]>('DELETE FROM tag_passes WHERE id = ? AND is_shown = 0').run(pass);
      return true;
    })();
  }

  /** Photos of the library, and those that the pass that is shown has seen. */
  counts(): { photos: number; tagged: number } {
    return this.#counts.get() ?? { photos: 0, tagged: 0 };
  }
}
