import type { Db } from './database.ts';

/** A choice between two photos, by their ids. */
export interface KeptChoice {
  readonly better: number;
  readonly worse: number;
}

/** Which of two photos somebody likes better. See [Note: Taste]. */
export class TasteStore {
  readonly #latest;
  readonly #count;
  readonly #choose;
  readonly #forget;

  constructor(db: Db) {
    this.#latest = db.prepare<[number], KeptChoice>(
      'SELECT better, worse FROM taste_choices WHERE id > 0 ORDER BY id DESC LIMIT ?',
    );
    this.#count = db.prepare<[], number>('SELECT count(*) FROM taste_choices WHERE id > 0').pluck();
    this.#choose = db.prepare<KeptChoice & { nowMs: number }>(`
      INSERT OR REPLACE INTO taste_choices (better, worse, chosen_at_ms)
      SELECT liked.id, other.id, :nowMs FROM photos AS liked JOIN photos AS other ON other.id = :worse
      WHERE liked.id = :better`);
    this.#forget = db.prepare('DELETE FROM taste_choices');
  }

  /** The latest choices, the latest last. */
  choices(most: number): KeptChoice[] {
    return this.#latest.all(most).reverse();
  }

  count(): number {
    return this.#count.get() ?? 0;
  }

  /** Keep a choice, in the place of one between the same photos. @returns whether both photos are there. */
  choose(choice: KeptChoice, nowMs: number): boolean {
    return this.#choose.run({ ...choice, nowMs }).changes > 0;
  }

  /** Forget all choices. @returns how many there were. */
  forget(): number {
    return this.#forget.run().changes;
  }
}
