import type { Migration } from './migration.ts';

/** The folder that a file lies in, relative to the registered one, with a slash behind it; empty in that one itself. */
function directoryOf(path: string): string {
  return `rtrim(${path}, replace(${path}, '/', ''))`;
}

/** Note that what belongs together in the folder of a row's file may be other than before. */
function note(row: 'OLD' | 'NEW'): string {
  return `INSERT INTO stack_changes (folder_id, directory)
    VALUES (${row}.folder_id, ${directoryOf(`${row}.relative_path`)}) ON CONFLICT DO NOTHING;`;
}

/** The same for every file of a photo. */
function noteFilesOf(photo: string): string {
  return `INSERT INTO stack_changes (folder_id, directory)
    SELECT folder_id, ${directoryOf('relative_path')} FROM files WHERE photo_id = ${photo} ON CONFLICT DO NOTHING;`;
}

/**
 * [Note: Stacks] What belongs together is found out folder by folder from names and from what files say of themselves:
 * that makes groups. A photo that lies in several folders can be in a group of each; groups that share a photo are one
 * *stack*, so that a photo is in one stack at most. What else reads stacks knows nothing of groups.
 *
 * Triggers note in `stack_changes`, in the same transaction as the rows that they are about, in which folders groups may be
 * other than before. Whoever reads stacks has those folders looked at first (`Stacking`): stacks and files cannot fall out
 * of step for long.
 */
export const step13: Migration = {
  version: 13,
  name: 'stacks: videos, marks of photos, what belongs together',
  up: `
      -- Videos that lie beside photos: they may be parts of a stack, and nothing else is made of them.
      CREATE TABLE videos (
        id INTEGER PRIMARY KEY,
        folder_id INTEGER NOT NULL REFERENCES folders (id) ON DELETE CASCADE,
        relative_path TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        mtime_ms REAL NOT NULL,
        -- Version of the reader that has looked into it; 0 for none.
        read_version INTEGER NOT NULL DEFAULT 0,
        -- How often a reader began without coming to an end.
        attempts INTEGER NOT NULL DEFAULT 0,
        content_id TEXT,
        taken_at TEXT,
        taken_at_ms INTEGER,
        seconds REAL,
        UNIQUE (folder_id, relative_path)
      ) STRICT;
      CREATE INDEX videos_by_directory ON videos (folder_id, ${directoryOf('relative_path')});
      CREATE INDEX videos_unread ON videos (read_version, id);

      -- What photos say of themselves by which they belong to others. One without a row has not been asked yet.
      CREATE TABLE photo_marks (
        photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
        read_version INTEGER NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        content_id TEXT,
        burst_id TEXT,
        is_burst_pick INTEGER NOT NULL DEFAULT 0 CHECK (is_burst_pick IN (0, 1)),
        has_motion INTEGER NOT NULL DEFAULT 0 CHECK (has_motion IN (0, 1))
      ) STRICT;

      -- Without a reference to folders: what a folder that is removed had in common with others is to be looked at, too.
      CREATE TABLE stack_groups (
        id INTEGER PRIMARY KEY,
        folder_id INTEGER NOT NULL,
        directory TEXT NOT NULL,
        kind TEXT NOT NULL,
        -- How many it has.
        videos INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX stack_groups_by_directory ON stack_groups (folder_id, directory);
      CREATE TABLE stack_photos (
        group_id INTEGER NOT NULL REFERENCES stack_groups (id) ON DELETE CASCADE,
        photo_id INTEGER NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
        -- The least of a stack is shown first.
        sort_key TEXT NOT NULL,
        PRIMARY KEY (group_id, photo_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX stack_photos_by_photo ON stack_photos (photo_id);
      CREATE TABLE stack_videos (
        video_id INTEGER PRIMARY KEY REFERENCES videos (id) ON DELETE CASCADE,
        group_id INTEGER NOT NULL REFERENCES stack_groups (id) ON DELETE CASCADE
      ) STRICT;
      CREATE INDEX stack_videos_by_group ON stack_videos (group_id);

      CREATE TABLE stacks (
        -- The least id of its photos.
        id INTEGER PRIMARY KEY,
        kind TEXT NOT NULL,
        -- Photos and videos.
        parts INTEGER NOT NULL
      ) STRICT;
      CREATE TABLE stack_parts (
        photo_id INTEGER PRIMARY KEY REFERENCES photos (id) ON DELETE CASCADE,
        stack INTEGER NOT NULL REFERENCES stacks (id) ON DELETE CASCADE,
        -- 0 for the one to show.
        rank INTEGER NOT NULL
      ) STRICT;
      CREATE INDEX stack_parts_by_stack ON stack_parts (stack, rank);

      CREATE TABLE stack_changes (
        folder_id INTEGER NOT NULL,
        directory TEXT NOT NULL,
        PRIMARY KEY (folder_id, directory)
      ) STRICT, WITHOUT ROWID;
      CREATE TRIGGER stacks_file_added AFTER INSERT ON files WHEN NEW.photo_id IS NOT NULL BEGIN
        ${note('NEW')}
      END;
      CREATE TRIGGER stacks_file_changed AFTER UPDATE OF photo_id, folder_id, relative_path ON files
      WHEN OLD.photo_id IS NOT NEW.photo_id OR OLD.folder_id <> NEW.folder_id OR OLD.relative_path <> NEW.relative_path BEGIN
        ${note('OLD')}
        ${note('NEW')}
      END;
      CREATE TRIGGER stacks_file_deleted AFTER DELETE ON files WHEN OLD.photo_id IS NOT NULL BEGIN
        ${note('OLD')}
      END;
      CREATE TRIGGER stacks_video_read AFTER UPDATE OF read_version ON videos WHEN NEW.read_version > 0 BEGIN
        ${note('NEW')}
      END;
      CREATE TRIGGER stacks_video_deleted AFTER DELETE ON videos BEGIN
        ${note('OLD')}
      END;
      CREATE TRIGGER stacks_mark_added AFTER INSERT ON photo_marks BEGIN
        ${noteFilesOf('NEW.photo_id')}
      END;
      CREATE TRIGGER stacks_mark_changed AFTER UPDATE OF content_id, burst_id, is_burst_pick, has_motion ON photo_marks
      WHEN OLD.content_id IS NOT NEW.content_id OR OLD.burst_id IS NOT NEW.burst_id
        OR OLD.is_burst_pick <> NEW.is_burst_pick OR OLD.has_motion <> NEW.has_motion BEGIN
        ${noteFilesOf('NEW.photo_id')}
      END;
      CREATE TRIGGER stacks_photo_dated AFTER UPDATE OF taken_at, taken_at_offset_minutes ON photos
      WHEN OLD.taken_at IS NOT NEW.taken_at OR OLD.taken_at_offset_minutes IS NOT NEW.taken_at_offset_minutes BEGIN
        ${noteFilesOf('NEW.id')}
      END;

      INSERT INTO stack_changes (folder_id, directory)
        SELECT DISTINCT folder_id, ${directoryOf('relative_path')} FROM files WHERE photo_id IS NOT NULL;
    `,
};
