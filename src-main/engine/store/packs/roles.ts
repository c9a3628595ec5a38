import type { Db } from '../database.ts';

/** A pack that has a role in the library. */
export interface RoleRow {
  readonly row: number;
  readonly id: string;
  readonly version: string;
  /** Somebody wanted it, whatever the app comes with: of the current one. */
  readonly isChosen: boolean;
}

export type PackRole = 'current' | 'incoming' | 'previous';

/** Which packs the library is kept with, is to be, and was. See [Note: Switching]. */
export class PackRoleStore {
  readonly #db: Db;
  readonly #of;
  readonly #set;
  readonly #supersedePrevious;
  readonly #currentIsPrevious;
  readonly #forgetIncoming;
  readonly #forget;
  readonly #spare;

  constructor(db: Db) {
    this.#db = db;
    this.#of = db.prepare<[PackRole], { row: number; id: string; version: string; chosen: number }>(`
      SELECT packs.id AS row, pack_id AS id, version, chosen FROM pack_roles JOIN packs ON packs.id = pack WHERE role = ?`);
    this.#set = db.prepare<[number, PackRole, 0 | 1]>(`
      INSERT INTO pack_roles (pack, role, chosen) VALUES (?, ?, ?)
      ON CONFLICT (pack) DO UPDATE SET role = excluded.role, chosen = excluded.chosen`);
    this.#supersedePrevious = db.prepare<[]>("UPDATE pack_roles SET role = 'superseded' WHERE role = 'previous'");
    this.#currentIsPrevious = db.prepare<[]>(
      "UPDATE pack_roles SET role = 'previous', chosen = 0 WHERE role = 'current'",
    );
    this.#forgetIncoming = db.prepare<[]>("DELETE FROM pack_roles WHERE role = 'incoming'");
    this.#forget = db.prepare<[number]>('DELETE FROM pack_roles WHERE pack = ?');
    this.#spare = db.prepare<[string, string]>(`
      DELETE FROM pack_roles WHERE role = 'superseded'
        AND pack IN (SELECT id FROM packs WHERE pack_id = ? AND version = ?)`);
  }

  /** The pack of a role; undefined when there is none. */
  of(role: PackRole): RoleRow | undefined {
    const found = this.#of.get(role);
    if (found === undefined) return undefined;
    const { row, id, version, chosen } = found;
    return { row, id, version, isChosen: chosen === 1 };
  }

  /** Begin to switch to a pack that is not the current one, instead of another that may be incoming. */
  begin(row: number): void {
    this.#db.transaction(() => {
      this.#forgetIncoming.run();
      this.#set.run(row, 'incoming', 0);
    })();
  }

  /** Do not switch after all. What the incoming pack has made stays. */
  cancel(): void {
    this.#forgetIncoming.run();
  }

  /**
   * Make a pack the current one. That of before is the previous one then, and one that was previous longer is superseded,
   * unless it is this one: then the two change places.
   */
  makeCurrent(row: number, isChosen: boolean): void {
    this.#db.transaction(() => {
      if (this.of('current')?.row !== row) {
        this.#forget.run(row);
        this.#supersedePrevious.run();
        this.#currentIsPrevious.run();
      }
      this.#set.run(row, 'current', isChosen ? 1 : 0);
    })();
  }

  /** Keep what a superseded pack has left: it may be used once more. */
  spare({ id, version }: Pick<RoleRow, 'id' | 'version'>): void {
    this.#spare.run(id, version);
  }

  /** Give up going back: what the previous pack has left goes. */
  supersedePrevious(): void {
    this.#supersedePrevious.run();
  }
}
