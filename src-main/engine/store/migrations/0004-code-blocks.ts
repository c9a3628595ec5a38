import type { Migration } from './migration.ts';

export const step4: Migration = {
  version: 4,
  name: 'codes of embeddings in blocks',
  up: `
      CREATE TABLE code_blocks (
        id INTEGER PRIMARY KEY,
        pack INTEGER NOT NULL REFERENCES packs (id) ON DELETE CASCADE,
        -- A bit for each row, 1 where it counts for nothing. Apart from the bytes, so that a deletion writes little.
        dead BLOB NOT NULL
      ) STRICT;
      CREATE INDEX code_blocks_by_pack ON code_blocks (pack);

      CREATE TABLE code_block_bytes (
        block INTEGER PRIMARY KEY REFERENCES code_blocks (id) ON DELETE CASCADE,
        bytes BLOB NOT NULL
      ) STRICT;

      CREATE TABLE code_state (
        pack INTEGER PRIMARY KEY REFERENCES packs (id) ON DELETE CASCADE,
        format INTEGER NOT NULL,
        max_scale REAL NOT NULL,
        max_norm REAL NOT NULL,
        moments BLOB NOT NULL
      ) STRICT;

      CREATE TABLE code_changes (
        pack INTEGER NOT NULL,
        photo_id INTEGER NOT NULL,
        PRIMARY KEY (pack, photo_id)
      ) STRICT, WITHOUT ROWID;

      CREATE TRIGGER code_changes_embedding_added AFTER INSERT ON embeddings BEGIN
        INSERT INTO code_changes (pack, photo_id) VALUES (NEW.pack, NEW.photo_id) ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER code_changes_embedding_replaced AFTER UPDATE OF vector ON embeddings BEGIN
        INSERT INTO code_changes (pack, photo_id) VALUES (NEW.pack, NEW.photo_id) ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER code_changes_embedding_deleted AFTER DELETE ON embeddings BEGIN
        INSERT INTO code_changes (pack, photo_id) VALUES (OLD.pack, OLD.photo_id) ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER code_changes_photo_referenced AFTER UPDATE OF unreferenced_since_ms ON photos
      WHEN (OLD.unreferenced_since_ms IS NULL) <> (NEW.unreferenced_since_ms IS NULL) BEGIN
        INSERT INTO code_changes (pack, photo_id) SELECT pack, photo_id FROM embeddings WHERE photo_id = NEW.id
        ON CONFLICT DO NOTHING;
      END;
      CREATE TRIGGER code_changes_pack_deleted AFTER DELETE ON packs BEGIN
        DELETE FROM code_changes WHERE pack = OLD.id;
      END;

      INSERT INTO code_changes (pack, photo_id) SELECT pack, photo_id FROM embeddings;
    `,
};
