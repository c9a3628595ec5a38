/**
 * One step of the schema, applied once, in order, inside a transaction.
 *
 * A published step is never edited, and builds its SQL from nothing that lives on elsewhere: the databases that went
 * through it would be others than those that go through it now. tests/engine/store/migrations.test.ts has its sha256.
 */
export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly up: string;
}
